import { os } from '../guard/admit.ts';

export const delegationRoutes = {
  list: os.delegation.list.handler(({ context: { call } }) => call.engine.bureau.delegation.list(call.enterprise)),
  get: os.delegation.get.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.get(call.enterprise, input.agreementId),
  ),
  sync: os.delegation.sync.handler(async ({ context: { call } }) => {
    const { syncedAt, ...synced } = await call.engine.bureau.agencies.sync(call.enterprise);
    return { ...synced, syncedAt: new Date(syncedAt).toISOString() };
  }),
  agencies: os.delegation.agencies.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencies.search(call.enterprise, input.query, input.limit),
  ),
  offer: os.delegation.offer.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.offer(call.enterprise, input.agencyId),
  ),
  recognise: os.delegation.recognise.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.recognise(call.enterprise, input),
  ),
  propose: os.delegation.propose.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.propose(call.enterprise, input),
  ),
  confirm: os.delegation.confirm.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.confirm(call.enterprise, input, input.agreementPassword),
  ),
  decline: os.delegation.decline.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.decline(call.enterprise, input, input.reason),
  ),
  suspend: os.delegation.suspend.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.suspend(call.enterprise, input, input.reason),
  ),
  resume: os.delegation.resume.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.resume(call.enterprise, input),
  ),
  cancel: os.delegation.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.cancel(call.enterprise, input, input.reason),
  ),
  changeTerms: os.delegation.changeTerms.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.changeTerms(call.enterprise, input),
  ),
  replacePassword: os.delegation.replacePassword.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.replacePassword(call.enterprise, input, input.agreementPassword),
  ),
};
