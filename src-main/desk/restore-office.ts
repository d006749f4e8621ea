import type { KeyPlace } from '../keys/database-key.ts';
import { parseRecoveryKey } from '../keys/recovery-key.ts';
import { migrations } from '../store/migrations/index.ts';
import { restoreBackup } from '../store/backup/restore.ts';
import { officeFolder } from './open-office.ts';
import { storeFolder } from './open-store.ts';
import type { DeskDependencies } from './dependencies.ts';

/**
 * Restores a backup as the own office and leaves it closed. A replaced office, intact or damaged, is kept aside (the
 * last one only).
 * @param backup path of the backup file @param place where the key is kept on this machine
 * @throws Refusal as restoreBackup
 */
export async function restoreOffice(
  { dataDir, keychain, hasher }: DeskDependencies,
  backup: string,
  recoveryKey: string,
  place: KeyPlace,
): Promise<void> {
  const folder = officeFolder(dataDir);
  await storeFolder(folder, keychain, hasher);
  await restoreBackup({
    backup,
    secret: { recovery: parseRecoveryKey(recoveryKey) },
    folder,
    place,
    keychain,
    hasher,
    migrations,
  });
}
