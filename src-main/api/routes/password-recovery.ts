import { os } from '../guard/admit.ts';
import { recoveryOf } from './recovery-of.ts';

export const passwordRecoveryRoutes = {
  sendCode: os.passwordRecovery.sendCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.recovery.sendCode(input, call),
  ),
  prove: os.passwordRecovery.prove.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.prove(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  proveOfficer: os.passwordRecovery.proveOfficer.handler(async ({ input: { proof, ...form }, context: { call } }) => {
    const proved =
      proof.kind === 'authenticator' ? { code: proof.code } : { fits: recoveryOf(call).typed(proof.recoveryKey) };
    await call.engine.bureau.officerRecovery.firm(form, proved, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  provePersonal: os.passwordRecovery.provePersonal.handler(
    async ({ input: { recoveryKey, ...who }, context: { call } }) => {
      await call.engine.bureau.officerRecovery.personal(who, recoveryOf(call).typed(recoveryKey), call);
      return call.engine.office.sessionState.of(call.window);
    },
  ),
  setEnterprisePassword: os.passwordRecovery.setEnterprisePassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.setEnterprisePassword(call.ticket, input.newPassword);
    return call.engine.office.sessionState.of(call.window);
  }),
  setPersonalPassword: os.passwordRecovery.setPersonalPassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.setPersonalPassword(call.ticket, input.newPassword);
    return call.engine.office.sessionState.of(call.window);
  }),
};
