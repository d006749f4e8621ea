import { admit, os } from '../guard/admit.ts';

export const workRoutes = {
  list: os.work.list.handler(({ context: { call } }) => call.engine.office.work.listOf(call.staff)),
  cancel: os.work.cancel.handler(async ({ input, context: { call } }) => {
    const { work } = call.engine.office;
    if (work.cancelAtOnce(call.window, input.work)) return;
    const { staff } = await admit(call, { access: { kind: 'staff' } }, input);
    work.cancel(staff, input.work);
  }),
};
