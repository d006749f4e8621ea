import { os } from '../guard/admit.ts';
import { pieceOf } from './piece-of.ts';

export const importsRoutes = {
  upload: os.imports.upload.handler(async ({ input, context: { call } }) => ({
    upload: await call.engine.office.imports.takePiece(call.staff, await pieceOf(input)),
  })),
  open: os.imports.open.handler(({ input, context: { call } }) =>
    call.engine.office.imports.openUploaded(call.staff, input.source),
  ),
  preview: os.imports.preview.handler(({ input, context: { call } }) =>
    call.engine.office.imports.preview(call.staff, input.book, input.layout),
  ),
  record: os.imports.record.handler(({ input, context: { call } }) =>
    call.engine.office.imports.record(call.staff, input.preview, input.line),
  ),
  cells: os.imports.cells.handler(({ input, context: { call } }) =>
    call.engine.office.imports.cells(call.staff, input.preview, input.lines),
  ),
  mendBlock: os.imports.mendBlock.handler(({ input, context: { call } }) =>
    call.engine.office.imports.mendBlock(call.staff, input),
  ),
  mend: os.imports.mend.handler(({ input, context: { call } }) => call.engine.office.imports.mend(call.staff, input)),
  unmend: os.imports.unmend.handler(({ input, context: { call } }) =>
    call.engine.office.imports.unmend(call.staff, input.book),
  ),
  close: os.imports.close.handler(({ input, context: { call } }) =>
    call.engine.office.imports.forget(call.staff, input.book),
  ),
  run: os.imports.run.handler(({ input, context: { call } }) =>
    call.engine.office.imports.run(call.staff, input.preview, input.functions),
  ),
  report: os.imports.report.handler(({ input, context: { call } }) => call.engine.office.imports.report(input.work)),
  past: os.imports.past.handler(({ context: { call } }) => call.engine.office.importUndo.list()),
  lookUndo: os.imports.lookUndo.handler(({ input, context: { call } }) =>
    call.engine.office.importUndo.look(input.import),
  ),
  undo: os.imports.undo.handler(({ input, context: { call } }) =>
    call.engine.office.importUndo.begin(call.staff, input.import),
  ),
  result: os.imports.result.handler(({ input, context: { call } }) => call.engine.office.imports.result(input.work)),
};
