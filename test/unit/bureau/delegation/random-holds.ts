import { expect } from 'vitest';
import type { StaffActor } from '../../../../src-main/bureau/ground/actors.ts';
import { dayOf } from '../../../../src-main/bureau/ground/calendar.ts';
import { usualDays } from '../../../../src-main/bureau/rule-sets/limits.ts';
import { agreementState } from '../../../../src-main/bureau/agreement/state.ts';
import { DelegationModel, type ModelAgreement } from './model.ts';
import type { World } from './random-world.ts';

/** A client session that somebody has opened. */
export interface OpenedClient {
  session: string;
  staff: StaffActor;
  agreement: ModelAgreement;
}

/** What must hold whatever was done. */
export async function expectHolds(
  world: World,
  model: DelegationModel,
  opened: readonly OpenedClient[],
): Promise<void> {
  const { db, bureau } = world;
  const today = model.today;
  const rows = await db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .selectAll('agreement')
    .select('function_set.functions')
    .execute();
  expect(rows.map((row) => row.id).toSorted()).toEqual(model.agreements.map((one) => one.id).toSorted());
  for (const row of rows) {
    const known = model.agreements.find((one) => one.id === row.id) as ModelAgreement;
    const state = agreementState(
      { decided: row.decided, firstDay: row.first_day, lastDay: row.last_day, proposedDay: dayOf(row.created_at) },
      today,
      usualDays.toAnswer,
    );
    // The engine's state is the model's, and no agreement is in force that no officer recognised, L3 apart.
    expect([row.id, state === 'inForce']).toEqual([row.id, model.live(known) === 'open']);
    const functions = row.functions;
    if (state === 'inForce') expect(known.byOfficer || functions.every((id) => id.startsWith('query.'))).toBe(true);
    // H4: nothing beyond what the client holds.
    expect(functions.filter((id) => !held(known.client).includes(id))).toEqual([]);
    // H6: the password is the officer's own, or there is none.
    expect([row.password_hash === null, row.password_version]).toEqual([
      known.password === null,
      Math.max(known.versions, 1),
    ]);
    // H3: no other agreement of the pair has one of its days.
    const twins = rows.filter(
      (other) =>
        other !== row &&
        other.client_id === row.client_id &&
        other.agency_id === row.agency_id &&
        ['recognised', 'suspended'].includes(other.decided) &&
        ['recognised', 'suspended'].includes(row.decided) &&
        other.first_day <= row.last_day &&
        row.first_day <= other.last_day,
    );
    expect(twins).toEqual([]);
  }
  // H2, H3: no client session serves a call under an agreement that is not in force; one that an act ended is ended in the store already.
  for (const { session, staff, agreement } of opened) {
    const stored = await db
      .selectFrom('session')
      .select('ended_at')
      .where('id', '=', session)
      .executeTakeFirstOrThrow();
    if (agreement.said !== 'agreed') expect(stored.ended_at).not.toBeNull();
    const serves = await bureau.sessions.clientOf(staff, session).then(
      (client) => client,
      () => null,
    );
    if (serves) {
      expect(model.live(agreement)).toBe('open');
      expect([...serves.functions].toSorted()).toEqual(agreement.functions.toSorted());
    }
  }
}

/** All that an act could have changed. */
export function dump({ db }: World) {
  return Promise.all([
    db.selectFrom('agreement').selectAll().orderBy('id').execute(),
    db.selectFrom('agreement_staff').selectAll().execute(),
    db.selectFrom('agreement_change').selectAll().execute(),
    db
      .selectFrom('session')
      .select(['id', 'ended_at', 'end_reason'])
      .where('kind', '=', 'client')
      .orderBy('id')
      .execute(),
  ]);
}

export function held(client: ModelAgreement['client']): string[] {
  const social = ['social.declare', 'social.pay'];
  return client === 'social' ? social : [...social, 'query.filings', 'tax.vat.smallScale', 'tax.vat.general'];
}
