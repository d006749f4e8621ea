import type { Dossier } from '@contract/client-dossier.ts';
import { dossierFieldNames, dossierFields, type DossierField } from '@contract/dossier-words.ts';
import { rowTexts, type DossierNames } from '@contract/dossier-text.ts';
import type { FieldChange } from '../clients/field-change.ts';
import { maskedDossier } from './dossier-rows.ts';

/** A dossier in the order in which it is read back, without what is empty. */
export const ordered = (dossier: Dossier): Dossier => ({
  ...dossier,
  kinds: [...dossier.kinds].sort((a, b) => (a.since < b.since ? -1 : 1)),
  tags: [...dossier.tags].sort(),
  own: dossier.own.filter(({ value }) => value !== '').sort((a, b) => (a.id < b.id ? -1 : 1)),
});

/** Fields in which two dossiers differ. Both {@link ordered}. */
export const changedFields = (before: Dossier, after: Dossier): DossierField[] =>
  dossierFields.filter((field) => !isSame(before[field], after[field]));

/** An import asks this of every field of ten thousand dossiers: text is made of lists only. */
const isSame = (before: unknown, after: unknown): boolean =>
  before === after ||
  (Array.isArray(before) && Array.isArray(after) && before.length === after.length && sameText(before, after));
const sameText = (before: unknown[], after: unknown[]): boolean =>
  after.length === 0 || JSON.stringify(canonical(before)) === JSON.stringify(canonical(after));

/** Rows with their fields in one order: those of the store and those of a window have been put together differently. */
const canonical = (value: unknown): unknown =>
  Array.isArray(value)
    ? value.map(canonical)
    : typeof value === 'object' && value !== null
      ? Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
      : value;

/** What the trail says of these fields; of a list, only the rows that differ. Numbers are masked. */
export function dossierChanges(
  fields: readonly DossierField[],
  before: Dossier,
  after: Dossier,
  names: DossierNames,
): FieldChange[] {
  const [old, young] = [maskedDossier(before), maskedDossier(after)];
  return fields.map((field) => {
    const [was, became] = [rowTexts(field, old, names), rowTexts(field, young, names)];
    const only = (rows: string[], other: string[]): string => rows.filter((row) => !other.includes(row)).join('；');
    return { field, name: dossierFieldNames[field], was: only(was, became), became: only(became, was) };
  });
}
