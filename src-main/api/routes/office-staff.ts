import { os } from '../guard/admit.ts';

export const officeStaffRoutes = {
  list: os.officeStaff.list.handler(({ context: { call } }) => call.engine.office.staff.members.list(call.staff)),
  addTeam: os.officeStaff.addTeam.handler(async ({ input, context: { call } }) => ({
    teamId: await call.engine.office.staff.teams.add(call.staff, input.name),
  })),
  renameTeam: os.officeStaff.renameTeam.handler(({ input, context: { call } }) =>
    call.engine.office.staff.teams.rename(call.staff, input.teamId, input.name),
  ),
  deleteTeam: os.officeStaff.deleteTeam.handler(({ input, context: { call } }) =>
    call.engine.office.staff.teams.delete(call.staff, input.teamId),
  ),
  setPart: os.officeStaff.setPart.handler(({ input: { handlerId, ...position }, context: { call } }) =>
    call.engine.office.staff.positions.set(call.staff, handlerId, position),
  ),
  add: os.officeStaff.add.handler(async ({ input: { attested: _, ...member }, context: { call } }) => {
    const { handlerId, ticket, expiresAt } = await call.engine.office.staff.attest.add(call.staff, member);
    return { handlerId, ticket: { kind: 'ticket' as const, ticket, expiresAt: new Date(expiresAt).toISOString() } };
  }),
  attest: os.officeStaff.attest.handler(({ input, context: { call } }) =>
    call.engine.office.staff.attest.attest(call.staff, input),
  ),
  resetPassword: os.officeStaff.resetPassword.handler(({ input, context: { call } }) =>
    call.engine.office.staff.passwords.reset(call.staff, input.handlerId),
  ),
  remove: os.officeStaff.remove.handler(({ input, context: { call } }) =>
    call.engine.office.staff.removal.remove(call.staff, input),
  ),
};
