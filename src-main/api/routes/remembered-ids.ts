import { os } from '../guard/admit.ts';

export const rememberedIdsRoutes = {
  list: os.rememberedIds.list.handler(({ input, context: { call } }) =>
    call.engine.office.rememberedIds.list(input.mode),
  ),
  forget: os.rememberedIds.forget.handler(({ input, context: { call } }) =>
    call.engine.office.rememberedIds.forget(input.mode, input.taxpayerId),
  ),
};
