import { neverGranted } from '@contract/catalogue.ts';
import { Refusal, type FieldProblem } from '@contract/errors.ts';
import { agreementsOfPair, type AgreementRow } from '../../store/repositories/agreements.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { functionsOfEnterprise } from '../rights/functions.ts';
import { whoGrants } from '../catalogue/permissions.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import { stateOf } from '../agreement/current.ts';

/** Content of an agreement, apart from its password: period and permission functions (L1). */
export interface AgreementTerms {
  firstDay: string;
  lastDay: string;
  functions: readonly string[];
}
export interface Pair {
  agencyId: string;
  clientId: string;
}

/** Problems of the days of an agreement that is recorded today, by name of the field. */
export function dayProblems(
  { firstDay, lastDay }: Pick<AgreementTerms, 'firstDay' | 'lastDay'>,
  today: string,
): FieldProblem[] {
  if (lastDay < firstDay)
    return [{ field: 'lastDay', message: `到期日${lastDay}早于起始日${firstDay}，请核对协议上的日期` }];
  return lastDay < today ? [{ field: 'lastDay', message: `协议已于${lastDay}到期，请填写续签后的日期` }] : [];
}

/**
 * Problems of the days of an agreement that one side offers to the other: it cannot begin in the past.
 * @param firstDay of the agreement when it is changed: an agreement that has begun keeps it
 */
export function termsProblems(
  terms: Pick<AgreementTerms, 'firstDay' | 'lastDay'>,
  today: string,
  firstDay: string | null = null,
): FieldProblem[] {
  const found = dayProblems(terms, today);
  if (firstDay !== null && firstDay <= today) {
    if (terms.firstDay !== firstDay)
      found.push({ field: 'firstDay', message: `协议已于${firstDay}开始，起始日不能再改` });
  } else if (terms.firstDay < today) found.push({ field: 'firstDay', message: `起始日不能早于今天（${today}）` });
  return found;
}

/** H4: the grantable permission functions that this client holds and may give. */
export async function heldBy(
  db: Database,
  clientId: string,
  catalogue: ServiceCatalogue,
): Promise<ReadonlySet<string>> {
  const client = await enterpriseById(db, clientId);
  return client
    ? new Set([...functionsOfEnterprise(client, catalogue)].filter((id) => catalogue.grantable.has(id)))
    : new Set();
}

/** @throws Refusal RULE_BROKEN (H4) naming functions that the client lacks or must keep for itself */
export async function requireHeld(
  db: Database,
  clientId: string,
  functions: readonly string[],
  catalogue: ServiceCatalogue,
): Promise<void> {
  const held = await heldBy(db, clientId, catalogue);
  const beyond = functions.filter((id) => !held.has(id));
  if (beyond.length === 0) return;
  const titles =
    beyond
      .slice(0, 3)
      .map((id) => `「${catalogue.titleOf(id)}」`)
      .join('、') + (beyond.length > 3 ? `等${beyond.length}项` : '');
  throw beyond.some((id) => neverGranted.includes(id))
    ? new Refusal('RULE_BROKEN', `${titles}只能由企业自己办理，不能委托给代理机构，请取消勾选后再提交。`, {
        link: 'scope',
        rule: 'H4',
      })
    : new Refusal('RULE_BROKEN', `委托企业没有${titles}，不能委托给代理机构，请取消勾选后再提交。`, {
        link: 'scope',
        rule: 'H4',
        whoCanMend: whoGrants,
      });
}

/**
 * H3: one agreement of a pair is in force at a time. Of these agreements the one whose days overlap the terms, or null.
 * Expired agreements count, too: they were in force on their days. A proposal that waits must be answered first.
 */
export function overlapping<Row extends Parameters<typeof stateOf>[0]>(
  rows: readonly Row[],
  terms: Pick<AgreementTerms, 'firstDay' | 'lastDay'>,
  today: string,
  days: RuleDays,
): Row | null {
  const counts = (row: Row): boolean =>
    row.decided === 'recognised' || row.decided === 'suspended' || stateOf(row, today, days) === 'proposed';
  return rows.find((row) => counts(row) && row.first_day <= terms.lastDay && terms.firstDay <= row.last_day) ?? null;
}

/** Why a new agreement cannot exist beside another one (H3). */
export function overlapText(other: { decided: AgreementRow['decided']; first_day: string; last_day: string }): string {
  const days = `${other.first_day}至${other.last_day}`;
  return other.decided === 'proposed'
    ? `已有一份委托申请（${days}）等待答复，日期重叠，请先答复或撤回该申请。`
    : `与现有协议（${days}）的日期重叠，请先终止现有协议，或把起始日改到${other.last_day}之后。`;
}

/**
 * @param apart agreement that is changed or answered now; its own days and other proposals do not block it
 * @throws Refusal RULE_BROKEN (H3)
 */
export async function requireFreeDays(
  db: Database,
  pair: Pair,
  terms: Pick<AgreementTerms, 'firstDay' | 'lastDay'>,
  on: { today: string; days: RuleDays },
  apart?: string,
): Promise<void> {
  const rows = await agreementsOfPair(db, pair.agencyId, pair.clientId);
  const others = apart === undefined ? rows : rows.filter((row) => row.id !== apart && row.decided !== 'proposed');
  const other = overlapping(others, terms, on.today, on.days);
  if (other)
    throw new Refusal('RULE_BROKEN', overlapText(other), { link: 'agreement', rule: 'H3', whoCanMend: whoGrants });
}
