import { describe, expect, it } from 'vitest';
import { codeOf } from '../../../src-main/store/repositories/codes.ts';
import { personByMobile, personByNumber } from '../../../src-main/store/repositories/persons.ts';
import { lastEndedSession, openSessions, sessionOfWindow, staffSessionOfWindow } from '../../../src-main/store/repositories/sessions.ts';
import { openFlow } from '../../../src-main/store/repositories/sign-in-flows.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Database, Schema } from '../../../src-main/store/schema.ts';
import { newStoreOptions } from './fixture.ts';

describe('what grows for years is never read whole', () => {
  it.each<[string, (db: Database) => Promise<unknown>]>([
    ['why a window\'s last session ended', (db) => lastEndedSession(db, 'w')],
    ['the session of a window', (db) => staffSessionOfWindow(db, 'w')],
    ['the session of a window, whatever its kind', (db) => sessionOfWindow(db, 'w')],
    ['what was entered from a person\'s session', (db) => openSessions(db, { personSessionId: 's' })],
    ['a person by document number', (db) => personByNumber(db, 'n')],
    ['a person by mobile', (db) => personByMobile(db, '15400000001')],
    ['open sessions of a staff member', (db) => openSessions(db, { kind: 'client', handlerId: 'h' })],
    ['the flow of a window', (db) => openFlow(db, 'agencyStaff', 'f', 'w')],
    ['the code in hand', (db) => codeOf(db, 'agencyStaff', 'f', '15400000001')],
  ])('%s', async (_, ask) => {
    const store = await openStore<Schema>(await newStoreOptions(migrations));
    const asked: string[] = [];
    const prepare = store.sqlite.prepare.bind(store.sqlite);
    store.sqlite.prepare = ((text: string) => {
      asked.push(text);
      return prepare(text);
    }) as typeof store.sqlite.prepare;
    await ask(store.db);
    const plans = asked.flatMap((text) => prepare(`explain query plan ${text}`).all(...Array.from(text.matchAll(/\?/g), () => 'x'))) as { detail: string }[];
    await store.close();
    expect(plans.length).toBeGreaterThan(0);
    expect(plans.filter(({ detail }) => /^SCAN (?!.*USING INDEX session_open)/.test(detail))).toEqual([]);
  });
});
