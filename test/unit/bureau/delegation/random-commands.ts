import fc from 'fast-check';
import { agencyId, otherAgencyId } from './fixture.ts';

/** What social insurance alone holds, what everybody holds, and what nobody may give (H4). */
export const functionChoices = [
  'social.declare',
  'social.pay',
  'query.filings',
  'tax.vat.smallScale',
  'tax.vat.general',
  'staff.maintain',
  'delegation.manage',
];
export const passwords = ['Xieyi-Test-3', 'Xieyi-Other-4', 'Xieyi-Third-5', '111111', 'short'];
export const good = (password: string): boolean => password.startsWith('Xieyi');

const mostly = <T>(usual: readonly T[], rare: readonly T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
export const person = mostly(['lin', 'fang'], ['bao']);
/** `own`: of the agency whose agreement it is. */
const agent = mostly(['own'], ['zhao', 'wu']);
const someFunctions: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 5, arbitrary: fc.subarray(functionChoices.slice(0, 5), { minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.subarray(['query.filings'], { minLength: 1 }) },
  { weight: 2, arbitrary: fc.subarray(functionChoices, { minLength: 1, maxLength: 3 }) },
);
const chosen = fc.record({
  first: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 15 }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
  length: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 25 }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
  agency: mostly([agencyId], [otherAgencyId]),
  client: mostly(['ent'], ['social']),
  functions: someFunctions,
  password: mostly(passwords.slice(0, 3), passwords.slice(3)),
});
/** Counted from the newest. */
export const which = fc.nat(2);
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
export const command = fc.oneof(
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('recognise' as const, 'recognise' as const, 'offer' as const),
      who: person,
      chosen,
    }),
  ),
  weighted(2, fc.record({ do: fc.constant('propose' as const), who: mostly(['zhao'], ['wu']), chosen })),
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('confirm' as const, 'confirm' as const, 'declineClient' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    4,
    fc.record({
      do: fc.constantFrom('suspend' as const, 'resume' as const, 'resume' as const, 'cancelClient' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    5,
    fc.record({
      do: fc.constantFrom('replacePassword' as const, 'changeTerms' as const, 'changeTerms' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('accept' as const, 'accept' as const, 'declineAgency' as const, 'cancelAgency' as const),
      who: agent,
      which,
    }),
  ),
  weighted(6, fc.record({ do: fc.constant('enter' as const), who: agent, which })),
  weighted(
    2,
    fc.record({
      do: fc.constant('clock' as const),
      hours: fc.oneof(
        // By some hours, by what a proposal has to be answered in and a day more (L4), and back.
        weighted(4, fc.integer({ min: 1, max: 200 })),
        weighted(2, fc.constantFrom(21 * 24, 22 * 24)),
        weighted(1, fc.integer({ min: -100, max: -1 })),
      ),
    }),
  ),
  // The next act is broken off in the middle: whatever it writes to this table fails.
  weighted(
    2,
    fc.record({
      do: fc.constant('fail' as const),
      on: fc.constantFrom(
        'INSERT ON audit',
        'INSERT ON agreement',
        'UPDATE ON agreement',
        'UPDATE ON session',
        'INSERT ON agreement_change',
      ),
    }),
  ),
);
export type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;
