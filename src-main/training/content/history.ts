import type { RuleSet } from '../../bureau/rule-sets/rule-sets.ts';
import type { SessionLimits } from '../../bureau/sessions/limits.ts';
import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { ClientUseTable } from '../../store/schema/office.ts';
import type { Random } from '../sample/random.ts';
import { issueCertificates } from './certificate-visits.ts';
import { fileReturns } from './filing-visits.ts';
import { historyDays } from './history-days.ts';
import { lookVisits, refusedVisits } from './other-visits.ts';
import { returnsOf } from './returns.ts';
import type { SampleClient } from './rows.ts';
import { workingStaff } from './staff.ts';
import { trailOf, type PastAct } from './trail.ts';
import type { Remembered } from './vault.ts';
import { actsOfVisit, dayOfStaff, type Visit } from './visits.ts';

/** Streams of random numbers by purpose. */
export type Drawn = (purpose: string) => Random;

/**
 * Three months of the office's work up to yesterday: filings and drafts, payments, certificates, visits, and the trail of all of it.
 * @param remembered clients whose agreement password the vault remembers, given what was visited; what they were entered with follows from it
 */
export async function addHistory(
  db: DatabaseTransaction,
  clients: readonly SampleClient[],
  today: string,
  drawn: Drawn,
  ruleSet: RuleSet,
  remembered: (visits: readonly Visit[]) => readonly Remembered[],
): Promise<void> {
  const days = historyDays(today);
  const { session: limits } = ruleSet.limits;
  const returning = drawn('returns');
  const filed = fileReturns(
    clients.flatMap((client) => returnsOf(client, days, returning)),
    drawn('filing'),
  );
  const certified = issueCertificates(clients, filed.payments, days, filed.series, drawn('certificates'));
  const visits = [...filed.visits, ...certified.visits, ...lookVisits(clients, days, drawn('looks'))].toSorted(
    (a, b) => a.at - b.at,
  );
  const acts = [
    ...enterWithVault(visits, remembered(visits)),
    ...visits.flatMap((visit, number) => actsOfVisit(visit, number, limits)),
    ...refusedVisits(clients, days, drawn('refusals'), ruleSet),
  ];
  await addRows(db, 'filing', filed.filings);
  await addRows(db, 'payment', filed.payments);
  await addRows(db, 'certificate', certified.certificates);
  await addRows(db, 'certificate_payment', certified.over);
  await addRows(
    db,
    'number_series',
    [...filed.series].map(([series, last]) => ({ series, last })),
  );
  await addRows(db, 'client_use', usesOf(visits));
  await addRows(db, 'audit', trailOf([...acts, ...attendance(visits, days.working, drawn('attendance'), limits)]));
}

/** From the first visit after a password was remembered, the vault gives it; the remembering itself is an act (vault.remember). */
function enterWithVault(visits: readonly Visit[], remembered: readonly Remembered[]): PastAct[] {
  return remembered.flatMap(({ client, rememberedAt, by }) => {
    for (const visit of visits) if (visit.client === client && visit.at > rememberedAt) visit.fromVault = true;
    const staff = workingStaff.find((member) => member.handlerId === by);
    return staff ? [{ at: rememberedAt, act: 'vault.remember', text: '记住协议密码', staff, client }] : [];
  });
}

/** Everybody is present on the days on which they entered a client, and on most other days. */
function attendance(
  visits: readonly Visit[],
  working: readonly string[],
  random: Random,
  limits: SessionLimits,
): PastAct[] {
  const busy = new Set(
    visits.map((visit) => `${visit.staff.handlerId} ${new Date(visit.at).toISOString().slice(0, 10)}`),
  );
  return workingStaff.flatMap((staff) =>
    working
      .filter((day) => random.chance(0.92) || busy.has(`${staff.handlerId} ${day}`))
      .flatMap((day) => dayOfStaff(staff, day, random, limits)),
  );
}

/** How many of the clients entered most often a staff member has marked. */
const favourites = (handlerId: string): number => (handlerId === 'h01' ? 6 : 3 + (Number(handlerId.slice(1)) % 4));

/** Who entered which client how often, and their favourites. */
function usesOf(visits: readonly Visit[]): ClientUseTable[] {
  const uses = new Map<string, ClientUseTable>();
  const inForce = new Set<string>();
  for (const { staff, client, at } of visits) {
    const key = `${staff.handlerId} ${client.enterprise.id}`;
    const use = uses.get(key);
    if (use) Object.assign(use, { entered: use.entered + 1, last_entered_at: Math.max(use.last_entered_at ?? at, at) });
    else
      uses.set(key, {
        handler_id: staff.handlerId,
        client_id: client.enterprise.id,
        favourite: false,
        last_entered_at: at,
        entered: 1,
      });
    if (client.plan.state === 'inForce') inForce.add(client.enterprise.id);
  }
  const rows = [...uses.values()];
  for (const { handlerId } of workingStaff) {
    const liked = rows
      .filter((use) => use.handler_id === handlerId && inForce.has(use.client_id))
      .toSorted((a, b) => b.entered - a.entered || a.client_id.localeCompare(b.client_id))
      .slice(0, favourites(handlerId));
    for (const use of liked) use.favourite = true;
  }
  return rows;
}
