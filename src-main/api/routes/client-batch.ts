import { os } from '../guard/admit.ts';

export const clientBatchRoutes = {
  ids: os.clientBatch.ids.handler(async ({ input: { from, to, ...asked }, context: { call } }) => {
    const limit = Math.max(0, (to ?? Number.MAX_SAFE_INTEGER) - from);
    const { ids } = await call.engine.office.clients.find(call.staff, {
      ...asked,
      withFile: false,
      offset: from,
      limit,
    });
    return { ids };
  }),
  preview: os.clientBatch.preview.handler(({ input, context: { call } }) =>
    call.engine.office.clientBatch.preview(call.staff, input),
  ),
  run: os.clientBatch.run.handler(({ input, context: { call } }) =>
    call.engine.office.clientBatch.run(call.staff, input),
  ),
};
