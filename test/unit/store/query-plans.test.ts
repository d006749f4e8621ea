import { describe, expect, it } from 'vitest';
import {
  agencyAgreements,
  countAgencyAgreements,
  countMatching,
} from '../../../src-main/store/repositories/agency-agreements.sqlite.ts';
import { codeOf } from '../../../src-main/store/repositories/codes.ts';
import { personByMobile, personByNumber } from '../../../src-main/store/repositories/persons.ts';
import {
  lastEndedSession,
  openSessions,
  sessionOfWindow,
  staffSessionOfWindow,
} from '../../../src-main/store/repositories/sessions.ts';
import { openFlow } from '../../../src-main/store/repositories/sign-in-flows.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Database, Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

/** How SQLite goes about every statement of a question. */
async function plansOf(ask: (db: Database) => Promise<unknown>): Promise<string[]> {
  const store = await openStore<Schema>(await newStoreOptions(migrations));
  const asked: string[] = [];
  const prepare = store.sqlite.prepare.bind(store.sqlite);
  store.sqlite.prepare = ((text: string) => {
    asked.push(text);
    return prepare(text);
  }) as typeof store.sqlite.prepare;
  await ask(store.db);
  const plans = asked.flatMap((text) =>
    prepare(`explain query plan ${text}`).all(...Array.from(text.matchAll(/\?/g), () => 'x')),
  ) as { detail: string }[];
  await store.close();
  return plans.map(({ detail }) => detail);
}

describe('what grows for years is never read whole', () => {
  it.each<[string, (db: Database) => Promise<unknown>]>([
    ["why a window's last session ended", (db) => lastEndedSession(db, 'w')],
    ['the session of a window', (db) => staffSessionOfWindow(db, 'w')],
    ['the session of a window, whatever its kind', (db) => sessionOfWindow(db, 'w')],
    ["what was entered from a person's session", (db) => openSessions(db, { personSessionId: 's' })],
    ['a person by document number', (db) => personByNumber(db, 'n')],
    ['a person by mobile', (db) => personByMobile(db, '15400000001')],
    ['open sessions of a staff member', (db) => openSessions(db, { kind: 'client', handlerId: 'h' })],
    ['the flow of a window', (db) => openFlow(db, 'agencyStaff', 'f', 'w')],
    ['the code in hand', (db) => codeOf(db, 'agencyStaff', 'f', '15400000001')],
  ])('%s', async (_, ask) => {
    const plans = await plansOf(ask);
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter((detail) => /^SCAN (?!.*USING INDEX session_open)/.test(detail))).toEqual([]);
  });
});

describe('H3, L5: an agency of 100,000 clients', () => {
  const day = {
    today: '2026-11-25',
    answerableSince: 0,
    in30: '2026-12-25',
    in60: '2027-01-24',
    reportSince: { day: '2026-10-26', instant: 0 },
  };
  // Not `waiting`: it goes by the day of the proposal, and reads those of three weeks.
  const views = ['all', 'valid', 'ending30', 'suspended', 'toReport', 'overdue', 'lapsed', 'ended'] as const;
  it.each<[string, (db: Database) => Promise<unknown>]>([
    ['counts its views', (db) => countAgencyAgreements(db, 'a', day)],
    ...views.map((view): [string, (db: Database) => Promise<unknown>] => [
      `lists ${view}`,
      (db) => agencyAgreements(db, 'a', day, { view, query: '', offset: 0, limit: 50 }),
    ]),
    ...views.map((view): [string, (db: Database) => Promise<unknown>] => [
      `counts a search in ${view}`,
      (db) => countMatching(db, 'a', day, { view, query: '税' }),
    ]),
  ])('%s without reading an agreement that is not shown', async (_, ask) => {
    const plans = await plansOf(ask);
    expect(
      plans.filter((detail) => /^(SCAN|SEARCH) agreement (?!USING (COVERING INDEX|PRIMARY KEY))/.test(detail)),
    ).toEqual([]);
  });
});
