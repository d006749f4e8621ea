import type { AgencyFlow, BureauFlow } from '@contract/sign-in.ts';
import { searchText } from '../../office/search/search-text.ts';
import { os } from '../guard/admit.ts';

const findable = (flow: BureauFlow): AgencyFlow => ({
  ...flow,
  staff: flow.staff.map((member) => ({ ...member, ...searchText(member.name) })),
});

export const signInRoutes = {
  firm: os.signIn.firm.handler(async ({ input, context: { call } }) => {
    const flow = await call.engine.bureau.signIn.firm(input, call);
    await call.engine.office.rememberedIds.used('agency', flow.agency.taxpayerId);
    return findable(flow);
  }),
  members: os.signIn.members.handler(async ({ input, context: { call } }) => {
    const flow = await call.engine.bureau.signIn.members(input.flow, call);
    return flow && findable(flow);
  }),
  sendCode: os.signIn.sendCode.handler(({ input, context: { call } }) =>
    call.engine.bureau.signIn.sendCode(input, call),
  ),
  staff: os.signIn.staff.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    const { wrapKey } = await bureau.signIn.staff(input, call);
    // A ticket (D3) has no key and no vault.
    if (wrapKey) await office.vault.unlockWith(await bureau.sessions.staffOf(call.window), wrapKey);
    return office.sessionState.of(call.window);
  }),
  cancel: os.signIn.cancel.handler(({ input, context: { call } }) =>
    call.engine.bureau.signIn.cancel(input.flow, call),
  ),
};
