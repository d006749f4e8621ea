import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { addDays, dayOf } from '../../../src-main/bureau/ground/calendar.ts';
import { testOffice, today } from './fixture.ts';

/** What an office does with one client, in any order. Days are counted from the day of the step. */
const step = fc.oneof(
  fc.record({
    kind: fc.constant('stop' as const),
    by: fc.constantFrom('zhao', 'qian', 'sun'),
    in: fc.integer({ min: -3, max: 3 }),
  }),
  fc.record({ kind: fc.constant('resume' as const), by: fc.constantFrom('zhao', 'qian', 'sun') }),
  fc.record({ kind: fc.constant('edit' as const), note: fc.constantFrom('甲', '乙', '') }),
  fc.record({ kind: fc.constant('enter' as const), by: fc.constantFrom('zhao', 'sun') }),
  fc.record({ kind: fc.constant('clock' as const), days: fc.integer({ min: 0, max: 2 }) }),
);

describe('停止服务, whatever is done in whatever order', () => {
  it('a stopped client is never entered nor open, is in exactly one list, and its history only grows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 14 }), async (steps) => {
        const test = await testOffice({ ruleSet: 'national-2023' });
        await test.addClient('hua', {
          name: '沈阳华盛商贸有限公司',
          taxpayerId: '91210102MA0AAAA001',
          assigned: ['sun'],
        });
        const { clients, stops, records, enter } = test.engine.office;
        const { sessions, trail } = test.engine.bureau;
        let now = Date.parse(`${today}T04:00:00Z`);
        let stop: string | null = null;
        let note = '';
        let seen = 0;
        for (const one of steps) {
          if (one.kind === 'clock') now += one.days * 86_400_000;
          test.clock.at(now);
          await sessions.sweep();
          // Whoever was signed in may have run out of time: everybody signs in anew, as in the morning.
          const staff = {
            zhao: await test.signIn('zhao'),
            qian: await test.signIn('qian'),
            sun: await test.signIn('sun'),
          };
          const { revision } = await clients.get(staff.zhao, 'hua');
          const day = dayOf(now);
          const stopped = (): boolean => stop !== null && stop <= day;
          if (one.kind === 'stop') {
            const wanted = addDays(day, one.in);
            const done = await stops
              .stop(staff[one.by], { clientId: 'hua', day: wanted, reason: '不再委托', revision })
              .then(
                () => true,
                () => false,
              );
            expect(done).toBe(one.by !== 'sun');
            if (done) stop = wanted;
          }
          if (one.kind === 'resume') {
            const done = await stops.resume(staff[one.by], { clientId: 'hua', revision }).then(
              () => true,
              () => false,
            );
            expect(done).toBe(one.by !== 'sun' && stop !== null);
            if (done) stop = null;
          }
          if (one.kind === 'edit') {
            await records.edit(staff.sun, { clientId: 'hua', revision, address: '', contact: '', note: one.note });
            note = one.note;
          }
          if (one.kind === 'enter') {
            const entered = await enter.enter(staff[one.by], 'hua', { kind: 'agreement' }).then(
              () => 'entered',
              (error: { code?: string }) => error.code,
            );
            expect(entered).toBe(stopped() ? 'CLIENT_NOT_ENTERABLE' : 'entered');
          }
          for (const who of Object.values(staff))
            if (stopped()) expect(await sessions.clientsOf(who.sessionId)).toEqual([]);
          const listed = async (service: 'served' | 'stopped') =>
            (await clients.search(staff.zhao, clientSearchSchema.parse({ filter: { service } }))).total;
          expect([await listed('served'), await listed('stopped')]).toEqual(stopped() ? [0, 1] : [1, 0]);
          const kept = await clients.get(staff.zhao, 'hua');
          expect(kept).toMatchObject({ note, agreement: { state: 'inForce' }, assigned: [{ handlerId: 'sun' }] });
          expect(kept.stopped).toEqual(stop === null ? null : expect.objectContaining({ day: stop, begun: stopped() }));
          const written = (await trail.list({ limit: 1000, clientId: 'hua' })).length;
          expect(written).toBeGreaterThanOrEqual(seen);
          seen = written;
        }
        expect(await trail.verify()).toMatchObject({ brokenAt: null });
      }),
      { numRuns: 25 },
    );
  }, 120_000);
});
