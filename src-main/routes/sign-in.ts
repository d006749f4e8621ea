import { os } from './admit.ts';

export const signInRoutes = {
  firm: os.signIn.firm.handler(({ input, context: { call } }) => call.engine.bureau.signIn.firm(input, call)),
  sendCode: os.signIn.sendCode.handler(({ input, context: { call } }) => call.engine.bureau.signIn.sendCode(input, call)),
  staff: os.signIn.staff.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const { wrapKey } = await bureau.signIn.staff(input, call);
    const staff = await bureau.sessions.staffOf(call.window, { use: true });
    if (wrapKey) await office.vault.unlockWith(staff, wrapKey);
    return office.sessionState.of(call.window);
  }),
  cancel: os.signIn.cancel.handler(({ input, context: { call } }) => call.engine.bureau.signIn.cancel(input.flow, call)),
};
