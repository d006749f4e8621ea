import { worlds } from '../../training/worlds.ts';
import { os } from '../guard/admit.ts';
import { pieceOf } from './piece-of.ts';
import { recoveryOf } from './recovery-of.ts';

export const setupRoutes = {
  worlds: os.setup.worlds.handler(() =>
    worlds.map(({ world, title, text, clients }) => ({ world, title, text, clients })),
  ),
  openWorld: os.setup.openWorld.handler(({ input, context: { call } }) => call.desk.openWorld(input.world)),
  createOffice: os.setup.createOffice.handler(({ input, context: { call } }) => {
    const { passphrase, acceptsOneMachine: _, ...office } = input;
    return call.desk.createOffice(office, passphrase);
  }),
  keptRecoveryKey: os.setup.keptRecoveryKey.handler(({ input, context: { call } }) =>
    recoveryOf(call).kept(input.recoveryKey, call.origin),
  ),
  unlock: os.setup.unlock.handler(({ input, context: { call } }) => call.desk.unlock(input.passphrase)),
  unlockWithRecoveryKey: os.setup.unlockWithRecoveryKey.handler(({ input, context: { call } }) =>
    call.desk.unlockWithRecoveryKey(input.recoveryKey, input.newPassphrase),
  ),
  uploadBackup: os.setup.uploadBackup.handler(async ({ input, context: { call } }) => ({
    upload: await call.desk.takeBackupPiece(call.window, await pieceOf(input)),
  })),
  restore: os.setup.restore.handler(({ input, context: { call } }) =>
    call.desk.restore(call.window, input.upload, input.recoveryKey, input.passphrase),
  ),
  closeDamaged: os.setup.closeDamaged.handler(({ context: { call } }) => call.desk.closeDamaged()),
  retry: os.setup.retry.handler(({ context: { call } }) => call.desk.retry()),
  leaveWorld: os.setup.leaveWorld.handler(({ context: { call } }) => call.desk.leaveWorld()),
};
