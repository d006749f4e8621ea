import { os } from '../guard/admit.ts';

export const taxpayerDelegationRoutes = {
  list: os.taxpayerDelegation.list.handler(({ context: { call } }) =>
    call.engine.bureau.delegation.list(call.enterprise),
  ),
  get: os.taxpayerDelegation.get.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.get(call.enterprise, input.agreementId),
  ),
  sync: os.taxpayerDelegation.sync.handler(async ({ context: { call } }) => {
    const { syncedAt, ...synced } = await call.engine.bureau.agencies.sync(call.enterprise);
    return { ...synced, syncedAt: new Date(syncedAt).toISOString() };
  }),
  agencies: os.taxpayerDelegation.agencies.handler(({ input, context: { call } }) =>
    call.engine.bureau.agencies.search(call.enterprise, input.query, input.limit),
  ),
  offer: os.taxpayerDelegation.offer.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.offer(call.enterprise, input.agencyId),
  ),
  recognise: os.taxpayerDelegation.recognise.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.recognise(call.enterprise, input),
  ),
  propose: os.taxpayerDelegation.propose.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.propose(call.enterprise, input),
  ),
  confirm: os.taxpayerDelegation.confirm.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.confirm(call.enterprise, input, input.agreementPassword),
  ),
  decline: os.taxpayerDelegation.decline.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.decline(call.enterprise, input, input.reason),
  ),
  suspend: os.taxpayerDelegation.suspend.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.suspend(call.enterprise, input, input.reason),
  ),
  resume: os.taxpayerDelegation.resume.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.resume(call.enterprise, input),
  ),
  cancel: os.taxpayerDelegation.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.cancel(call.enterprise, input, input.reason),
  ),
  changeTerms: os.taxpayerDelegation.changeTerms.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.changeTerms(call.enterprise, input),
  ),
  replacePassword: os.taxpayerDelegation.replacePassword.handler(({ input, context: { call } }) =>
    call.engine.bureau.delegation.replacePassword(call.enterprise, input, input.agreementPassword),
  ),
};
