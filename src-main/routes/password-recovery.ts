import { os } from './admit.ts';

export const passwordRecoveryRoutes = {
  sendCode: os.passwordRecovery.sendCode.handler(({ input, context: { call } }) => call.engine.bureau.recovery.sendCode(input, call)),
  prove: os.passwordRecovery.prove.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.prove(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  setEnterprisePassword: os.passwordRecovery.setEnterprisePassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.setEnterprisePassword(call.ticket, input.newPassword);
    return call.engine.office.sessionState.of(call.window);
  }),
  setPersonalPassword: os.passwordRecovery.setPersonalPassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.recovery.setPersonalPassword(call.ticket, input.newPassword);
    return call.engine.office.sessionState.of(call.window);
  }),
};
