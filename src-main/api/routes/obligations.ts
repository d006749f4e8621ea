import { os } from '../guard/admit.ts';

export const obligationRoutes = {
  board: os.obligations.board.handler(({ input, context: { call } }) =>
    call.engine.office.obligationBoard.page(call.staff, input),
  ),
  cells: os.obligations.cells.handler(({ input, context: { call } }) =>
    call.engine.office.obligationBoard.cells(call.staff, input),
  ),
  mark: os.obligations.mark.handler(({ input, context: { call } }) =>
    call.engine.office.obligationMarks.mark(call.staff, input),
  ),
  export: os.obligations.export.handler(({ input, context: { call } }) =>
    call.engine.office.obligationBoard.file(call.staff, input),
  ),
};
