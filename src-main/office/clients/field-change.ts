/** A field that an edit changed, with its old and new value in words; document numbers and the like masked. */
export interface FieldChange {
  field: string;
  /** As the trail calls it. */
  name: string;
  was: string;
  became: string;
}

/** Characters of one value in the trail. */
const longest = 200;
const shown = (text: string): string =>
  text === '' ? '（空）' : [...text].length > longest ? `${[...text].slice(0, longest).join('')}…` : text;

/** The details of a record that tells of these changes. */
export const changeDetail = (changes: readonly FieldChange[]): { fields: string; was: string; became: string } => ({
  fields: changes.map(({ field }) => field).join(','),
  was: changes.map(({ name, was }) => `${name}：${shown(was)}`).join('；'),
  became: changes.map(({ name, became }) => `${name}：${shown(became)}`).join('；'),
});
