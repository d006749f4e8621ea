import { same } from './compare.ts';
import type { Real } from './real.ts';
import { question } from './rows.sqlite.ts';
import type { Model } from './state.ts';

const peopleMet = question((db) => db.selectFrom('person').select(['id', 'id_number']));
const peopleKnown = question((db) => db.selectFrom('person').select(['id', 'name']));
const everyRecord = question((db) =>
  db.selectFrom('real_name_record').select(['person_id', 'name', 'mobile', 'origin', 'replaced_at']),
);
const everyAccount = question((db) => db.selectFrom('person_account').select(['person_id', 'mobile']));
const bindings = question((db) =>
  db
    .selectFrom('handler')
    .leftJoin('password_reset', 'password_reset.handler_id', 'handler.id')
    .select([
      'handler.id',
      'registered_name',
      'password_reset.used_at',
      'password_reset.reset_at',
      'password_reset.ticket_hash',
    ])
    .where('state', '!=', 'removed'),
);
const firms = question((db) =>
  db.selectFrom('enterprise').select(['id', 'name', 'password_hash', 'handlers_synced_at']),
);

const shown = (parts: readonly (string | number | null | undefined)[]): string =>
  parts.map((part) => part ?? '-').join(' ');

/** Ids of people that the bureau has gained; asked before anything names them. */
export function meetPeople(real: Real): void {
  real.meetPeople(real.rows(peopleMet));
}

/** A3, A5, I3: who is known, under which name, with which records and account. */
export function comparePeople(real: Real, model: Model): void {
  const known = [...model.people.values()].filter((one) => one.stored !== null);
  const rows = real.rows(peopleKnown);
  same(
    'people',
    rows.map((row) => shown([row.id, row.name])).sort(),
    known.map((one) => shown([real.person(one.key), one.stored])).sort(),
  );
  const records = real.rows(everyRecord);
  same(
    'I3, real-name records',
    records
      .map((row) =>
        shown([row.person_id, row.name, row.mobile, row.origin, row.replaced_at === null ? 'in force' : 'history']),
      )
      .sort(),
    known
      .flatMap((one) =>
        one.records.map((record, index) =>
          shown([
            real.person(one.key),
            record.name,
            record.mobile,
            record.origin,
            index === one.records.length - 1 ? 'in force' : 'history',
          ]),
        ),
      )
      .sort(),
  );
  const accounts = real.rows(everyAccount);
  same(
    'A5, accounts',
    accounts.map((row) => shown([row.person_id, row.mobile])).sort(),
    known.flatMap((one) => (one.account ? [shown([real.person(one.key), one.account.mobile])] : [])).sort(),
  );
}

/** B3, D2: the names that enterprises have of their people, and resets that wait. */
export function compareBindings(real: Real, model: Model): void {
  const rows = real.rows(bindings);
  same(
    'names and resets',
    rows
      .map((row) =>
        shown([
          row.id,
          row.registered_name,
          row.reset_at === null ? 'none' : row.used_at === null ? 'open' : 'used',
          row.ticket_hash === null ? 'no code' : 'code',
        ]),
      )
      .sort(),
    model.handlers
      .filter((one) => one.state !== 'removed')
      .map((one) =>
        shown([
          real.handler(one.key),
          one.registered,
          one.reset === null ? 'none' : one.reset.used ? 'used' : 'open',
          one.reset?.ticket == null ? 'no code' : 'code',
        ]),
      )
      .sort(),
  );
}

/** A5: enterprises and whether they can log in. */
export function compareFirms(real: Real, model: Model): void {
  const rows = real.rows(firms);
  same(
    'enterprises',
    rows
      .map((row) =>
        shown([
          real.firm(row.id),
          row.name,
          row.password_hash === null ? 'no password' : 'registered',
          row.handlers_synced_at === null ? 'not synced' : 'synced',
        ]),
      )
      .sort(),
    [...model.firms.values()]
      .filter((one) => one.known)
      .map((one) =>
        shown([
          one.id,
          one.name,
          one.password === null ? 'no password' : 'registered',
          one.synced ? 'synced' : 'not synced',
        ]),
      )
      .sort(),
  );
}
