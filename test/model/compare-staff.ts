import { same } from './compare.ts';
import type { Real } from './real.ts';
import { question } from './rows.sqlite.ts';
import type { Model } from './state.ts';

const everyRole = question((db) => db.selectFrom('role').select(['id', 'enterprise_id', 'name', 'revision']));
const everyRoleFunction = question((db) => db.selectFrom('role_function').selectAll());
const everyHandler = question((db) =>
  db.selectFrom('handler').select(['id', 'enterprise_id', 'capacity', 'state', 'role_id', 'revision']),
);
const everyGrant = question((db) => db.selectFrom('handler_function').selectAll());

const list = (functions: readonly string[]): string => [...new Set(functions)].sort().join(',');

/** E2 to E7: what the store holds of people and roles. */
export function compareStaff(real: Real, model: Model): void {
  const roles = real.rows(everyRole);
  const roleFunctions = real.rows(everyRoleFunction);
  const ofRole = (id: string): string =>
    list(roleFunctions.filter((one) => one.role_id === id).map((one) => one.function_id));
  same(
    'roles',
    roles.map((row) => [row.id, real.firm(row.enterprise_id), row.name, row.revision, ofRole(row.id)].join(' ')).sort(),
    model.roles
      .map((one) => [real.role(one.key), one.firm, one.name, one.revision, list(one.functions)].join(' '))
      .sort(),
  );
  const handlers = real.rows(everyHandler);
  const granted = real.rows(everyGrant);
  const ofHandler = (id: string): string =>
    list(granted.filter((one) => one.handler_id === id).map((one) => one.function_id));
  same(
    'people of enterprises',
    handlers
      .map((row) =>
        [
          row.id,
          real.firm(row.enterprise_id),
          row.capacity,
          row.state,
          row.role_id ?? '',
          row.revision,
          ofHandler(row.id),
        ].join(' '),
      )
      .sort(),
    model.handlers
      .map((one) =>
        [
          real.handler(one.key),
          one.firm,
          one.capacity,
          one.state,
          one.role === null ? '' : real.role(one.role),
          one.revision,
          list(one.granted),
        ].join(' '),
      )
      .sort(),
  );
}
