import type { OwnField } from '@contract/own-fields.ts';
import { ownValueProblem } from '@contract/own-fields.ts';
import { searchKey } from '../search/query.ts';
import { isDayText, shareOf } from './column-values.ts';
import { readDay } from './days.ts';
import { readMoney, readYesNo } from './dossier-values.ts';
import { looksSecret } from './guess.ts';
import { fieldFacts, fieldOfHeading, plainHeading } from './heading-names.ts';

/** A field of the office's own as an import needs it. */
export type OwnColumn = Pick<OwnField, 'id' | 'group' | 'name' | 'type' | 'choices'>;
export type OwnColumnId = `own:${string}`;

export const ownColumnId = ({ id }: { id: string }): OwnColumnId => `own:${id}`;
export const isOwnColumn = (field: string): field is OwnColumnId => field.startsWith('own:');

/** The field of the office's own that a heading is called after. */
export function ownFieldOfHeading(heading: string, fields: readonly OwnColumn[]): OwnColumn | undefined {
  const keys = new Set([searchKey(heading), searchKey(plainHeading(heading))].filter((key) => key !== ''));
  return (
    fields.find(({ group, name }) => keys.has(searchKey(`${group}${name}`))) ??
    fields.find(({ name }) => keys.has(searchKey(name)))
  );
}

/** The heading of a field of the office's own in a file: its name, with its group where the name alone means something else. */
export function headingOfOwn(field: OwnColumn, fields: readonly OwnColumn[]): string {
  const says = fieldOfHeading(field.name);
  const taken = says !== null && fieldFacts(says.field)?.group !== 'other';
  const alone = ownFieldOfHeading(field.name, fields)?.id === field.id;
  return taken || !alone ? `${field.group}${field.name}` : field.name;
}

/** Most choices that a guess offers, and the length of the longest. */
const choicesGuessed = { most: 8, longest: 30 };
const moneyWords = /[费款元]|金额|价|营业额|收入|佣金|工资|资金|资本/u;

/** What a field of the office's own would be for these cells: a proposal that somebody confirms. */
export function guessedOwnField(
  heading: string,
  values: readonly string[],
  personal: boolean,
): Pick<OwnField, 'type' | 'choices'> {
  const every = (test: (text: string) => boolean): boolean => values.length > 0 && shareOf(values, test) === 1;
  const as = (type: OwnField['type'], choices: string[] = []) => ({ type, choices });
  if (personal || values.some(looksSecret)) return as('text');
  if (every((text) => readYesNo(text) !== null && !/^\d+$/u.test(text))) return as('yesNo');
  if (every(isDayText)) return as('day');
  if (moneyWords.test(heading) && every((text) => readMoney(text, heading) !== null)) return as('money');
  if (every((text) => /^-?\d{1,10}(?:\.\d{1,6})?$/u.test(text) && !/^0\d/u.test(text))) return as('number');
  const distinct = [...new Set(values)];
  const few = distinct.length > 1 && distinct.length <= choicesGuessed.most && values.length >= 2 * distinct.length;
  // Long numbers are somebody's: they are no words to choose from.
  return few && every((text) => text.length <= choicesGuessed.longest && !/\d{6}/u.test(text))
    ? as('choice', distinct)
    : as('text');
}

/** A cell as the value of a field of the office's own, or a Chinese problem. */
export function readOwnValue(field: OwnColumn, text: string, heading: string): { value: string } | { problem: string } {
  const value = valueOf(field, text, heading);
  const problem = value === null ? '看不懂' : ownValueProblem(field, value);
  if (problem === null && value !== null && value.length <= 500) return { value };
  return { problem: problem === null ? '最多500个字' : problem === '看不懂' ? remedies[field.type] : problem };
}

function valueOf({ type, choices }: OwnColumn, text: string, heading: string): string | null {
  const plain = text.normalize('NFKC').trim();
  switch (type) {
    case 'text':
      return text;
    case 'number':
      return plain.replaceAll(',', '');
    case 'money': {
      const money = readMoney(plain, heading);
      return money && String(money.cents);
    }
    case 'day': {
      const read = readDay(plain, '1900');
      return 'day' in read ? read.day : null;
    }
    case 'choice':
      return choices.find((choice) => searchKey(choice) === searchKey(plain)) ?? null;
    case 'yesNo': {
      const said = readYesNo(plain);
      return said === null ? null : said ? 'yes' : 'no';
    }
  }
}

const remedies: Readonly<Record<OwnField['type'], string>> = {
  text: '请核对内容',
  number: '请填写数字',
  money: '请填写金额，例如 300',
  day: '请写成 2026-01-05 的样子',
  choice: '不是这个栏目的选项，请先在设置里增加选项，或改成已有的选项',
  yesNo: '请填写是或否',
};
