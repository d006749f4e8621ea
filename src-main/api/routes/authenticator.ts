import { os } from '../guard/admit.ts';

export const authenticatorRoutes = {
  status: os.authenticator.status.handler(({ context: { call } }) =>
    call.engine.bureau.ownAuthenticator.status(call.staff),
  ),
  begin: os.authenticator.begin.handler(({ input, context: { call } }) =>
    call.engine.bureau.ownAuthenticator.begin(call.staff, input.personalPassword),
  ),
  confirm: os.authenticator.confirm.handler(async ({ input, context: { call } }) => {
    const status = await call.engine.bureau.ownAuthenticator.confirm(call.staff, input);
    await call.engine.office.staff.changed(call.staff);
    return status;
  }),
  remove: os.authenticator.remove.handler(async ({ input, context: { call } }) => {
    const status = await call.engine.bureau.ownAuthenticator.remove(call.staff, input.personalPassword);
    await call.engine.office.staff.changed(call.staff);
    return status;
  }),
};
