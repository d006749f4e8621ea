import { Refusal } from '@contract/errors.ts';
import type { AdmittedCall } from '../guard/admit.ts';
import { os } from '../guard/admit.ts';
import { recoveryOf } from './recovery-of.ts';

/** H5: the vault serves a staff member only for clients in their scope. */
async function inScope(call: AdmittedCall, clientId: string): Promise<void> {
  if (await call.engine.office.scope.covers(call.staff.handlerId, clientId)) return;
  throw new Refusal('FORBIDDEN', '该客户没有分配给您，请联系机构管理员分配。', {
    link: 'assignment',
    rule: 'H5',
    whoCanMend: '机构管理员',
  });
}

export const vaultRoutes = {
  status: os.vault.status.handler(({ context: { call } }) => call.engine.office.vault.status(call.staff)),
  open: os.vault.open.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    await office.vault.unlockWith(call.staff, await bureau.passwords.prove(call.staff, input.personalPassword));
    return office.vault.status(call.staff);
  }),
  close: os.vault.close.handler(({ context: { call } }) => {
    call.engine.office.vault.close(call.staff);
    return call.engine.office.vault.status(call.staff);
  }),
  forget: os.vault.forget.handler(async ({ input, context: { call } }) => {
    await inScope(call, input.clientId);
    await call.engine.office.vault.remembered.forget(call.staff, input.clientId);
    call.engine.notify(null, { kind: 'clientsChanged', clientId: input.clientId });
  }),
  reveal: os.vault.reveal.handler(async ({ input, context: { call } }) => {
    await inScope(call, input.clientId);
    return call.engine.office.vault.remembered.reveal(call.staff, call.engine.bureau.passwords, input);
  }),
  waiting: os.vault.waiting.handler(({ context: { call } }) => call.engine.office.vault.waiting()),
  grant: os.vault.grant.handler(({ input, context: { call } }) =>
    call.engine.office.vault.grant(call.staff, input.handlerId),
  ),
  recover: os.vault.recover.handler(({ input, context: { call } }) => recoveryOf(call).recover(call.staff, input)),
  newRecoveryKey: os.vault.newRecoveryKey.handler(async ({ input, context: { call } }) => ({
    recoveryKey: await recoveryOf(call).renew(call.staff, input.personalPassword),
  })),
};
