import { os } from './admit.ts';

export const enterpriseSignInRoutes = {
  firm: os.enterpriseSignIn.firm.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const flow = await bureau.enterpriseSignIn.firm(input, call);
    return flow ? { next: 'handlers' as const, flow } : { next: 'signedIn' as const, state: await office.sessionState.of(call.window) };
  }),
  sync: os.enterpriseSignIn.sync.handler(({ input, context: { call } }) => call.engine.bureau.enterpriseSignIn.sync(input.flow, call)),
  sendCode: os.enterpriseSignIn.sendCode.handler(({ input, context: { call } }) => call.engine.bureau.enterpriseSignIn.sendCode(input, call)),
  finish: os.enterpriseSignIn.finish.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.enterpriseSignIn.finish(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  cancel: os.enterpriseSignIn.cancel.handler(({ input, context: { call } }) => call.engine.bureau.enterpriseSignIn.cancel(input.flow, call)),
  quickCode: os.enterpriseSignIn.quickCode.handler(({ input, context: { call } }) => call.engine.bureau.quickSignIn.sendCode(input, call)),
  quickFinish: os.enterpriseSignIn.quickFinish.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.quickSignIn.finish(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
};
