import type { Column, ImportField } from './columns.ts';
import { allStaff, isDayText, isTaxpayerId, looksLikeAddress, readKind, shareOf, valuesOf } from './column-values.ts';
import { looksLikeTaxpayerId } from './table-record.ts';

const firm =
  /(?:公司|集团|企业|厂|店|馆|部|中心|社|行|所|院|坊|站|场|铺|户|超市|商行|经营部|工作室|事务所|合伙|学校|幼儿园|协会|分公司|酒家|餐厅|诊所|药房|园|吧|屋|楼|轩|阁|庄|城)(?:[（(][^（）()]*[）)])?$/u;

const isFirm = (text: string): boolean => /\p{Script=Han}/u.test(text) && firm.test(text) && !looksLikeAddress(text);
const isMobile = (text: string): boolean => /^1[3-9]\d{9}$/u.test(text.replaceAll(/[\s-]/gu, ''));

/** Whether a text may be a password: of typed characters of two kinds, and no number or day that anybody can tell. */
export function looksSecret(text: string): boolean {
  if (!/^[\u0021-\u007e]{5,40}$/u.test(text) || looksLikeTaxpayerId(text) || isDayText(text) || isMobile(text))
    return false;
  if (/^[\d.,:/%-]+$/u.test(text) || /^https?:|@/iu.test(text)) return false;
  return [/\d/u, /[A-Za-z]/u, /[^0-9A-Za-z]/u].filter((kind) => kind.test(text)).length >= 2;
}

/** Fields that content alone can tell, in the order in which columns are given away. */
const tests: readonly { field: ImportField; what: string; enough: number; test: (text: string) => boolean }[] = [
  { field: 'taxpayerId', what: '像纳税人识别号', enough: 0.5, test: isTaxpayerId },
  { field: 'taxpayerKind', what: '写的是纳税人类型', enough: 0.5, test: (text) => readKind(text) !== null },
  { field: 'contact', what: '像手机号码', enough: 0.5, test: isMobile },
  { field: 'name', what: '像企业名称', enough: 0.5, test: isFirm },
  { field: 'address', what: '像地址', enough: 0.5, test: looksLikeAddress },
];

/**
 * Gives columns whose heading says nothing what their content says, with the evidence. Days are only suggested; a secret is never guessed. Without any
 * heading the first column of Chinese words that are no address may be the name: that is asked, unless it is the only one.
 */
export function guessedColumns(
  records: readonly (readonly string[])[],
  columns: Column[],
  isStaff: (text: string) => boolean,
): void {
  const free = (column: Column): boolean =>
    column.field === null && column.suggestion === null && column.known === null && !column.secret;
  const values = columns.map((_, at) => valuesOf(records, at));
  const headless = columns.every((column) => column.heading === '');
  const give = (field: ImportField, what: string, enough: number, test: (text: string) => boolean): void => {
    if (columns.some((column) => column.field === field)) return;
    let [best, most] = [-1, 0];
    columns.forEach((column, at) => {
      const fits = free(column) ? shareOf(values[at] ?? [], test) : 0;
      if (fits >= enough && fits > most) [best, most] = [at, fits];
    });
    const column = columns[best];
    if (!column) return;
    const seen = values[best] ?? [];
    column.field = field;
    column.how = 'content';
    column.evidence = `按内容识别：看过的${seen.length}格中有${seen.filter(test).length}格${what}`;
  };
  for (const { field, what, enough, test } of tests) {
    // Under a heading of its own only what cannot be anything else is taken from the content.
    if (headless || field === 'taxpayerId' || field === 'name') give(field, what, enough, test);
  }
  if (headless) give('staff', '是本机构人员', 0.5, (text) => allStaff(text, isStaff));
  if (!columns.some((column) => column.field === 'name')) suggestName(columns, values, free, headless);
  if (headless) suggestDays(columns, values, free);
}

function suggestName(
  columns: Column[],
  values: readonly string[][],
  free: (column: Column) => boolean,
  headless: boolean,
): void {
  const han = (text: string): boolean => /\p{Script=Han}/u.test(text) && text.length >= 2 && !looksLikeAddress(text);
  const [column, ...others] = columns.filter((one, at) => free(one) && shareOf(values[at] ?? [], han) >= 0.5);
  if (!column) return;
  if (headless && others.length === 0 && columns.some(({ field }) => field === 'taxpayerId')) {
    Object.assign(column, { field: 'name', how: 'content', evidence: '按内容识别：除地址以外唯一的中文列' });
    return;
  }
  column.suggestion = 'name';
  column.evidence = '表头没有写明，按内容可能是企业名称，请确认';
}

function suggestDays(columns: Column[], values: readonly string[][], free: (column: Column) => boolean): void {
  for (const field of ['firstDay', 'lastDay'] as const) {
    const column = columns.find((one, at) => free(one) && shareOf(values[at] ?? [], isDayText) >= 0.5);
    if (!column) return;
    column.suggestion = field;
    column.evidence = '没有表头，内容是日期；确认是协议的日期时才会据此录入协议';
  }
}
