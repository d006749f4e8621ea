import { os } from '../guard/admit.ts';

export const clientsRoutes = {
  search: os.clients.search.handler(({ input, context: { call } }) =>
    call.engine.office.clients.search(call.staff, input),
  ),
  export: os.clients.export.handler(({ input, context: { call } }) =>
    call.engine.office.clientList.file(call.staff, input),
  ),
  get: os.clients.get.handler(({ input, context: { call } }) =>
    call.engine.office.clients.get(call.staff, input.clientId),
  ),
  recents: os.clients.recents.handler(({ context: { call } }) => call.engine.office.clients.recents(call.staff)),
  setFavourite: os.clients.setFavourite.handler(({ input, context: { call } }) =>
    call.engine.office.clients.setFavourite(call.staff, input.clientId, input.favourite),
  ),
  enter: os.clients.enter.handler(async ({ input, context: { call } }) => {
    const { engine, staff } = call;
    const open = await engine.office.enter.enter(staff, input.clientId, input.with);
    // "Last entered" changed for this person; a password remembered with it, for every member.
    const remembers = input.with.kind === 'password' && input.with.remember;
    engine.notify(remembers ? null : staff.window, { kind: 'clientsChanged', clientId: input.clientId });
    return open;
  }),
  leave: os.clients.leave.handler(({ input, context: { call } }) =>
    call.engine.office.leave.leave(call.staff, input.clientId),
  ),
  add: os.clients.add.handler(({ input, context: { call } }) => call.engine.office.records.add(call.staff, input)),
  edit: os.clients.edit.handler(({ input, context: { call } }) => call.engine.office.records.edit(call.staff, input)),
  correct: os.clients.correct.handler(({ input, context: { call } }) =>
    call.engine.office.corrections.correct(call.staff, input),
  ),
  stop: os.clients.stop.handler(({ input, context: { call } }) => call.engine.office.stops.stop(call.staff, input)),
  resume: os.clients.resume.handler(({ input, context: { call } }) =>
    call.engine.office.stops.resume(call.staff, input),
  ),
  remove: os.clients.remove.handler(({ input, context: { call } }) =>
    call.engine.office.removal.remove(call.staff, input),
  ),
  recordAgreement: os.clients.recordAgreement.handler(async ({ input: { clientId, ...terms }, context: { call } }) => {
    const { records, paper } = call.engine.office;
    await paper.record(call.staff, await records.clientInScope(call.staff, clientId), terms);
  }),
  cancelAgreement: os.clients.cancelAgreement.handler(async ({ input, context: { call } }) => {
    const { bureau, office } = call.engine;
    await bureau.agreements.cancel(
      call.staff,
      await office.records.clientInScope(call.staff, input.clientId),
      input.reason,
    );
  }),
  assign: os.clients.assign.handler(({ input, context: { call } }) =>
    call.engine.office.assignments.assign(call.staff, input),
  ),
  staff: os.clients.staff.handler(({ context: { call } }) => call.engine.office.clients.staff(call.staff)),
};
