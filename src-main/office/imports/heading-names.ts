import { searchKey } from '../search/query.ts';
import { agreementColumns, clientColumns, noSecretWords, otherColumns, secretWords } from './column-names.ts';
import { dossierColumns, personColumns, personFields } from './dossier-column-names.ts';

/** What a field is for: `client`, `agreement` and `dossier` are stored, `other` has no field, `secret` goes into the vault. */
export type FieldGroup = 'client' | 'agreement' | 'dossier' | 'other' | 'secret';

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
  /** What it says where the content does not fit. */
  otherwise?: string;
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
      const known = byName.get(key);
      if (key !== '' && !known) byName.set(key, { field: id, certain: sure });
      else if (known?.certain === false && sure) known.otherwise ??= id;
    }
}

for (const { id, title, certain, likely } of clientColumns)
  add(id, title, 'client', certain.split(' '), likely?.split(' '));
for (const { id, title, certain, likely } of agreementColumns)
  add(id, title, 'agreement', certain.split(' '), likely?.split(' '));
for (const column of dossierColumns)
  add(column.id, column.title, 'dossier', column.certain.split(' '), [], 'personal' in column);
for (const person of personColumns)
  for (const part of personFields)
    add(
      `${person.id}${part.id}`,
      `${person.title}${part.title || '姓名'}`,
      'dossier',
      person.words.split(' ').flatMap((word) => part.words.split(' ').map((rest) => `${word}${rest}`)),
      [],
      part.personal,
    );
for (const { id, title, certain } of otherColumns) add(id, title, 'other', certain.split(' '));
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
  const day = dayOfContract(outside);
  if (day) return day;
  for (const part of [...outside.split(/[/／、|或及]/u), ...inside]) {
    const found = named(part);
    if (found) return found;
  }
  return null;
}

/** A date of 合同, 协议 and such: of 协议 it is the agreement's; what another contract is, somebody says. */
function dayOfContract(text: string): HeadingSays | null {
  const [, word = '', rest = ''] =
    /^(委托协议|委托|协议|合同|服务|代理|代账|签约)(?:有效期|期限|期间|日期)?(.+)$/u.exec(text) ?? [];
  const days = named(rest) ?? edges.get(rest);
  return days && (days.field === 'firstDay' || days.field === 'lastDay')
    ? { field: days.field, certain: /协议|委托/u.test(word) }
    : null;
}
const edges: ReadonlyMap<string, HeadingSays> = new Map(
  (
    [
      ['firstDay', '起 自 开始 起始 生效 开始日期 起始日期'],
      ['lastDay', '止 至 到期 结束 终止 截止 结束日期 终止日期'],
    ] as const
  ).flatMap(([field, words]) => words.split(' ').map((word) => [word, { field, certain: false }] as const)),
);

const named = (text: string): HeadingSays | null => byName.get(searchKey(text)) ?? null;

/** Whether a heading is of something that nobody may read. */
export function isSecretHeading(heading: string): boolean {
  const key = searchKey(heading);
  return secretWords.some((word) => key.includes(word)) && !noSecretWords.some((word) => key.includes(word));
}
