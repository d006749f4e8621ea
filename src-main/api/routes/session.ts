import { iso } from '../../bureau/ground/calendar.ts';
import { os } from '../guard/admit.ts';

export const sessionRoutes = {
  current: os.session.current.handler(({ context: { call } }) => call.engine.office.sessionState.of(call.window)),
  touch: os.session.touch.handler(async ({ context: { call } }) => {
    const end = await call.engine.bureau.sessions.touch(call.window);
    return { idleEndsAt: end === null ? null : iso(end) };
  }),
  signOut: os.session.signOut.handler(({ context: { call } }) => call.engine.bureau.sessions.signOut(call.window)),
  lock: os.session.lock.handler(async ({ context: { call } }) => {
    const { office } = call.engine;
    await office.lockWindow.lock(call.window, 'asked');
    return office.sessionState.of(call.window);
  }),
  unlock: os.session.unlock.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const wrapKey = await bureau.passwords.prove(call.staff, input.personalPassword);
    await bureau.sessions.unlock(call.staff);
    await office.vault.unlockWith(call.staff, wrapKey);
    return office.sessionState.of(call.window);
  }),
  setPersonalPassword: os.session.setPersonalPassword.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const wrapKey = await bureau.passwords.set(call.staff, input);
    await office.vault.unlockWith(call.staff, wrapKey);
    return office.sessionState.of(call.window);
  }),
};
