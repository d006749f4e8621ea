import { os } from '../guard/admit.ts';

export const enterpriseStaffRoutes = {
  overview: os.enterpriseStaff.overview.handler(({ context: { call } }) =>
    call.engine.bureau.staff.overview.of(call.enterprise),
  ),
  search: os.enterpriseStaff.search.handler(async ({ input, context: { call } }) => {
    const { found, realName, bound } = await call.engine.bureau.staff.search.find(input, call.enterprise);
    return {
      ...input,
      found,
      realName,
      bound: bound
        ? {
            name: bound.name,
            capacity: bound.capacity,
            state: bound.state === 'active' ? ('active' as const) : ('pending' as const),
          }
        : null,
    };
  }),
  add: os.enterpriseStaff.add.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.maintenance.add(call.enterprise, input),
  ),
  changeRights: os.enterpriseStaff.changeRights.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.maintenance.changeRights(call.enterprise, input),
  ),
  remove: os.enterpriseStaff.remove.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.maintenance.remove(call.enterprise, input.handlerId),
  ),
  addRole: os.enterpriseStaff.addRole.handler(async ({ input, context: { call } }) => ({
    roleId: await call.engine.bureau.staff.roles.add(call.enterprise, input),
  })),
  changeRole: os.enterpriseStaff.changeRole.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.roles.change(call.enterprise, input),
  ),
  deleteRole: os.enterpriseStaff.deleteRole.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.roles.remove(call.enterprise, input),
  ),
  matrix: os.enterpriseStaff.matrix.handler(({ context: { call } }) =>
    call.engine.bureau.staff.matrix.of(call.enterprise),
  ),
  why: os.enterpriseStaff.why.handler(({ input, context: { call } }) =>
    call.engine.bureau.staff.matrix.why(call.enterprise, input),
  ),
};
