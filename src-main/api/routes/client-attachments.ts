import { os } from '../guard/admit.ts';
import { pieceOf } from './piece-of.ts';

export const clientAttachmentsRoutes = {
  list: os.clientAttachments.list.handler(({ input, context: { call } }) =>
    call.engine.office.attachments.list(call.staff, input.clientId),
  ),
  upload: os.clientAttachments.upload.handler(async ({ input, context: { call } }) => ({
    upload: await call.engine.office.attachments.takePiece(call.staff, await pieceOf(input)),
  })),
  add: os.clientAttachments.add.handler(({ input, context: { call } }) =>
    call.engine.office.attachments.add(call.staff, input),
  ),
  fetch: os.clientAttachments.fetch.handler(async ({ input, context: { call } }) => ({
    piece: await call.engine.office.attachments.fetch(call.staff, input),
  })),
  change: os.clientAttachments.change.handler(({ input, context: { call } }) =>
    call.engine.office.attachments.change(call.staff, input),
  ),
  remove: os.clientAttachments.remove.handler(({ input, context: { call } }) =>
    call.engine.office.attachments.remove(call.staff, input),
  ),
};
