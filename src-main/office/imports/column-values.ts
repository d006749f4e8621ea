import { withoutSpread } from '@contract/validators/person-name.ts';
import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { searchKey } from '../search/query.ts';
import { cleanCell } from './cell-text.ts';
import { readDay } from './days.ts';

/** The cells of a column that hold anything, cleaned. */
export const valuesOf = (records: readonly (readonly string[])[], at: number): string[] =>
  records.map((record) => cleanCell(record[at] ?? '')).filter((text) => text !== '');

/** Share of texts that pass; 0 of none. */
export const shareOf = (texts: readonly string[], test: (text: string) => boolean): number =>
  texts.length === 0 ? 0 : texts.filter(test).length / texts.length;

/** A longer text is none, and would make the patterns slow. */
const longestAddress = 200;

/** Whether a text says where something is rather than what it is called. */
export const looksLikeAddress = (text: string): boolean =>
  text.length <= longestAddress &&
  (/[省市区县旗镇乡村路街道巷弄里园].*(?:\d+(?:-\d+)*(?:号|室|层|楼|栋|幢|单元|门)|[号室层楼栋幢])/u.test(text) ||
    /^.{2,}[省市].{1,}[区县]/u.test(text));

/** The names in a cell of staff members; `王 丽` is one of them. */
export const staffNames = (text: string): string[] =>
  withoutSpread(text)
    .split(/[、，,;；/\s]+/u)
    .filter((name) => name !== '');

/** Whether a cell names staff members and nobody else. */
export function allStaff(text: string, isStaff: (name: string) => boolean): boolean {
  const names = staffNames(text);
  return names.length > 0 && names.every(isStaff);
}

/** A staff member's name as it is looked up: as {@link staffNames} gives it, where it is a single one. */
export const staffKey = withoutSpread;

/** 一般纳税人 or 小规模纳税人 in the ways people write them; null when it is neither. */
export function readKind(text: string): 'general' | 'smallScale' | null {
  const key = searchKey(text).replace(/(?:季报|月报|按季|按月|按次|季度|月度|申报|查账|核定|征收|征)+$/u, '');
  if (/^(?:增值税)?一般(?:纳税人|纳税|计税|人)?(?:企业|户)?$|^general(?:taxpayer)?$/u.test(key)) return 'general';
  return /^(?:增值税)?小规模(?:纳税人|纳税|人)?(?:企业|户)?$|^小(?:规|微)?$|^个体(?:户|工商户|经营)?(?:小规模(?:纳税人)?)?$|^smallscale(?:taxpayer)?$|^small$/u.test(
    key,
  )
    ? 'smallScale'
    : null;
}

export const isDayText = (text: string): boolean => 'day' in readDay(text);
export const isTaxpayerId = (text: string): boolean =>
  checkTaxpayerId(text).ok || /^[0-9A-Za-z\s-]{15,24}$/u.test(text);
