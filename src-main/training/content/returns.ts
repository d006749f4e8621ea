import { monthAfter, newestClosed, periodBefore } from '../../bureau/ground/period.ts';
import type { Lines } from '../../bureau/business/vat/form.ts';
import type { Random } from '../sample/random.ts';
import { between, duringOffice, type HistoryDays } from './history-days.ts';
import { returnLines, turnoverOf } from './return-lines.ts';
import type { SampleClient } from './rows.ts';

/** A VAT return of the world's history. */
export interface SampleReturn {
  client: SampleClient;
  agreementId: string;
  period: string;
  lines: Lines;
  payable: number;
  revision: number;
  /** Instants of the drafts, oldest first, in milliseconds UTC. */
  savedAt: number[];
  submittedAt: number | null;
}

/** Whether an agreement of this coverage lets the agency file. */
const files = (client: SampleClient): boolean =>
  client.plan.coverage !== 'enquiries' && client.plan.coverage !== 'invoices';

/** The day from which an agreement permits nothing any more. */
function lastWorkingDay(client: SampleClient): string {
  const [current] = client.agreements;
  if (!current) return '';
  const { state } = client.plan;
  if (state !== 'cancelled' && state !== 'suspended') return current.last_day;
  return current.decided_at === null ? '' : new Date(current.decided_at - 86_400_000).toISOString().slice(0, 10);
}

/** How far the agency is with the newest period: nearly done after the due day, on the way before it. */
function progress(days: HistoryDays, period: string): { submitted: number; draft: number } {
  const month = monthAfter(period);
  const due = days.dueDay(period);
  if (days.today > due) return { submitted: 0.9, draft: 0.05 };
  const passed = Number(days.today.slice(8)) - 1;
  const share = days.today < `${month}-01` ? 0 : passed / Number(due.slice(8));
  return { submitted: share * 0.85, draft: 0.12 };
}

/** The VAT returns that the agency has prepared for a client within the history, oldest first and without gaps. */
export function returnsOf(client: SampleClient, days: HistoryDays, random: Random): SampleReturn[] {
  if (!files(client) || client.agreements.length === 0) return [];
  const { kind } = client.enterprise;
  const newest = newestClosed(kind, days.today);
  const periods: string[] = [];
  for (let period = newest; `${monthAfter(period)}-01` >= days.firstDay; period = periodBefore(period))
    periods.unshift(period);
  const turnover = turnoverOf(client, random);
  const returns: SampleReturn[] = [];
  let before: { period: string; lines: Lines } | null = null;
  for (const period of periods) {
    const chosen = workOn(client, period, period === newest, days, random);
    if (!chosen) {
      // A gap ends the row: returns are submitted in order.
      if (returns.length > 0) break;
      continue;
    }
    const { lines, payable } = returnLines(kind, turnover, period, before, random);
    returns.push({ client, period, lines, payable, revision: chosen.savedAt.length, ...chosen });
    if (chosen.submittedAt === null) break;
    before = { period, lines };
  }
  return returns;
}

/** When a return was worked on, and under which agreement; null when it was not. */
function workOn(
  client: SampleClient,
  period: string,
  isNewest: boolean,
  days: HistoryDays,
  random: Random,
): Pick<SampleReturn, 'agreementId' | 'savedAt' | 'submittedAt'> | null {
  const until = [days.dueDay(period), lastWorkingDay(client)].toSorted()[0] ?? '';
  const possible = between(days, `${monthAfter(period)}-01`, until);
  const day = possible[random.below(possible.length)];
  if (day === undefined) return null;
  const agreement = client.agreements.find(
    (row) => row.agency_id === 'agency' && row.first_day <= day && row.last_day >= day && row.decided !== 'proposed',
  );
  if (!agreement) return null;
  const savedAt = duringOffice(day, random);
  // One in four was begun on an earlier day.
  const earlier = random.chance(0.25)
    ? possible.filter((other) => other < day && other >= agreement.first_day).at(-1)
    : undefined;
  const saves = earlier === undefined ? [savedAt] : [duringOffice(earlier, random), savedAt];
  const submitted = {
    agreementId: agreement.id,
    savedAt: saves,
    submittedAt: savedAt + random.between(2, 25) * 60_000,
  };
  if (!isNewest) return submitted;
  const { submitted: share, draft } = progress(days, period);
  const drawn = random.next();
  if (drawn < share) return submitted;
  return drawn < share + draft ? { ...submitted, submittedAt: null } : null;
}
