import { os } from '../guard/admit.ts';

export const workRoutes = {
  list: os.work.list.handler(({ context: { call } }) => call.engine.office.work.list(call.window)),
  cancel: os.work.cancel.handler(({ input, context: { call } }) =>
    call.engine.office.work.cancel(call.window, input.work),
  ),
};
