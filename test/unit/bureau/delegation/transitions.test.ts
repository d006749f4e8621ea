import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import type { Decided } from '@contract/agreement-state.ts';
import { agreementState } from '../../../../src-main/bureau/agreement/state.ts';
import { actsOf, ask, transitions } from '../../../../src-main/bureau/delegation/transitions.ts';
import { usualDays } from '../../../../src-main/bureau/rule-sets/limits.ts';

const decided = fc.constantFrom<Decided>('proposed', 'recognised', 'suspended', 'cancelled', 'declined');
const states = [
  'proposed',
  'recognised',
  'inForce',
  'suspended',
  'expired',
  'cancelled',
  'declined',
  'lapsed',
] as const;

describe('the table of what may happen to an agreement', () => {
  it('H3, L4: the day alone moves an agreement only along the lines that the table gives to the clock', () => {
    const lines = transitions
      .filter((line) => line.by === 'clock')
      .flatMap((line) => line.from.map((from) => `${from} ${line.to ?? ''}`));
    fc.assert(
      fc.property(
        decided,
        fc.integer({ min: -30, max: 60 }),
        fc.nat(60),
        fc.integer({ min: 0, max: 100 }),
        (what, first, length, on) => {
          const base = '2026-11-23';
          const agreement = {
            decided: what,
            firstDay: addDays(base, first),
            lastDay: addDays(base, first + length),
            proposedDay: base,
          };
          const [before, after] = [
            agreementState(agreement, addDays(base, on), usualDays.toAnswer),
            agreementState(agreement, addDays(base, on + 1), usualDays.toAnswer),
          ];
          if (before !== after) expect(lines).toContain(`${before} ${after}`);
        },
      ),
    );
    expect(lines).toHaveLength(4);
  });

  it('H3: what is over stays over: no act leads out of it', () => {
    for (const state of ['expired', 'cancelled', 'declined', 'lapsed'] as const) {
      for (const askedBy of ['client', 'agency'] as const) {
        for (const by of ['officer', 'agency'] as const)
          expect(actsOf(by, { state, askedBy }).filter((act) => act.allowed)).toEqual([]);
      }
    }
  });

  it('H3: only an officer brings an agreement into being that nobody else answers; the agency alone makes at most a proposal or a record of H7', () => {
    expect(
      transitions
        .filter((line) => line.by === 'agency' && line.to === 'recognised')
        .map((line) => [line.act, line.rule]),
    ).toEqual([
      ['record', 'H7'],
      ['accept', 'H3'],
    ]);
    expect(transitions.find((line) => line.act === 'accept')?.askedBy).toBe('client');
    expect(
      transitions
        .filter((line) => ['suspend', 'resume', 'recognise', 'confirm', 'replacePassword'].includes(line.act))
        .every((line) => line.by === 'officer'),
    ).toBe(true);
  });

  it('H2, H3: every act that leads out of what lets staff in says why sessions end', () => {
    expect(
      transitions.filter(
        (line) => line.from.includes('inForce') && line.to !== null && line.to !== 'inForce' && !line.ends,
      ),
    ).toEqual([]);
  });

  it('every refusal says why in Chinese and, where somebody else can do it, who', () => {
    for (const act of [
      'confirm',
      'accept',
      'decline',
      'suspend',
      'resume',
      'cancel',
      'changeTerms',
      'replacePassword',
      'setStaff',
    ] as const) {
      for (const by of ['officer', 'agency', null] as const) {
        for (const state of states) {
          for (const askedBy of ['client', 'agency'] as const) {
            const asked = ask(act, by, { state, askedBy });
            expect(asked.transition === null).toBe(asked.refusal !== null);
            if (asked.refusal) expect(asked.refusal.reason).toMatch(/^[\u4e00-\u9fff，。]+$/);
            if (by === null) expect(asked.refusal?.whoCanMend).not.toBeNull();
          }
        }
      }
    }
  });
});
