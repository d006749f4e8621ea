import { addDays } from '../../bureau/ground/calendar.ts';
import type { AgreementTable } from '../../store/schema/agreements.ts';
import type { Selectable } from '../../store/schema/index.ts';
import type { Random } from '../sample/random.ts';
import type { AgreementPlan } from './agreement-plan.ts';

type AgreementRow = Selectable<AgreementTable>;

const known = new Map<string, string>();
/** `addDays`, remembered: a hundred thousand agreements share a few hundred days. */
function shifted(day: string, count: number): string {
  const key = `${day}${count}`;
  const before = known.get(key);
  if (before !== undefined) return before;
  const made = addDays(day, count);
  known.set(key, made);
  return made;
}

interface Term {
  firstDay: string;
  lastDay: string;
}

/** First and last day of the month that is `months` after the month of `day`. */
function monthFrom(day: string, months: number): Term {
  const month = Number(day.slice(0, 4)) * 12 + Number(day.slice(5, 7)) - 1 + months;
  const firstOf = (count: number): string =>
    `${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`;
  return { firstDay: firstOf(month), lastDay: shifted(firstOf(month + 1), -1) };
}

/** Twelve whole months that end with the month `endMonths` after this one. */
const yearEnding = (today: string, endMonths: number): Term => ({
  firstDay: monthFrom(today, endMonths - 11).firstDay,
  lastDay: monthFrom(today, endMonths).lastDay,
});

const yearUntil = (lastDay: string): Term => ({ firstDay: shifted(lastDay, -364), lastDay });

/** Ten in the morning in Shanghai, give or take some hours, in milliseconds UTC. */
export const instantOn = (day: string, random: Random): number =>
  Date.parse(`${day}T01:00:00Z`) + random.below(8 * 3_600_000);

const cancelReasons = ['企业已自行办理申报', '企业更换代理机构', '服务费用未能达成一致', '企业已注销'];
/** An end of so many days ago has been reported (L5); of younger ones the countdown is to be seen. */
const reportedAfter = 25;

interface AgreementOf {
  clientId: string;
  agencyId: string;
  otherAgencyId: string;
  functionSetId: string;
  /** Verifier of the agreement password. */
  passwordHash: string;
  today: string;
}

/**
 * The agreements of a sample client: the one the plan is about first, then what came before, after or from elsewhere. Days are relative to
 * `today`, so that every state (H3) is what it should be on the world's first day.
 */
export function agreementsOf(plan: AgreementPlan, of: AgreementOf, random: Random): AgreementRow[] {
  const { today } = of;
  const rows: AgreementRow[] = [];
  const add = (
    decided: AgreementRow['decided'],
    term: Term,
    days: { proposed: string; decided: string | null },
    more: Partial<AgreementRow> = {},
  ): void => {
    const created = instantOn(days.proposed, random);
    const decidedAt = days.decided === null ? null : Math.max(created + 60_000, instantOn(days.decided, random));
    rows.push({
      id: `a${of.clientId}-${rows.length + 1}`,
      client_id: of.clientId,
      agency_id: of.agencyId,
      decided,
      first_day: term.firstDay,
      last_day: term.lastDay,
      function_set_id: of.functionSetId,
      password_hash: decided === 'proposed' || decided === 'declined' ? null : of.passwordHash,
      password_version: 1,
      recorded_by_agency: false,
      created_at: created,
      decided_at: decidedAt,
      end_reason: null,
      revision: days.decided === null ? 1 : 2,
      asked_by: 'agency',
      recognised_at: decided === 'proposed' || decided === 'declined' ? null : created + 60_000,
      ended_by: null,
      end_reported_at: null,
      end_reported_by: null,
      ...more,
    });
  };
  /** Agreed some days before its first day. */
  const agreed = (term: Term): { proposed: string; decided: string } => {
    const decided = shifted(term.firstDay, -random.between(1, 9));
    return { proposed: shifted(decided, -random.between(1, 5)), decided };
  };
  /** An end of some time ago has been reported by the agency's legal representative. */
  const reported = (day: string): Partial<AgreementRow> =>
    day < shifted(today, -reportedAfter)
      ? { end_reported_at: Date.parse(`${shifted(day, 8)}T02:00:00Z`), end_reported_by: 'h01' }
      : {};
  const term = plan.endsIn === null ? yearEnding(today, random.between(2, 9)) : yearUntil(shifted(today, plan.endsIn));

  switch (plan.state) {
    case 'inForce': {
      // One in twelve clients has replaced the agreement password once (H6).
      const replaced = random.chance(1 / 12);
      add('recognised', term, agreed(term), replaced ? { password_version: 2, revision: 3 } : {});
      break;
    }
    case 'expired': {
      const ended = yearUntil(shifted(today, -random.between(1, 75)));
      add('recognised', ended, agreed(ended), reported(ended.lastDay));
      break;
    }
    case 'recognised': {
      const coming = { firstDay: monthFrom(today, 1).firstDay, lastDay: monthFrom(today, 12).lastDay };
      const decided = shifted(today, -random.between(1, 6));
      add('recognised', coming, { proposed: shifted(decided, -2), decided });
      break;
    }
    case 'suspended': {
      const { proposed } = agreed(term);
      add(
        'suspended',
        term,
        { proposed, decided: shifted(today, -random.between(2, 30)) },
        { end_reason: '企业正在核对委托事项', ended_by: 'client', revision: 3 },
      );
      break;
    }
    case 'cancelled': {
      const { proposed } = agreed(term);
      const day = shifted(today, -random.between(1, 60));
      const reason = random.pick(cancelReasons);
      add(
        'cancelled',
        term,
        { proposed, decided: day },
        {
          end_reason: reason,
          ended_by: reason.startsWith('企业') ? 'client' : 'agency',
          revision: 3,
          ...reported(day),
        },
      );
      break;
    }
    case 'proposed': {
      // Some were asked for by the client, and wait for the agency (H3).
      const byClient = Number(of.clientId.slice(-1)) % 2 === 1;
      add(
        'proposed',
        yearEnding(today, 12),
        { proposed: shifted(today, -random.between(1, 18)), decided: null },
        byClient ? { asked_by: 'client', password_hash: of.passwordHash } : {},
      );
      break;
    }
    case 'lapsed':
      add('proposed', yearEnding(today, 12), { proposed: shifted(today, -random.between(24, 60)), decided: null });
      break;
    case 'declined':
      add(
        'declined',
        yearEnding(today, 12),
        { proposed: shifted(today, -random.between(12, 40)), decided: shifted(today, -random.between(1, 10)) },
        { end_reason: '企业暂无委托需要', ended_by: 'client' },
      );
      break;
    case 'none':
      break;
  }
  if (plan.yearBefore) {
    const before = yearUntil(shifted(term.firstDay, -1));
    add('recognised', before, agreed(before));
  }
  if (plan.renewal !== null) {
    const next = { firstDay: shifted(term.lastDay, 1), lastDay: shifted(term.lastDay, 365) };
    const day = shifted(today, -random.between(1, 5));
    add(plan.renewal, next, { proposed: day, decided: plan.renewal === 'recognised' ? day : null });
  }
  if (plan.withOtherAgency) {
    const elsewhere = yearEnding(today, random.between(3, 10));
    add('recognised', elsewhere, agreed(elsewhere), { agency_id: of.otherAgencyId });
  }
  return rows;
}
