import { createKeychain } from '../../src-main/keys/keychain.ts';
import { createPasswordHasher, testParameters } from '../../src-main/keys/password.ts';
import { restoreBackup } from '../../src-main/store/backup/restore.ts';
import { notes } from './notes.ts';

/** Restores one backup and says `begun` and `done`. Arguments: backup, folder, recovery secret in hex, new passphrase. */
const [backup = '', folder = '', recovery = '', passphrase = ''] = process.argv.slice(2);
process.stdout.write('begun\n');
await restoreBackup({
  backup,
  folder,
  secret: { recovery: Buffer.from(recovery, 'hex') },
  place: { backend: 'passphrase', passphrase },
  keychain: createKeychain(),
  hasher: createPasswordHasher(testParameters, { belowFloor: 'tests' }),
  migrations: [notes],
});
process.stdout.write('done\n');
