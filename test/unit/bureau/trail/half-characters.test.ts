import { describe, expect, it } from 'vitest';
import { sql } from 'kysely';
import { Trail } from '../../../../src-main/bureau/trail/trail.ts';
import { auditHash } from '../../../../src-main/bureau/trail/record-hash.ts';
import { clientDesk } from '../business/client-desk.ts';

const act = (text: string) => ({ act: 'test', text, result: 'done' as const, origin: 'test' });
const rowOf = (text: string, clientName: string, prev: string) => ({
  at: 1,
  act: 'test',
  text,
  result: 'done' as const,
  rule: null,
  handler_id: null,
  staff_name: null,
  agency_id: null,
  client_id: 'c',
  client_name: clientName,
  session_id: null,
  origin: 'test',
  detail: '{}',
  prev_hash: prev,
});

describe('J4: half a character in a recorded text', () => {
  it('is hashed as the store keeps it, wherever in the record it stands', async () => {
    const { trail } = await clientDesk();
    await trail.record({
      ...act('新增客户 甲乙\ud83d公司'),
      client: { id: 'c', name: '甲乙\ud83d公司' },
      handler: { id: 'h', name: '\udc00王' },
      detail: { name: '丙\udfff' },
    });
    await trail.record(act('after'));
    expect(await trail.verify()).toEqual({ records: 2, seals: 0, brokenAt: null, unreadable: [] });
    expect((await trail.list({ limit: 5 })).map(({ text }) => text)).toEqual(['after', '新增客户 甲乙\ufffd公司']);
  });

  /** A trail as an older version left it: hashed as it came, stored as the store could. */
  async function oldTrail(names: readonly string[]) {
    const { store } = await clientDesk();
    const trail = new Trail(store.db, { now: () => 1 });
    await trail.record(act('before'));
    for (const name of names) {
      const last = await store.db.selectFrom('audit').select('hash').orderBy('seq', 'desc').executeTakeFirstOrThrow();
      const row = rowOf(`新增客户 ${name}`, name, last.hash);
      await store.db
        .insertInto('audit')
        .values({ ...row, hash: auditHash(row) })
        .execute();
    }
    await trail.record(act('after'));
    return { db: store.db, trail };
  }

  it('of an older version is told apart from a change: the rest of the record is proven', async () => {
    const { db, trail } = await oldTrail(['甲乙\ud83d公司', '甲\udfff', '\ud800丙\ud800']);
    expect(
      (await db.selectFrom('audit').select('client_name').where('seq', '=', 2).executeTakeFirstOrThrow()).client_name,
    ).toBe('甲乙\ufffd公司');
    expect(await trail.verify()).toEqual({ records: 5, seals: 0, brokenAt: null, unreadable: [2, 3, 4] });
  });

  it('hides no change: another letter beside it, or U+FFFD written over a text, is a broken chain', async () => {
    for (const change of [{ text: '新增客户 甲丁\ufffd公司' }, { client_name: '甲\ufffd\ufffd公司' }]) {
      const { db, trail } = await oldTrail(['甲乙\ud83d公司']);
      await sql.raw('DROP TRIGGER audit_never_changes').execute(db);
      await db.updateTable('audit').set(change).where('seq', '=', 2).execute();
      expect(await trail.verify()).toMatchObject({ brokenAt: 2, unreadable: [] });
    }
  });
});
