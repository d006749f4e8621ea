import { backupFolder, Backups } from '../../desk/backups.ts';
import type { AdmittedCall } from '../guard/admit.ts';
import { os } from '../guard/admit.ts';

const backupsOf = (call: AdmittedCall): Backups =>
  new Backups(call.desk.opened(), backupFolder(call.desk.dataDir), call.desk.version, () => call.desk.suspectDamage());

export const backupRoutes = {
  create: os.backup.create.handler(({ context: { call } }) => ({ work: backupsOf(call).start(call.staff) })),
  list: os.backup.list.handler(({ context: { call } }) => backupsOf(call).list()),
  fetch: os.backup.fetch.handler(async ({ input, context: { call } }) => ({
    piece: await backupsOf(call).fetch(input.name, input.at),
  })),
};
