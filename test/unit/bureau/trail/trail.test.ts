import { describe, expect, it } from 'vitest';
import { Trail } from '../../../../src-main/bureau/trail/trail.ts';
import { clientDesk } from '../business/client-desk.ts';

const act = (text: string) => ({ act: 'test', text, result: 'done' as const, origin: 'test' });

describe('J4: the trail', () => {
  it('stays one chain when many acts are recorded at once, by two writers, some of them undone', async () => {
    const { store, trail } = await clientDesk();
    const other = new Trail(store.db, { now: () => 1 });
    const undone = (text: string) =>
      store.db.transaction().execute(async (transaction) => {
        await trail.record(act(text), transaction);
        throw new Error('undone');
      });
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) =>
        index % 5 === 4 ? undone(`${index}`) : (index % 2 === 0 ? trail : other).record(act(`${index}`)),
      ),
    );
    expect(results.filter((result) => result.status === 'rejected')).toHaveLength(12);
    expect(await trail.verify()).toEqual({ records: 48, seals: 0, brokenAt: null, unreadable: [] });
  });

  it('J4: is searched for a text as it stands, wildcards of the store included', async () => {
    const { trail } = await clientDesk();
    const texts = ['税率 6%', '税率 6', 'form_a', 'formXa', String.raw`C:\账册`, 'C:账册'];
    for (const text of texts) await trail.record({ act: 'test', text, result: 'done', origin: 'test' });
    for (const [query, found] of [
      ['6%', '税率 6%'],
      ['form_a', 'form_a'],
      ['M_A', 'form_a'],
      [String.raw`:\账`, String.raw`C:\账册`],
    ] as const) {
      expect((await trail.list({ query, limit: 10 })).map(({ text }) => text)).toEqual([found]);
    }
  });

  it('is searched through all of it, newest first, while other calls are served', async () => {
    const { store, trail } = await clientDesk();
    const row = {
      at: 0,
      act: 'test',
      result: 'done' as const,
      rule: null,
      handler_id: null,
      staff_name: null,
      agency_id: null,
      client_id: null,
      client_name: null,
      session_id: null,
      origin: 'test',
      detail: '{}',
      prev_hash: '',
      hash: '',
    };
    await store.db.transaction().execute(async (transaction) => {
      for (let from = 1; from <= 45_000; from += 500) {
        await transaction
          .insertInto('audit')
          .values(
            Array.from({ length: 500 }, (_, index) => ({
              ...row,
              seq: from + index,
              text: (from + index) % 15_000 === 7 ? '针' : '草',
            })),
          )
          .execute();
      }
    });
    let served = 0;
    const ticking = setInterval(() => {
      served += 1;
    }, 0);
    const found = await trail.list({ query: '针', limit: 10 });
    clearInterval(ticking);
    expect(found.map(({ seq }) => seq)).toEqual([30_007, 15_007, 7]);
    expect((await trail.list({ query: '针', limit: 2, before: 30_007 })).map(({ seq }) => seq)).toEqual([15_007, 7]);
    expect((await trail.list({ limit: 3 })).map(({ seq }) => seq)).toEqual([45_000, 44_999, 44_998]);
    expect(served).toBeGreaterThan(0);
  });
});
