import { createHash } from 'node:crypto';
import { ORPCError } from '@orpc/server';
import catalogueJson from '../../resources/service-catalogue.json' with { type: 'json' };
import { functionsOfGroup, loadCatalogue, permissionFunctions } from '@contract/catalogue.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { SessionState } from '@contract/session.ts';
import { stateOf as engineState } from '../../src-main/bureau/agreement/current.ts';
import { dayOf } from '../../src-main/bureau/ground/calendar.ts';
import type { Real } from './real.ts';
import { question } from './rows.sqlite.ts';
import { stateOf } from './rules/agreements.ts';
import type { Outcome } from './rules/outcome.ts';
import { realNameOf } from './rules/people.ts';
import { childrenOf, sessionOf } from './rules/sessions.ts';
import { heldByRole, isOfficer } from './rules/staff.ts';
import { handlerOf, personNamed, type Model, type Session } from './state.ts';
import { usualDays } from '../../src-main/bureau/rule-sets/limits.ts';

/** The two sides do not agree. */
export class Disagreement extends Error {}

const catalogue = loadCatalogue(catalogueJson);
const everyFunction = permissionFunctions(catalogue).map((one) => one.id);
const socialFunctions = functionsOfGroup(catalogue, 'social');

export function same(what: string, bureau: unknown, model: unknown): void {
  const [one, other] = [JSON.stringify(bureau), JSON.stringify(model)];
  if (one !== other) throw new Disagreement(`${what}: the bureau says ${one}, the rules say ${other}`);
}

/** What the bureau answered, as an outcome. */
export function answerOf(error: unknown): { code: string; rule: RuleId | null; triesLeft: number | null } {
  if (!(error instanceof ORPCError)) throw error;
  const data = (error.data ?? {}) as { rule?: RuleId | null; triesLeft?: number };
  return { code: error.code, rule: data.rule ?? null, triesLeft: data.triesLeft ?? null };
}

export function compareAnswer(error: unknown, outcome: Outcome): void {
  const expected =
    'done' in outcome
      ? { code: 'done', rule: null, triesLeft: null }
      : { code: outcome.refused, rule: outcome.rule, triesLeft: outcome.triesLeft ?? null };
  same('answer', error === null ? { code: 'done', rule: null, triesLeft: null } : answerOf(error), expected);
}

/** E5, B8: functions that a session holds now. */
function functionsOf(model: Model, session: Session): string[] {
  if (session.kind === 'socialInsurance') return socialFunctions.toSorted();
  const handler = handlerOf(model, session.handler ?? '');
  return isOfficer(handler) ? everyFunction.toSorted() : heldByRole(model, handler).toSorted();
}

/** The handler, or the natural person, that a window names. */
function personIn(who: SessionState['who']): string | null {
  if (who?.kind === 'agencyStaff') return who.handlerId;
  return who?.kind === 'enterprise' ? who.person.handlerId : who?.kind === 'person' ? who.person.id : null;
}

const iso = (instant: number): string => new Date(instant).toISOString();

/** What a window shows of itself: who, for whom, with which functions, which clients. */
export async function compareWindow(real: Real, model: Model, window: string): Promise<void> {
  const state: SessionState = await real.call(window).session.current();
  const session = sessionOf(model, window);
  const { who } = state;
  if (!session) return same(`${window}, who`, who, null);
  const firm =
    who && 'enterprise' in who
      ? who.enterprise
        ? real.firm(who.enterprise.id)
        : null
      : who?.kind === 'agencyStaff'
        ? 'agency'
        : null;
  same(
    `${window}, who`,
    {
      kind: who?.kind,
      firm,
      opens: who?.kind === 'ticket' ? who.opens : null,
      entered: who?.kind === 'enterprise' && who.entered,
      person: personIn(who),
    },
    {
      kind: session.kind,
      firm: session.firm,
      opens: session.opens,
      entered: session.personSession !== null,
      person:
        session.kind === 'ticket'
          ? null
          : session.handler !== null
            ? real.handler(session.handler)
            : session.person === null
              ? null
              : real.person(session.person),
    },
  );
  if (who && 'functions' in who) same(`${window}, functions`, who.functions.toSorted(), functionsOf(model, session));
  if (who && 'endsAt' in who) same(`${window}, end`, who.endsAt, iso(session.endsAt));
  if (who?.kind === 'person')
    same(`${window}, real name`, who.realName, realNameOf(personNamed(model, session.person ?? '')) !== null);
  const noPassword = session.handler !== null && handlerOf(model, session.handler).password === null;
  if (who?.kind === 'enterprise') same(`${window}, must set a password`, who.mustSetPassword, noPassword);
  if (session.kind !== 'agencyStaff') return;
  same(
    `${window}, staff`,
    { locked: state.session?.locked, must: state.session?.mustSetPassword, endsAt: state.session?.endsAt },
    { locked: session.locked, must: noPassword, endsAt: iso(session.endsAt) },
  );
  same(
    `${window}, open clients`,
    state.open.map((one) => [one.clientId, one.endsAt, ...one.agreement.functions.toSorted()].join(' ')).sort(),
    childrenOf(model, session)
      .map((one) =>
        [
          real.firmId(one.firm ?? ''),
          iso(one.endsAt),
          ...(model.agreements.find((agreement) => agreement.id === one.agreement)?.functions.toSorted() ?? []),
        ].join(' '),
      )
      .sort(),
  );
}

const sessions = question((db) => db.selectFrom('session').selectAll().orderBy('started_at'));
const agreements = question((db) =>
  db
    .selectFrom('agreement')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .select([
      'agreement.id',
      'client_id',
      'agency_id',
      'decided',
      'first_day',
      'last_day',
      'created_at',
      'asked_by',
      'revision',
      'functions',
    ]),
);
const agreementStaff = question((db) => db.selectFrom('agreement_staff').selectAll());
const throttle = question((db) => db.selectFrom('throttle').selectAll());

/** What the store holds: every session with its end, agreements, locks. */
export function compareStore(real: Real, model: Model): void {
  const rows = real.rows(sessions);
  const shown = model.sessions.toSorted((a, b) => a.startedAt - b.startedAt);
  same(
    'sessions',
    rows.map((row, index) => [
      row.kind,
      row.window,
      row.handler_id,
      row.enterprise_id && real.firm(row.enterprise_id),
      row.person_id,
      row.person_session_id !== null,
      row.ends_at,
      row.locked_at !== null,
      shown[index]?.ended?.quietly && row.end_reason !== null ? 'quietly' : row.end_reason,
    ]),
    shown.map((one) => [
      one.kind,
      one.window,
      one.handler === null ? null : real.handler(one.handler),
      one.firm,
      one.person === null ? null : real.person(one.person),
      one.personSession !== null,
      one.endsAt,
      one.locked,
      one.ended ? (one.ended.quietly ? 'quietly' : one.ended.reason) : null,
    ]),
  );
  const staff = real.rows(agreementStaff);
  same(
    'agreements',
    real
      .rows(agreements)
      .map((row) =>
        [
          real.firm(row.client_id),
          row.agency_id,
          row.first_day,
          row.last_day,
          engineState(row, dayOf(model.now), usualDays),
          row.asked_by,
          row.revision,
          row.functions,
          staff
            .filter((one) => one.agreement_id === row.id)
            .map((one) => one.handler_id)
            .sort(),
        ].join(' '),
      )
      .sort(),
    model.agreements
      .map((one) =>
        [
          one.client,
          one.agency,
          one.first,
          one.last,
          stateOf(one, model.now),
          one.askedBy,
          one.revision,
          [...new Set(one.functions)].sort(),
          [...new Set(one.staff.map((key) => real.handler(key)))].sort(),
        ].join(' '),
      )
      .sort(),
  );
  const locks = new Map(real.rows(throttle).map((row) => [row.key, row]));
  for (const [key, counter] of model.counters) {
    const row = locks.get(hashOf(real, key));
    same(`throttle ${key}`, row && [row.failures, row.locked_until, row.locks], [
      counter.failures,
      counter.lockedUntil,
      counter.locks,
    ]);
  }
  same('number of throttle counters', locks.size, model.counters.size);
}

/** The key of a counter as the store has it. */
function hashOf(real: Real, key: string): string {
  const [kind = '', id = ''] = key.split(':');
  return createHash('sha256')
    .update(`${kind}:${real.throttled(kind, id)}`)
    .digest('hex');
}

/** Refusals that no rule made: the end of a session, or its lock, has its record already; what is wrong in a form is told at the field; a page
 * that shows what was before is told to load anew, and a record of it may stand or not. */
const notRuled = ['NOT_SIGNED_IN', 'SESSION_ENDED', 'SESSION_LOCKED', 'INVALID_INPUT', 'CONFLICT'];

/** J4: what changed or was refused left a record, and one only; every session that ended left one. */
export function compareTrail(real: Real, model: Model, outcome: Outcome): void {
  const records = real.newRecords();
  // What time alone did stands apart: sessions that ended, desks that were locked (J3).
  const others = records.filter(
    (row) =>
      row.act !== 'session.end' && row.act !== 'client.leave' && !(row.act === 'session.lock' && row.rule === 'J3'),
  );
  const ended = model.sessions.filter((one) => one.ended !== null).length;
  if (!model.quiet) {
    same('records of ended sessions', real.endRecords, ended);
    same('J3, records of desks locked by time', real.idleLocks, model.idleLocks);
  }
  if ('refused' in outcome) {
    if (!notRuled.includes(outcome.refused)) {
      same(
        `J4, records of ${outcome.refused}`,
        others.map((row) => [row.result, row.rule]),
        [['refused', outcome.rule]],
      );
    }
    if (others.some((row) => row.result === 'done'))
      throw new Disagreement(`J4: refused, but the trail says done: ${JSON.stringify(others)}`);
  } else {
    const kinds = [...new Set(others.map((row) => row.result))];
    same('J4, records of what was done', kinds, outcome.record === null ? [] : [outcome.record]);
  }
}
