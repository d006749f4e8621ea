import {
  insuranceKinds,
  type Contribution,
  type DeclarationTotals,
  type InsuranceKind,
} from '@contract/social-insurance.ts';
import { share } from '../ground/money.ts';
import { standardOf } from './standards.ts';

export interface PersonContributions {
  /** The wage within the year's limits. */
  base: number;
  limited: 'floor' | 'ceiling' | null;
  kinds: Record<InsuranceKind, Contribution>;
  unit: number;
  personal: number;
}

/** Hundredths of a per cent in a whole. */
const whole = 10_000;

/**
 * What one person's wage comes to in a month. Rounded once, half up to the cent, for each kind and each side (money.ts `share`): sums are sums of
 * rounded amounts, so that every column of a declaration adds up to the cent.
 * @param wage monthly wage in cents; @param month `2026-11`, whose year's standards count
 */
export function contributionsOf(wage: number, month: string): PersonContributions {
  const { floor, ceiling, rates } = standardOf(month);
  const base = Math.min(Math.max(wage, floor), ceiling);
  const kinds = byKind((kind) => ({
    unit: share(base, [rates[kind].unit, whole]),
    personal: share(base, [rates[kind].personal, whole]),
  }));
  return {
    base,
    limited: wage < floor ? 'floor' : wage > ceiling ? 'ceiling' : null,
    kinds,
    unit: sum(kinds, 'unit'),
    personal: sum(kinds, 'personal'),
  };
}

/** What all persons of a declaration come to. */
export function totalsOf(
  lines: readonly Pick<PersonContributions, 'kinds' | 'unit' | 'personal'>[],
): DeclarationTotals {
  const kinds = byKind((kind) => ({
    unit: add(lines, (line) => line.kinds[kind].unit),
    personal: add(lines, (line) => line.kinds[kind].personal),
  }));
  const unit = add(lines, (line) => line.unit);
  const personal = add(lines, (line) => line.personal);
  return { people: lines.length, kinds, unit, personal, total: unit + personal };
}

const byKind = (of: (kind: InsuranceKind) => Contribution): Record<InsuranceKind, Contribution> =>
  Object.fromEntries(insuranceKinds.map((kind) => [kind, of(kind)])) as Record<InsuranceKind, Contribution>;
const add = <T>(list: readonly T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);
const sum = (kinds: Record<InsuranceKind, Contribution>, side: keyof Contribution): number =>
  add(insuranceKinds, (kind) => kinds[kind][side]);
