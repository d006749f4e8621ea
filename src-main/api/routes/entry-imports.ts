import { os } from '../guard/admit.ts';

export const entryImportsRoutes = {
  open: os.entryImports.open.handler(async ({ input: { keyFile, ...input }, context: { call } }) =>
    call.engine.office.entryImports.open(call.staff, {
      ...input,
      keyFile: keyFile === undefined ? null : new Uint8Array(await keyFile.arrayBuffer()),
    }),
  ),
  preview: os.entryImports.preview.handler(({ input, context: { call } }) =>
    call.engine.office.entryImports.preview(call.staff, input.book, input.choices),
  ),
  run: os.entryImports.run.handler(({ input, context: { call } }) =>
    call.engine.office.entryImports.run(call.staff, input.book, input.choices, input.entries),
  ),
  result: os.entryImports.result.handler(({ input, context: { call } }) =>
    call.engine.office.entryImports.result(input.work),
  ),
  close: os.entryImports.close.handler(({ input, context: { call } }) =>
    call.engine.office.entryImports.forget(call.staff, input.book),
  ),
};
