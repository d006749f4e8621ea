import { same } from './compare.ts';
import type { Real } from './real.ts';
import type { Model } from './state.ts';

const list = (functions: readonly string[]): string => [...new Set(functions)].sort().join(',');

/** E2 to E7: what the store holds of people and roles. */
export async function compareStaff(real: Real, model: Model): Promise<void> {
  const roles = await real.db.selectFrom('role').select(['id', 'enterprise_id', 'name', 'revision']).execute();
  const roleFunctions = await real.db.selectFrom('role_function').selectAll().execute();
  const ofRole = (id: string): string => list(roleFunctions.filter((one) => one.role_id === id).map((one) => one.function_id));
  same('roles',
    roles.map((row) => [row.id, row.enterprise_id, row.name, row.revision, ofRole(row.id)].join(' ')).sort(),
    model.roles.map((one) => [real.role(one.key), one.firm, one.name, one.revision, list(one.functions)].join(' ')).sort());
  const handlers = await real.db.selectFrom('handler').select(['id', 'enterprise_id', 'capacity', 'state', 'role_id', 'revision']).execute();
  const granted = await real.db.selectFrom('handler_function').selectAll().execute();
  const ofHandler = (id: string): string => list(granted.filter((one) => one.handler_id === id).map((one) => one.function_id));
  same('people of enterprises',
    handlers.map((row) => [row.id, row.enterprise_id, row.capacity, row.state, row.role_id ?? '', row.revision, ofHandler(row.id)].join(' ')).sort(),
    model.handlers.map((one) => [real.handler(one.key), one.firm, one.capacity, one.state, one.role === null ? '' : real.role(one.role), one.revision, list(one.granted)].join(' ')).sort());
}
