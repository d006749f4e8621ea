import { os } from '../guard/admit.ts';

export const secretCareRoutes = {
  rights: os.secretCare.rights.handler(({ context: { call } }) => call.engine.office.secretRights.list(call.staff)),
  setRights: os.secretCare.setRights.handler(({ input, context: { call } }) =>
    call.engine.office.secretRights.set(call.staff, input),
  ),
  review: os.secretCare.review.handler(({ input, context: { call } }) =>
    call.engine.office.secretReview.list(call.staff, input),
  ),
  uses: os.secretCare.uses.handler(({ input, context: { call } }) =>
    call.engine.office.secretUses.list(call.staff, input),
  ),
  usesFile: os.secretCare.usesFile.handler(({ input, context: { call } }) =>
    call.engine.office.secretUses.file(call.staff, input),
  ),
};
