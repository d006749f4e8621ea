import { os } from '../guard/admit.ts';

export const agencyDelegationRoutes = {
  list: os.agencyDelegation.list.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.list(call.staff, input),
  ),
  get: os.agencyDelegation.get.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.get(call.staff, input.agreementId),
  ),
  offer: os.agencyDelegation.offer.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.offer(call.staff, input.taxpayerId),
  ),
  propose: os.agencyDelegation.propose.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.propose(call.staff, input),
  ),
  accept: os.agencyDelegation.accept.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.accept(call.staff, input),
  ),
  decline: os.agencyDelegation.decline.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.decline(call.staff, input, input.reason),
  ),
  cancel: os.agencyDelegation.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.cancel(call.staff, input, input.reason),
  ),
  setStaff: os.agencyDelegation.setStaff.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.setStaff(call.staff, input, input.serviceStaff),
  ),
  markReported: os.agencyDelegation.markReported.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencyDelegation.markReported(call.staff, input.agreementId, input.report),
  ),
};
