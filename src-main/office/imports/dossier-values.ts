import type { Billing, CreditLevel, Filing, TaxCode } from '@contract/dossier-words.ts';
import { taxNames } from '@contract/dossier-words.ts';
import { largestCents } from '@contract/money.ts';
import { checkIdNumber, type IdType } from '@contract/validators/id-document.ts';
import { searchKey } from '../search/query.ts';
import { readDay } from './days.ts';
import { periodWords, taxWords } from './dossier-column-names.ts';

/** A period as people write it: 月, 按季, 季报, 半年付; null: none is named. */
export function readPeriod(text: string): 'monthly' | 'quarterly' | 'halfYearly' | 'yearly' | 'once' | null {
  const plain = text.normalize('NFKC').trim();
  return periodWords.find(({ words }) => words.test(plain))?.every ?? null;
}
/** How often a tax is filed, as {@link readPeriod}. */
export function readFiling(text: string): Filing | null {
  const every = readPeriod(text);
  return every === 'once' ? 'perAct' : every;
}

const amount =
  /^(?:每?(?<before>月|季度?|半年|年))?(?<number>-?\d+(?:\.\d+)?)(?<unit>亿|千?万|千|百)?(?:元|圆|块)?(?:人民币)?整?(?:[/每一]?(?:1|一|个)*(?<after>月|季度?|半年|年|次))?$/u;
const units: Readonly<Record<string, number>> = { 百: 100, 千: 1000, 万: 10_000, 千万: 10_000_000, 亿: 100_000_000 };

/**
 * An amount as people write it: 300元/月, ¥3,000, 100万.
 * @param heading of the column: it may hold the unit 万元
 * @returns whole cents, with the period that it is for; null: not understood
 */
export function readMoney(text: string, heading = ''): { cents: number; per: Billing | null } | null {
  const plain = text
    .normalize('NFKC')
    .replaceAll(/[\s,，]|人民币|rmb|cny|¥/giu, '')
    .replace(/^￥/u, '');
  const { number, unit, before, after } = amount.exec(plain)?.groups ?? {};
  if (number === undefined) return null;
  const times = units[unit ?? (/万/u.test(heading) ? '万' : '')] ?? 1;
  const cents = Math.round(Number(number) * times * 100);
  // A third decimal is no amount.
  if (Math.abs(cents - Number(number) * times * 100) > 0.01 || Math.abs(cents) > largestCents) return null;
  const per = after ?? before;
  return { cents, per: per === undefined ? null : readPeriod(per) };
}

const always = /^(?:长期|永久|永续|无固定期限|长期有效|不约定期限)$/u;

/** The last day of a licence, also as the end of 2019-03-05至2039-03-04. @returns `day` null: 长期 */
export function readLicenceEnd(text: string): { from: string | null; day: string | null } | { problem: string } {
  const plain = text.normalize('NFKC').trim();
  const [first = '', second] = plain.split(/\s*(?:至|到|~|—+|–)\s*/u);
  const end = second ?? first;
  const start = second === undefined || first === '' ? null : readDay(first, '1900');
  if (start && 'problem' in start) return start;
  if (always.test(end)) return { from: start?.day ?? null, day: null };
  const read = readDay(end, '1900');
  return 'day' in read ? { from: start?.day ?? null, day: read.day } : read;
}

export function readCreditLevel(text: string): CreditLevel | null {
  const level = /^([ABMCD])级?$/u.exec(text.normalize('NFKC').trim().toUpperCase())?.[1];
  return (level as CreditLevel | undefined) ?? null;
}

const yes = /^(?:是|有|对|√|✓|✔|y|yes|1|true|启用|已开通|已签)$/iu;
const no = /^(?:否|无|没有|不是|×|✗|x|n|no|0|false|停用|未开通|未签)$/iu;

/** 是 and 否 as people write them; null: neither. */
export function readYesNo(text: string): boolean | null {
  const plain = text.normalize('NFKC').trim();
  return yes.test(plain) ? true : no.test(plain) ? false : null;
}

const digits: readonly IdType[] = [
  'residentIdentityCard',
  'permanentResidenceCard',
  'residencePermitHMT',
  'taiwanPermit',
];
const letters: readonly IdType[] = [
  'permanentResidenceCard',
  'hongKongMacauPermit',
  'chinesePassport',
  'foreignPassport',
];

/** A number of a person's document with the document that it is of (K4); null: of none. */
export function readIdNumber(text: string): { idType: IdType; idNumber: string } | null {
  const plain = text.normalize('NFKC').replaceAll(/[\s-]/gu, '').toUpperCase();
  for (const idType of /^\d+X?$/u.test(plain) ? digits : letters) {
    const checked = checkIdNumber(idType, plain);
    if (checked.ok) return { idType, idNumber: checked.value };
  }
  return null;
}

const taxes = new Map<string, TaxCode>(
  [
    ...Object.entries(taxNames)
      .filter(([tax]) => tax !== 'own')
      .map(([tax, name]) => [name, tax] as const),
    ...taxWords.flatMap(({ tax, words }) => words.split(' ').map((word) => [word, tax] as const)),
  ].map(([name, tax]) => [searchKey(name), tax as TaxCode]),
);

/** A tax as a table names it; null where the table does not say. */
export interface DraftTax {
  tax: TaxCode;
  ownTax: string;
  every: Filing | null;
  since: string | null;
  until: string | null;
}

/** Taxes of a cell: 增值税、企业所得税（按季）, 增值税（按月，2026-01-01起）. A name that is not known is the client's own. */
export function readTaxes(text: string): DraftTax[] {
  return (text.normalize('NFKC').match(/(?:\([^)]*\)|[^、,;/\s(])+/gu) ?? []).flatMap((part) => {
    const whole = taxes.get(searchKey(part));
    const [, name = '', inside = ''] = whole ? [part, part] : (/^([^(]+)(?:\((.*)\))?$/u.exec(part) ?? []);
    if (name === '') return [];
    const [since, until] = inside.match(/\d{4}-\d{2}-\d{2}/gu) ?? [];
    const tax = whole ?? taxes.get(searchKey(name)) ?? 'own';
    return [
      {
        tax,
        ownTax: tax === 'own' ? name.slice(0, 30) : '',
        every: whole ? null : readFiling(inside),
        since: since ?? null,
        until: until ?? null,
      },
    ];
  });
}
