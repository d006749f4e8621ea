import { os } from '../guard/admit.ts';

export const enterpriseSignInRoutes = {
  firm: os.enterpriseSignIn.firm.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const flow = await bureau.enterpriseSignIn.firm(input, call);
    await office.rememberedIds.used('enterprise', input.taxpayerId);
    return flow
      ? { next: 'handlers' as const, flow }
      : { next: 'signedIn' as const, state: await office.sessionState.of(call.window) };
  }),
  sync: os.enterpriseSignIn.sync.handler(({ input, context: { call }, signal }) =>
    call.engine.bureau.enterpriseSignIn.sync(input.flow, call, signal),
  ),
  handlers: os.enterpriseSignIn.handlers.handler(({ input, context: { call } }) =>
    call.engine.bureau.enterpriseSignIn.handlers(input.flow, call),
  ),
  sendCode: os.enterpriseSignIn.sendCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.enterpriseSignIn.sendCode(input, call),
  ),
  finish: os.enterpriseSignIn.finish.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.enterpriseSignIn.finish(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  cancel: os.enterpriseSignIn.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.enterpriseSignIn.cancel(input.flow, call),
  ),
  quickCode: os.enterpriseSignIn.quickCode.handler(async ({ input, context: { call } }) => {
    const sent = await call.engine.bureau.quickSignIn.sendCode(input, call);
    await call.engine.office.rememberedIds.used('enterprise', input.taxpayerId);
    return sent;
  }),
  quickFinish: os.enterpriseSignIn.quickFinish.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.quickSignIn.finish(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
};
