import { searchKey } from '../search/query.ts';
import {
  agreementColumns,
  clientColumns,
  noSecretWords,
  otherColumns,
  personColumns,
  personFields,
  secretWords,
} from './column-names.ts';

/** What a field is for: `client` and `agreement` are stored, `other` has no field yet, `secret` goes into the vault. */
export type FieldGroup = 'client' | 'agreement' | 'other' | 'secret';

export interface FieldFacts {
  id: string;
  title: string;
  group: FieldGroup;
  /** Shown masked. */
  personal: boolean;
}

/** What a heading says. `certain`: nothing else is called so. */
export interface HeadingSays {
  field: string;
  certain: boolean;
}

const facts = new Map<string, FieldFacts>();
const byName = new Map<string, HeadingSays>();

function add(
  id: string,
  title: string,
  group: FieldGroup,
  certain: readonly string[],
  likely: readonly string[] = [],
  personal = false,
): void {
  if (!facts.has(id)) facts.set(id, { id, title, group, personal });
  for (const [names, sure] of [
    [certain, true],
    [likely, false],
  ] as const)
    for (const name of names) {
      const key = searchKey(name);
      if (key !== '' && !byName.has(key)) byName.set(key, { field: id, certain: sure });
    }
}

for (const { id, title, certain, likely } of clientColumns)
  add(id, title, 'client', certain.split(' '), likely?.split(' '));
for (const { id, title, certain, likely } of agreementColumns)
  add(id, title, 'agreement', certain.split(' '), likely?.split(' '));
for (const { id, title, certain } of otherColumns) add(id, title, 'other', certain.split(' '));
for (const person of personColumns)
  for (const part of personFields)
    add(
      `${person.id}${part.id}`,
      `${person.title}${part.title}`,
      'other',
      person.words.split(' ').flatMap((word) => part.words.split(' ').map((rest) => `${word}${rest}`)),
      [],
      part.personal === true,
    );
facts.set('accountSecret', { id: 'accountSecret', title: '账号密码', group: 'secret', personal: false });

export const fieldFacts = (id: string): FieldFacts | undefined => facts.get(id);

/** Fields that a column can be told to be. */
export const choosableFields = (): FieldFacts[] => [...facts.values()].filter((field) => field.group !== 'other');

export const isMainField = ({ field }: HeadingSays): boolean => field === 'name' || field === 'taxpayerId';

const brackets = /[（(［[【〔][^）)］\]】〕]*[）)］\]】〕]/gu;
const signs = /[*＊※★☆●#:：?？]/gu;

const withoutSigns = (heading: string): string =>
  heading.normalize('NFKC').replaceAll(signs, '').replaceAll(/\s+/gu, '');

/** A heading without marks, blanks, and what stands in brackets. */
export const plainHeading = (heading: string): string => withoutSigns(heading).replaceAll(brackets, '');

/** What a heading says; null: nothing known. Marks such as （必填） and * are taken off; of 信用代码/税号 each part counts. */
export function fieldOfHeading(heading: string): HeadingSays | null {
  const plain = withoutSigns(heading);
  if (plain === '' || plain.length > 40) return null;
  const outside = plain.replaceAll(brackets, '');
  const inside = [...plain.matchAll(brackets)].map(([found]) => found.slice(1, -1));
  const whole = named(plain) ?? named(outside);
  if (whole && !(isSecretHeading(plain) && whole.field !== 'agreementPassword')) return whole;
  if (isSecretHeading(plain)) return { field: 'accountSecret', certain: true };
  for (const part of [...outside.split(/[/／、|或及]/u), ...inside]) {
    const found = named(part);
    if (found) return found;
  }
  return null;
}

const named = (text: string): HeadingSays | null => byName.get(searchKey(text)) ?? null;

/** Whether a heading is of something that nobody may read. */
export function isSecretHeading(heading: string): boolean {
  const key = searchKey(heading);
  return secretWords.some((word) => key.includes(word)) && !noSecretWords.some((word) => key.includes(word));
}
