import { os } from '../guard/admit.ts';

export const explainRoutes = {
  staff: os.explain.staff.handler(({ input, context: { call } }) =>
    call.engine.office.seeAs.begin(call.staff, input.handlerId, input.day),
  ),
  clients: os.explain.clients.handler(({ input, context: { call } }) =>
    call.engine.office.seeAs.clients(call.staff, input),
  ),
  services: os.explain.services.handler(({ input, context: { call } }) =>
    call.engine.office.seeAs.services(call.staff, input),
  ),
  handlers: os.explain.handlers.handler(({ context: { call } }) =>
    call.engine.bureau.handlerView.handlers(call.enterprise),
  ),
  handler: os.explain.handler.handler(({ input, context: { call } }) =>
    call.engine.bureau.handlerView.of(call.enterprise, input.handlerId, input.day),
  ),
};
