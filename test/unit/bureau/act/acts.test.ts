import { describe, expect, it } from 'vitest';
import { Refusal } from '@contract/errors.ts';
import { Acts } from '../../../../src-main/bureau/act/acts.ts';
import {
  attempting,
  recordRefusedAct,
  refusedAct,
  refusedAs,
  whenRuled,
} from '../../../../src-main/bureau/act/refused-act.ts';
import { DomainEvents, type DomainEvent } from '../../../../src-main/bureau/act/domain-events.ts';
import { Trail } from '../../../../src-main/bureau/trail/trail.ts';
import { putSetting, setting } from '../../../../src-main/store/repositories/settings.ts';
import type { Database } from '../../../../src-main/store/schema/index.ts';
import { testOffice } from '../../office/fixture.ts';

const changed = (agreementId: string): DomainEvent => ({ kind: 'agreementChanged', clientId: 'c', agreementId });
const broken = (message = '不行', code: 'RULE_BROKEN' | 'CONFLICT' = 'RULE_BROKEN') =>
  new Refusal(code, message, { link: 'state', rule: 'H3' });
const attempted = { act: 'test.act', text: '试做', origin: 'test' };

async function onStore(wrap: (db: Database) => Database = (db) => db) {
  const {
    store: { db },
    clock,
  } = await testOffice();
  const [trail, events] = [new Trail(db, clock), new DomainEvents()];
  const heard: DomainEvent[] = [];
  events.on((event) => {
    heard.push(event);
  });
  return {
    db,
    trail,
    events,
    heard,
    acts: new Acts({ db: wrap(db), trail, events }),
    written: async () => (await setting(db, 'lastBackupAt')) ?? null,
    records: async () =>
      (await trail.list({ limit: 100 })).toReversed().map(({ act, text, result, rule, detail }) => ({
        act,
        text,
        result,
        rule,
        detail: JSON.parse(detail) as unknown,
      })),
  };
}

describe('an act', () => {
  it('stands as one: what it wrote, what it records, and what it tells, in that order', async () => {
    const { acts, events, heard, written, records } = await onStore();
    const order: string[] = [];
    events.onRecord(async (event, act) => {
      order.push(`recorder ${event.kind}`);
      await act.record({ act: 'test.recorder', text: '随事记录', origin: 'test' });
    });
    events.on(async () => {
      order.push(`listener ${String(await written())}`);
    });
    const result = await acts.run(attempted, async (act) => {
      await putSetting(act.db, 'lastBackupAt', 7);
      await act.emit(changed('one'));
      await act.record({ ...attempted, rule: 'H3' });
      expect(heard).toEqual([]);
      return 'result';
    });
    expect(result).toBe('result');
    expect(order).toEqual(['recorder agreementChanged', 'listener 7']);
    expect((await records()).map(({ act, result: of }) => `${act} ${of}`)).toEqual([
      'test.recorder done',
      'test.act done',
    ]);
  });

  it.each(['the work', 'a recorder'])('leaves nothing behind when %s fails, and nobody hears of it', async (who) => {
    const { acts, events, heard, written, records } = await onStore();
    events.onRecord(async (event) => {
      if (who === 'a recorder' && event.kind === 'agreementChanged') throw new Error('a recorder');
    });
    const run = acts.run(attempted, async (act) => {
      await putSetting(act.db, 'lastBackupAt', 7);
      await act.record(attempted);
      await act.emit(changed('one'));
      throw new Error('the work');
    });
    await expect(run).rejects.toThrow(who);
    expect([heard, await written(), await records()]).toEqual([[], null, []]);
  });

  it('tells once when the store had to run it again', async () => {
    const { acts, heard, records } = await onStore(
      (db) =>
        ({
          transaction: () => ({
            execute: async (work: (transaction: unknown) => Promise<unknown>) => {
              await db
                .transaction()
                .execute(async (transaction) => {
                  await work(transaction);
                  throw new Error('could not serialise');
                })
                .catch(() => {});
              return db.transaction().execute(work);
            },
          }),
        }) as unknown as Database,
    );
    await acts.run(attempted, async (act) => {
      await act.record(attempted);
      await act.emit(changed('one'));
    });
    expect(heard).toEqual([changed('one')]);
    expect(await records()).toHaveLength(1);
  });
});

describe('a refusal of an act', () => {
  /** As the guard does when the call is over. */
  async function refusedBy(trail: Trail, work: () => Promise<unknown>): Promise<Refusal> {
    const refusal = await work().then(
      () => {
        throw new Error('not refused');
      },
      (error: unknown) => error,
    );
    if (!(refusal instanceof Refusal)) throw refusal;
    await recordRefusedAct(trail, refusal);
    return refusal;
  }

  it('J4: is recorded with what was tried and why not, when its transaction is undone', async () => {
    const { acts, trail, written, records } = await onStore();
    await refusedBy(trail, () =>
      acts.run({ ...attempted, detail: { one: 1 } }, async (act) => {
        await putSetting(act.db, 'lastBackupAt', 7);
        await act.record(attempted);
        throw broken();
      }),
    );
    expect(await written()).toBeNull();
    expect(await records()).toEqual([
      {
        act: 'test.act',
        text: '试做被拒绝：不行',
        result: 'refused',
        rule: 'H3',
        detail: { one: 1, code: 'RULE_BROKEN', link: 'state' },
      },
    ]);
  });

  it('J4: is recorded once, whoever asks', async () => {
    const { trail, records } = await onStore();
    const refusal = await refusedBy(trail, () => attempting(attempted, () => Promise.reject(broken())));
    expect(await recordRefusedAct(trail, refusal)).toBe(true);
    expect(await records()).toHaveLength(1);
  });

  it('is what the innermost said of it', async () => {
    const { trail, records } = await onStore();
    const inner = { act: 'test.inner', text: '里面的不行', rule: 'G4' as const, origin: 'test' };
    await refusedBy(trail, () => attempting(attempted, () => Promise.reject(refusedAs(broken(), inner))));
    expect(await records()).toMatchObject([{ act: 'test.inner', text: '里面的不行', rule: 'G4' }]);
  });

  it('is nobody’s where nobody said, and where it is none of the act’s; the guard then names the procedure', async () => {
    const { acts, trail, records } = await onStore();
    const [unsaid, moved] = [
      await refusedBy(trail, () => acts.run(null, () => Promise.reject(broken()))),
      await refusedBy(trail, () =>
        attempting(whenRuled(attempted), () => Promise.reject(broken('别人刚改过', 'CONFLICT'))),
      ),
    ];
    expect([refusedAct(unsaid), refusedAct(moved), await records()]).toEqual([null, null, []]);
    await refusedBy(trail, () => attempting(whenRuled(attempted), () => Promise.reject(broken())));
    expect(await records()).toMatchObject([{ text: '试做被拒绝：不行', rule: 'H3', detail: {} }]);
  });
});
