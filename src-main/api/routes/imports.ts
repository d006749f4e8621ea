import { os } from '../guard/admit.ts';

export const importsRoutes = {
  preview: os.imports.preview.handler(({ input, context: { call } }) =>
    call.engine.office.imports.preview(call.staff, input.text),
  ),
  run: os.imports.run.handler(({ input, context: { call } }) =>
    call.engine.office.imports.run(call.staff, input.preview, input.functions),
  ),
  result: os.imports.result.handler(({ input, context: { call } }) => call.engine.office.imports.result(input.work)),
};
