import { obligationFactsOf } from '../../store/repositories/obligations.ts';
import { serviceBegin } from '../agreement/service-begin.ts';
import { factsOfAgreement, taxpayerOf } from '../../store/repositories/client-facts.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import type { ClientActor } from '../ground/actors.ts';
import { dayOf, daysBetween } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import type { Trail } from '../trail/trail.ts';
import { dueDayOf } from '../ground/due-day.ts';
import { duePeriods, formOf } from './vat/known-returns.ts';

const recentActs = 8;
/** Read so many records to find that many acts: a draft that saves itself leaves one record after another. */
const recordsRead = 60;

/** Home page of an entered client: who acts, for whom, under which agreement, what is due, what was done last. */
export class ClientHome {
  constructor(private readonly deps: { db: Database; clock: Clock; trail: Trail; catalogue: ServiceCatalogue }) {}

  async of(client: ClientActor) {
    const {
      db,
      clock,
      trail,
      catalogue: { titleOf },
    } = this.deps;
    const today = dayOf(clock.now());
    const taxpayer = await taxpayerOf(db, client.clientId);
    const agreement = await factsOfAgreement(db, client.agreementId);
    const service = formOf(taxpayer.kind).service;
    const [facts] = await obligationFactsOf(db, client.staff.agencyId, [client.clientId]);
    const due = (await duePeriods(db, client.clientId, taxpayer.kind, today)).flatMap((row) => {
      const due = dueDayOf(row.period);
      // What was due before the service began is not this agency's to file.
      if (row.state === 'none' && facts && due.dueDay < serviceBegin(facts)) return [];
      return [
        {
          serviceId: service,
          title: titleOf(service),
          period: row.period,
          ...due,
          daysLeft: daysBetween(today, due.dueDay),
          state: row.state,
        },
      ];
    });
    const recent = (await trail.list({ clientId: client.clientId, limit: recordsRead }))
      .filter((row, i, rows) => row.text !== rows[i - 1]?.text || row.handler_id !== rows[i - 1]?.handler_id)
      .slice(0, recentActs);
    return {
      clientName: taxpayer.name,
      taxpayerId: taxpayer.taxpayer_id,
      taxpayerKind: taxpayer.kind,
      address: taxpayer.address,
      staffName: client.staff.name,
      agencyName: client.staff.agencyName,
      agreement: {
        firstDay: agreement.first_day,
        lastDay: agreement.last_day,
        daysLeft: daysBetween(today, agreement.last_day),
        functions: client.functions.size,
        recordedByAgency: agreement.recorded_by_agency,
      },
      due,
      recent: recent.map((row) => ({ at: new Date(row.at).toISOString(), text: row.text, by: row.staff_name ?? '' })),
    };
  }
}
