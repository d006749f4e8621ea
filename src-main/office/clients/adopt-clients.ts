import type { DeskEvent } from '@contract/events.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import type { DomainEvents } from '../../bureau/act/domain-events.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { agencyOfAgreement } from '../../store/repositories/agreements.ts';
import { addClient, clientsById, colourCounts } from '../../store/repositories/clients.ts';
import { enterpriseById } from '../../store/repositories/identity.ts';
import { membersOfAgency } from '../../store/repositories/members.ts';
import type { Database } from '../../store/schema/index.ts';
import { leastUsed } from './client-records.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { searchText } from '../search/search-text.ts';

export interface AdoptClientsDependencies {
  db: Database;
  acts: Acts;
  clock: Clock;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** From now on an enterprise that recognises this agency by itself (H1) becomes a client of the office without anybody adding it. */
export function adoptClients(deps: AdoptClientsDependencies, events: DomainEvents): void {
  events.on(async (event) => {
    if (event.kind === 'agreementChanged') await adopt(deps, event.clientId, event.agreementId);
  });
}

async function adopt(
  { db, acts, clock, search, notify }: AdoptClientsDependencies,
  clientId: string,
  agreementId: string,
): Promise<void> {
  if ((await clientsById(db, [clientId])).length > 0) return;
  const [enterprise, agencyId] = [await enterpriseById(db, clientId), await agencyOfAgreement(db, agreementId)];
  // Another agency's agreement makes no client here; the office's agency is the one that has members.
  if (!enterprise || agencyId === undefined || (await membersOfAgency(db, agencyId)).length === 0) return;
  await acts.run(null, async (act) => {
    if ((await clientsById(act.db, [clientId])).length > 0) return;
    await addClient(act.db, {
      client_id: clientId,
      colour: leastUsed(await colourCounts(act.db)),
      ...searchText(enterprise.name),
      contact: '',
      note: '',
      address: enterprise.address,
      revision: 1,
      created_at: clock.now(),
    });
  });
  search.changed([clientId]);
  notify(null, { kind: 'clientsChanged', clientId });
}
