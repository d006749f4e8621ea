import { personOfWindow } from '../../bureau/enterprise/window-actors.ts';
import { os } from '../guard/admit.ts';
import { instants } from './trail.ts';

export const enterpriseRoutes = {
  home: os.enterprise.home.handler(({ context: { call } }) => call.engine.bureau.enterpriseHome.of(call.enterprise)),
  setPersonalPassword: os.enterprise.setPersonalPassword.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    (await bureau.passwords.set(personOfWindow(call.enterprise), input)).fill(0);
    return office.sessionState.of(call.window);
  }),
  resetPersonalPassword: os.enterprise.resetPersonalPassword.handler(async ({ input, context: { call } }) => {
    const { expiresAt } = await call.engine.bureau.staff.maintenance.reset(call.enterprise, input.handlerId);
    return { expiresAt: new Date(expiresAt).toISOString() };
  }),
  trail: os.enterprise.trail.handler(({ input, context: { call } }) =>
    call.engine.bureau.enterpriseTrail.list(call.enterprise, instants(input)),
  ),
};
