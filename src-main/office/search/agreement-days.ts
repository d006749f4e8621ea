import { decisions, stateOn, type Decided } from '@contract/agreement-state.ts';
import type { AgreementState } from '@contract/clients.ts';
import { stateOrder } from '../../bureau/agreement/current.ts';

/** Agreement states as small numbers, the most important first, `none` last. */
export const stateCodes: readonly AgreementState[] = [...stateOrder, 'none'];
export const noAgreement = stateCodes.length - 1;
const code = Object.fromEntries(stateCodes.map((state, index) => [state, index])) as Record<AgreementState, number>;

/** An agreement by day numbers, for a hundred thousand of them. */
export interface EntryAgreement {
  decided: Decided;
  firstDay: number;
  lastDay: number;
  /** Last day on which a proposal can be answered (L4). */
  answerBy: number;
}

/** Maximum days cached: a hundred thousand agreements begin and end on a few hundred days. */
const daysKept = 4096;
const dayNumbers = new Map<string, number>();

/** A calendar day `YYYY-MM-DD` as days since 1970-01-01. */
export function dayNumber(day: string): number {
  const known = dayNumbers.get(day);
  if (known !== undefined) return known;
  const number = Math.floor(Date.parse(`${day}T00:00:00Z`) / 86_400_000);
  if (dayNumbers.size >= daysKept) dayNumbers.clear();
  dayNumbers.set(day, number);
  return number;
}

/** Shanghai calendar day of an instant as a day number (one offset since 1992; agreements are younger). */
export function dayNumberAt(instant: number): number {
  return Math.floor((instant + 8 * 3_600_000) / 86_400_000);
}

/** State of an agreement (H3) as a code of {@link stateCodes}. */
const stateCode = (agreement: EntryAgreement, today: number): number => code[stateOn(agreement, today)];

/** The agreement that counts on a day (`currentAgreement`): its state and its days, 0 for none. */
export function currentOf(
  agreements: readonly EntryAgreement[],
  today: number,
): { state: number; firstDay: number; lastDay: number } {
  let best = { state: noAgreement, lastDay: 0, firstDay: 0 };
  for (const agreement of agreements) {
    const state = stateCode(agreement, today);
    if (state < best.state || (state === best.state && agreement.firstDay > best.firstDay)) {
      best = { state, lastDay: agreement.lastDay, firstDay: agreement.firstDay };
    }
  }
  return best;
}

/** Agreements of all slots, packed. */
export class PackedAgreements {
  #start: number[] | Uint32Array = [0];
  #decided: number[] | Uint8Array = [];
  #days: number[] | Int32Array = [];

  /** Only before {@link trim}. */
  add(agreements: readonly EntryAgreement[]): void {
    const [start, decided, days] = [this.#start as number[], this.#decided as number[], this.#days as number[]];
    for (const agreement of agreements) {
      decided.push(decisions.indexOf(agreement.decided));
      days.push(agreement.firstDay, agreement.lastDay, agreement.answerBy);
    }
    start.push(decided.length);
  }

  /** Shrinks the arrays once no more agreements are added. */
  trim(): void {
    this.#start = Uint32Array.from(this.#start);
    this.#decided = Uint8Array.from(this.#decided);
    this.#days = Int32Array.from(this.#days);
  }

  of(slot: number): EntryAgreement[] {
    const agreements: EntryAgreement[] = [];
    for (let index = this.#start[slot] as number; index < (this.#start[slot + 1] as number); index += 1) {
      agreements.push({
        decided: decisions[this.#decided[index] as number] as Decided,
        firstDay: this.#days[index * 3] as number,
        lastDay: this.#days[index * 3 + 1] as number,
        answerBy: this.#days[index * 3 + 2] as number,
      });
    }
    return agreements;
  }
}
