import { os } from '../guard/admit.ts';

export const secretExportRoutes = {
  write: os.secretExport.write.handler(({ input, context: { call } }) =>
    call.engine.office.secretExport.file(call.staff, input),
  ),
};
