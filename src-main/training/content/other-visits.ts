import { formOf } from '../../bureau/business/vat/known-returns.ts';
import { cannotEnter } from '../../bureau/agreement/current.ts';
import type { RuleSet } from '../../bureau/rule-sets/rule-sets.ts';
import { said } from '../../bureau/trail/said.ts';
import type { Random } from '../sample/random.ts';
import { duringOffice, type HistoryDays } from './history-days.ts';
import type { SampleClient } from './rows.ts';
import { workingStaff, type SampleStaff } from './staff.ts';
import type { PastAct } from './trail.ts';
import { sessionOf, type Visit } from './visits.ts';

/** How many clients the admin has looked into lately: their list of recents is to be full. */
const lookedIntoByAdmin = 21;

const enterable = (client: SampleClient, day: string): boolean =>
  client.plan.state === 'inForce' && (client.agreements[0]?.first_day ?? '9') <= day;
const assignedTo = (client: SampleClient, staff: SampleStaff): boolean =>
  client.assignments.some((row) => row.handler_id === staff.handlerId);

/** Visits that looked something up and changed nothing. */
export function lookVisits(clients: readonly SampleClient[], days: HistoryDays, random: Random): Visit[] {
  const visits: Visit[] = [];
  const look = (staff: SampleStaff, client: SampleClient, day: string): void => {
    const [agreement] = client.agreements;
    if (agreement && enterable(client, day))
      visits.push({ staff, client, agreementId: agreement.id, at: duringOffice(day, random), acts: [] });
  };
  for (const staff of workingStaff) {
    const own = clients.filter((client) => assignedTo(client, staff));
    if (own.length > 0) for (const day of days.working) if (random.chance(0.3)) look(staff, random.pick(own), day);
  }
  const [admin] = workingStaff;
  const lately = days.working.slice(-12);
  const others = random
    .shuffle(clients.filter((client) => enterable(client, lately[0] ?? days.today)))
    .slice(0, lookedIntoByAdmin);
  if (admin) for (const client of others) look(admin, client, random.pick(lately));
  return visits;
}

/** What was refused: a trail without refusals teaches nobody to read them. */
export function refusedVisits(
  clients: readonly SampleClient[],
  days: HistoryDays,
  random: Random,
  ruleSet: RuleSet,
): PastAct[] {
  const recent = days.working.slice(-40);
  const refused = (client: SampleClient, what: Pick<PastAct, 'act' | 'text' | 'rule' | 'detail'>): PastAct[] => {
    const staff = workingStaff.find((member) => assignedTo(client, member));
    if (!staff) return [];
    const at = duringOffice(random.pick(recent), random);
    return [{ at, ...what, result: 'refused', staff, client, sessionId: sessionOf(staff, at) }];
  };
  const inForce = random.shuffle(clients.filter((client) => enterable(client, recent[0] ?? days.today)));
  const notEnterable = random.shuffle(
    clients.filter((client) => ['cancelled', 'suspended', 'lapsed', 'declined'].includes(client.plan.state)),
  );
  return [
    ...inForce.slice(0, 16).flatMap((client) => refused(client, said.entryRefused('协议密码不正确', 'G3'))),
    ...notEnterable.slice(0, 6).flatMap((client) => {
      const why = cannotEnter(client.plan.state, ruleSet.days);
      const decided = client.agreements[0]?.decided_at ?? null;
      // Told only from the day it was so.
      return why && decided !== null && decided < Date.parse(`${recent.at(-1) ?? days.today}T00:00:00Z`)
        ? refused(client, said.entryRefused(said.notEnterable(why), 'G4')).map((act) => ({
            ...act,
            at: Math.max(act.at, decided + 3_600_000),
          }))
        : [];
    }),
    ...inForce
      .filter((client) => client.plan.coverage === 'enquiries')
      .slice(0, 5)
      .flatMap((client) => {
        const wanted = formOf(client.enterprise.kind).service;
        return refused(client, said.functionsMissing([wanted], ruleSet.catalogue.titleOf));
      }),
  ];
}
