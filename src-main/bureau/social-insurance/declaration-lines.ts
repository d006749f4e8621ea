import type { DeclarationLine } from '@contract/social-insurance.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { maskName } from '@contract/validators/masked-name.ts';
import type { InsuredPersonRow } from '../../store/repositories/insured-people.ts';
import type { KeptLine, TypedWage } from '../../store/schema/social-insurance.ts';
import { contributionsOf } from './contributions.ts';

/** What was typed of lines. */
export const wagesOf = (lines: readonly TypedWage[]): TypedWage[] =>
  lines.map(({ insuredId, wage }) => ({ insuredId, wage }));

/** Lines of a month: everybody insured in it, on the wage typed for the month or else on the one declared for the person. */
export function linesOf(people: readonly InsuredPersonRow[], wages: readonly TypedWage[], month: string): KeptLine[] {
  const typed = new Map(wages.map((one) => [one.insuredId, one.wage]));
  return people.map((person) => {
    const wage = typed.get(person.id) ?? person.wage;
    return { insuredId: person.id, wage, ...contributionsOf(wage, month) };
  });
}

/** A line with its person, masked. */
export function shownLine(line: KeptLine, people: ReadonlyMap<string, InsuredPersonRow>): DeclarationLine {
  const person = people.get(line.insuredId);
  return { ...line, name: maskName(person?.name ?? ''), idNumber: maskIdNumber(person?.id_number ?? '') };
}

/** Whether the persons of a declaration are other than those insured in its month now. */
export function isStale(wages: readonly TypedWage[], people: readonly InsuredPersonRow[]): boolean {
  const ids = new Set(wages.map((one) => one.insuredId));
  return ids.size !== people.length || people.some((person) => !ids.has(person.id));
}
