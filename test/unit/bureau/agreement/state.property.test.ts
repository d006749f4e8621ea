import fc from 'fast-check';
import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { decisions } from '@contract/agreement-state.ts';
import { addDays, dayOf, daysBetween, startOfDay } from '@contract/calendar.ts';
import { stateOf } from '../../../../src-main/bureau/agreement/current.ts';
import { currentOf, dayNumber, dayNumberAt, stateCodes } from '../../../../src-main/office/search/agreement-days.ts';
import { migrations } from '../../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../../src-main/store/open.ts';
import { isInState } from '../../../../src-main/store/repositories/agreement-state.sqlite.ts';
import type { Schema } from '../../../../src-main/store/schema/index.ts';
import { newStoreOptions } from '../../store/fixture.ts';

const start = '2026-10-01';
const day = fc.integer({ min: 0, max: 60 }).map((days) => addDays(start, days));
const agreement = fc.record({
  decided: fc.constantFrom(...decisions),
  first_day: day,
  last_day: day,
  // Any moment of a Shanghai day, its first and last among them.
  created_at: fc
    .tuple(day, fc.oneof(fc.constantFrom(0, 86_399_999), fc.integer({ min: 0, max: 86_399_999 })))
    .map(([on, into]) => startOfDay(on) + into),
});

type Agreement = typeof agreement extends fc.Arbitrary<infer Row> ? Row : never;

/** H3 and L4 as the rules tell them, from nothing but their sentences. */
function byTheRules(row: Agreement, today: string, toAnswer: number): string {
  if (row.decided === 'cancelled' || row.decided === 'declined') return row.decided;
  const over = daysBetween(row.last_day, today) > 0;
  if (row.decided === 'proposed')
    return over || daysBetween(dayOf(row.created_at), today) > toAnswer ? 'lapsed' : 'proposed';
  if (over) return 'expired';
  if (row.decided === 'suspended') return 'suspended';
  return daysBetween(today, row.first_day) > 0 ? 'recognised' : 'inForce';
}

it('H3, L4: the bureau, the search in memory and the query tell the same state of any agreement on any day, whatever the days to answer', async () => {
  const store = await openStore<Schema>(await newStoreOptions(migrations));
  try {
    const states = stateCodes.filter((state) => state !== 'none');
    await fc.assert(
      fc.asyncProperty(agreement, day, fc.integer({ min: 1, max: 40 }), async (row, today, toAnswer) => {
        const expected = byTheRules(row, today, toAnswer);
        expect(stateOf(row, today, { toAnswer })).toBe(expected);
        const packed = {
          decided: row.decided,
          firstDay: dayNumber(row.first_day),
          lastDay: dayNumber(row.last_day),
          answerBy: dayNumberAt(row.created_at) + toAnswer,
        };
        expect(stateCodes[currentOf([packed], dayNumber(today)).state]).toBe(expected);
        const on = { today, answerableSince: startOfDay(addDays(today, -toAnswer)) };
        const { rows } = await sql<Record<string, number>>`SELECT ${sql.join(
          states.map((state) => sql`${isInState([state], on)} AS ${sql.ref(state)}`),
        )} FROM (SELECT ${row.decided} AS decided, ${row.first_day} AS first_day, ${row.last_day} AS last_day,
          ${row.created_at} AS created_at) AS agreement`.execute(store.db);
        expect(states.filter((state) => rows[0]?.[state] === 1)).toEqual([expected]);
      }),
      { numRuns: 1_000 },
    );
  } finally {
    await store.close();
  }
});

it('H3: a question about several states holds for an agreement in any of them, and for no other', async () => {
  const store = await openStore<Schema>(await newStoreOptions(migrations));
  try {
    const states = stateCodes.filter((state) => state !== 'none');
    await fc.assert(
      fc.asyncProperty(agreement, day, fc.subarray(states), async (row, today, wanted) => {
        const on = { today, answerableSince: startOfDay(addDays(today, -21)) };
        const { rows } = await sql<{ yes: number }>`SELECT ${isInState(wanted, on)} AS yes FROM (SELECT
          ${row.decided} AS decided, ${row.first_day} AS first_day, ${row.last_day} AS last_day,
          ${row.created_at} AS created_at) AS agreement`.execute(store.db);
        expect(rows).toEqual([{ yes: wanted.some((state) => state === byTheRules(row, today, 21)) ? 1 : 0 }]);
      }),
      { numRuns: 500 },
    );
  } finally {
    await store.close();
  }
});
