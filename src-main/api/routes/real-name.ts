import { os } from '../guard/admit.ts';

export const realNameRoutes = {
  begin: os.realName.begin.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.begin(input.phone, call),
  ),
  readCard: os.realName.readCard.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.readCard(input.collection, call),
  ),
  sendCode: os.realName.sendCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.sendCode(input, call),
  ),
  details: os.realName.details.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.details(input, call),
  ),
  face: os.realName.face.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.face(input.collection, call),
  ),
  cancel: os.realName.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.realName.cancel(input.collection, call),
  ),
};
