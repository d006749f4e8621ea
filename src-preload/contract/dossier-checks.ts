import type { z } from 'zod';
import { addDays } from './calendar.ts';
import { filingNames, taxNameOf, type Filing } from './dossier-words.ts';
import { checkIdNumber, type IdType } from './validators/id-document.ts';
import { checkMobile } from './validators/mobile.ts';

/** A number of the dossier that still has its mask. */
export const isMasked = (number: string): boolean => number.includes('*');

type Issues = z.RefinementCtx;
const say = (context: Issues, path: (string | number)[], message: string): void =>
  context.addIssue({ code: 'custom', path, message });

interface PersonNumbers {
  idType: IdType | null;
  idNumber: string;
  mobiles: string[];
}

/** Checks numbers that were typed; masked ones are as they were stored. */
export function checkPerson({ idType, idNumber, mobiles }: PersonNumbers, context: Issues): void {
  if (idNumber !== '' && idType === null) say(context, ['idType'], '请选择证件类型');
  if (idNumber !== '' && idType !== null && !isMasked(idNumber)) {
    const checked = checkIdNumber(idType, idNumber);
    if (!checked.ok) say(context, ['idNumber'], checked.problem);
  }
  mobiles.forEach((mobile, index) => {
    const checked = mobile === '' || isMasked(mobile) ? null : checkMobile(mobile);
    if (checked && !checked.ok) say(context, ['mobiles', index], checked.problem);
  });
}

/** Numbers as they are stored; an empty mobile is none. */
export function normalised<Person extends PersonNumbers>(person: Person): Person {
  const number =
    person.idType !== null && !isMasked(person.idNumber) ? checkIdNumber(person.idType, person.idNumber) : null;
  return {
    ...person,
    idNumber: number?.ok ? number.value : person.idNumber,
    mobiles: person.mobiles
      .filter((mobile) => mobile !== '')
      .map((mobile) => {
        const checked = isMasked(mobile) ? null : checkMobile(mobile);
        return checked?.ok ? checked.value : mobile;
      }),
  };
}

interface TaxRow {
  tax: string;
  ownTax: string;
  every: Filing;
  since: string;
  until: string | null;
}
interface Histories {
  licenceFrom: string | null;
  licenceUntil: string | null;
  licenceAlways: boolean;
  kinds: { id: string; since: string; kind: string }[];
  taxes: (TaxRow & { id: string })[];
  former: { id: string; what: 'name' | 'taxpayerId'; value: string }[];
  persons: { id: string }[];
  accounts: { id: string }[];
  own: { id: string }[];
  tags: string[];
}

/** What no single field can say: order of days, one kind of taxpayer a day, one period a tax and day. */
export function checkDossier(dossier: Histories, context: Issues): void {
  const { licenceFrom, licenceUntil, licenceAlways } = dossier;
  if (licenceAlways && licenceUntil !== null) say(context, ['licenceUntil'], '长期有效的执照没有截止日期');
  if (licenceFrom !== null && licenceUntil !== null && licenceUntil < licenceFrom)
    say(context, ['licenceUntil'], '截止日期不能早于开始日期');
  checkKinds(dossier.kinds, context);
  checkTaxes(dossier.taxes, context);
  if (new Set(dossier.tags).size < dossier.tags.length) say(context, ['tags'], '标签不能重复');
  for (const list of ['kinds', 'taxes', 'former', 'persons', 'accounts', 'own'] as const) {
    const ids = dossier[list].map(({ id }) => id);
    if (new Set(ids).size < ids.length) say(context, [list], '有重复的行，请刷新后再试');
  }
}

function checkKinds(kinds: Histories['kinds'], context: Issues): void {
  const order = kinds.map((row, index) => ({ ...row, index })).sort((a, b) => (a.since < b.since ? -1 : 1));
  order.forEach((row, place) => {
    const before = order[place - 1];
    if (before?.since === row.since) say(context, ['kinds', row.index, 'since'], '同一天只能有一种纳税人类型');
    else if (before?.kind === row.kind) say(context, ['kinds', row.index, 'kind'], '与上一段的类型相同，请删去这一行');
  });
}

function checkTaxes(taxes: Histories['taxes'], context: Issues): void {
  taxes.forEach((row, index) => {
    if (row.tax === 'own' && row.ownTax === '') say(context, ['taxes', index, 'ownTax'], '请填写税种名称');
    if (row.until !== null && row.until < row.since)
      say(context, ['taxes', index, 'until'], '截止日期不能早于起始日期');
    const other = taxes.slice(0, index).find((earlier) => clash(earlier, row));
    if (other)
      say(
        context,
        ['taxes', index, 'since'],
        `${taxNameOf(row)}在这段时间已有${filingNames[other.every]}的核定，请先填写上一段的截止日期（如 ${addDays(row.since, -1)}）`,
      );
  });
}

/** A tax has one period at a time; per act it may also be filed beside that. */
function clash(a: TaxRow, b: TaxRow): boolean {
  if (taxNameOf(a) !== taxNameOf(b) || (a.every === 'perAct') !== (b.every === 'perAct')) return false;
  return a.since <= (b.until ?? '9999-12-31') && b.since <= (a.until ?? '9999-12-31');
}
