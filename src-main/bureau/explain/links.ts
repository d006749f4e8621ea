import type { ExplainedLink, Verdict } from '@contract/explain.ts';
import type { RuleId } from '@contract/rule-id.ts';
import { whoResumes, whyStopped, type ClientStop } from '../agreement/client-stop.ts';
import { cannotEnter, currentAgreement } from '../agreement/current.ts';
import type { AgreementRow } from '../../store/repositories/agreements.ts';
import type { HandlerAtRow } from '../../store/repositories/explain-facts.ts';
import { dayOf } from '../ground/calendar.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import { agreementsAt } from './on-day.ts';
import type { Profile } from '../ground/profile.ts';

const holds = (link: ExplainedLink['link'], text: string): ExplainedLink => ({
  link,
  ok: true,
  text,
  rule: null,
  whoCanMend: null,
});
const fails = (link: ExplainedLink['link'], text: string, rule: RuleId, whoCanMend: string | null): ExplainedLink => ({
  link,
  ok: false,
  text,
  rule,
  whoCanMend,
});

/** Where a person belongs: how somebody is called there, and who keeps the list. */
export interface Belonging {
  called: '待办人员' | '办税人员';
  listedBy: string;
  profile: Profile;
}

/** Whether the person belonged to the firm at an instant, and could finish a login (A3, E4, E7). Pure: decides over these facts alone. */
export function personLinks(
  person: Pick<HandlerAtRow, 'name' | 'state' | 'created_at' | 'removed_at' | 'verified_name'>,
  at: number,
  { called, listedBy, profile }: Belonging,
): ExplainedLink[] {
  if (person.created_at > at)
    return [fails('staff', `${person.name}当时还不是${called}（${dayOf(person.created_at)}才加入）`, 'E3', listedBy)];
  if (person.removed_at !== null && person.removed_at <= at)
    return [fails('staff', `${person.name}已于${dayOf(person.removed_at)}移除，不再是${called}`, 'E7', listedBy)];
  const staff = holds('staff', `${person.name}是${called}`);
  // Who was removed later worked then.
  const cannot = whyCannotLogIn({ ...person, state: person.state === 'removed' ? 'active' : person.state }, profile);
  return [
    staff,
    cannot === null
      ? holds('identity', '实名信息已采集，姓名一致')
      : fails('identity', cannot, 'A3', profile.whoAttests),
  ];
}

/** Facts about one client for one staff member. */
export interface ClientFacts {
  covered: boolean;
  /** Left out: served. */
  stop?: ClientStop | undefined;
  agreements: readonly AgreementRow[];
}

/** Whether the client could be entered on a day (G4, H5), in the order in which step 3 of the login asks; with the agreement that counts. */
export function clientLinks(
  facts: ClientFacts,
  day: string,
  at: number,
  days: RuleDays,
): { links: ExplainedLink[]; agreement: AgreementRow | null } {
  const rows = agreementsAt(facts.agreements, at);
  if (rows.length === 0)
    return {
      links: [fails('agreement', '没有与该企业的委托协议', 'G4', '委托企业的法定代表人或财务负责人')],
      agreement: null,
    };
  if (!facts.covered)
    return { links: [fails('assignment', '该客户没有分配给此人', 'H5', '机构管理员')], agreement: null };
  const assignment = holds('assignment', '该客户在此人的分配范围内');
  const stopped = whyStopped(facts.stop, day);
  if (stopped !== null)
    return {
      links: [assignment, { link: 'state', ok: false, text: `本机构${stopped}`, rule: null, whoCanMend: whoResumes }],
      agreement: null,
    };
  const current = currentAgreement(rows, day, days);
  const why = current ? cannotEnter(current.state, days, current.row) : null;
  if (!current || why) {
    const link = current && ['expired', 'recognised', 'lapsed'].includes(current.state) ? 'date' : 'agreement';
    return {
      links: [assignment, fails(link, why?.reason ?? '没有委托协议', 'G4', why?.whoCanMend ?? null)],
      agreement: null,
    };
  }
  return {
    links: [assignment, holds('agreement', `委托协议有效（${current.row.first_day} 至 ${current.row.last_day}）`)],
    agreement: current.row,
  };
}

/** The first link that fails decides. */
export function verdictOf(links: readonly ExplainedLink[]): Verdict {
  const failing = links.find((link) => !link.ok);
  return failing
    ? {
        allowed: false,
        link: failing.link,
        rule: failing.rule,
        reason: `${failing.text}。`,
        whoCanMend: failing.whoCanMend,
      }
    : { allowed: true, link: null, rule: null, reason: null, whoCanMend: null };
}
