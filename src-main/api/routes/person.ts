import { os } from '../guard/admit.ts';
import { instants } from './trail.ts';

export const personSignInRoutes = {
  captcha: os.personSignIn.captcha.handler(({ input, context: { call } }) =>
    call.engine.bureau.personSignIn.captcha(input.kind, call),
  ),
  signIn: os.personSignIn.signIn.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.personSignIn.signIn(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  recoveryCode: os.personSignIn.recoveryCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.personRecovery.sendCode(input, call),
  ),
  recoveryProve: os.personSignIn.recoveryProve.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.personRecovery.prove(input, call);
    return call.engine.office.sessionState.of(call.window);
  }),
  setPassword: os.personSignIn.setPassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.personPasswords.setByTicket(call.person, input.newPassword);
    return call.engine.office.sessionState.of(call.window);
  }),
};

export const personRoutes = {
  home: os.person.home.handler(({ context: { call } }) => call.engine.bureau.personHome.of(call.person)),
  trail: os.person.trail.handler(({ input, context: { call } }) =>
    call.engine.bureau.personTrail.list(call.person, instants(input)),
  ),
  enter: os.person.enter.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.personHome.enter(call.person, input.handlerId);
    return call.engine.office.sessionState.of(call.window);
  }),
  leave: os.person.leave.handler(async ({ context: { call } }) => {
    await call.engine.bureau.personHome.leave(call.person);
    return call.engine.office.sessionState.of(call.window);
  }),
  setPassword: os.person.setPassword.handler(async ({ input, context: { call } }) => {
    await call.engine.bureau.personPasswords.change(call.person, input);
    return call.engine.office.sessionState.of(call.window);
  }),
};
