import type { Account, AccountInput } from '@contract/client-secrets.ts';
import type { ClientSecretRow } from '../../store/repositories/client-secrets.ts';
import { addDays, daysBetween, iso } from '../../bureau/ground/calendar.ts';

/** What is known of an account without the vault: an input without its secret. */
export type OpenFields = Omit<AccountInput, 'secret'>;

/** Number of days before a last day from which it is shown. */
const endsSoonDays = 30;

/** The open columns of a row. */
export const accountColumns = (open: OpenFields) => ({
  kind: open.kind,
  own_kind: open.kind === 'own' ? open.ownKind : '',
  person: open.person,
  site: open.site,
  login: open.login,
  second_factor: open.secondFactor,
  factor_holder: open.secondFactor === 'none' ? '' : open.factorHolder,
  valid_until: open.validUntil,
  note: open.note,
});

/** Open fields as the trail names them. */
export const accountFieldNames: Readonly<Record<keyof ReturnType<typeof accountColumns>, string>> = {
  kind: '类型',
  own_kind: '类型名称',
  person: '使用人',
  site: '网址',
  login: '登录名',
  second_factor: '二次验证',
  factor_holder: '验证人',
  valid_until: '有效期',
  note: '备注',
};

/** @param now milliseconds UTC; `today` its day */
export function accountOf(
  row: ClientSecretRow,
  derived: { former: number; marks: Account['marks']; may: Account['may']; now: number; today: string },
): Account {
  return {
    accountId: row.id,
    kind: row.kind as Account['kind'],
    ownKind: row.own_kind,
    person: row.person,
    site: row.site,
    login: row.login,
    secondFactor: row.second_factor,
    factorHolder: row.factor_holder,
    validUntil: row.valid_until,
    note: row.note,
    revision: row.revision,
    since: iso(row.since),
    ageDays: Math.max(0, daysBetween(row.since, derived.now)),
    validity: validityOf(row.valid_until, derived.today),
    former: derived.former,
    lost: row.sealed === null,
    marks: derived.marks,
    may: derived.may,
  };
}

function validityOf(lastDay: string | null, today: string): Account['validity'] {
  if (lastDay === null) return null;
  if (lastDay < today) return 'ended';
  return lastDay <= addDays(today, endsSoonDays) ? 'ending' : 'valid';
}
