import type { ClientRow } from '@contract/clients.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { isStopped, whyStopped } from '../../bureau/agreement/client-stop.ts';
import { cannotEnter, currentAgreement } from '../../bureau/agreement/current.ts';
import type { RuleDays } from '../../bureau/rule-sets/limits.ts';
import { agreementDatesOf } from '../../store/repositories/agreements.ts';
import { assignmentsOf } from '../../store/repositories/assignments.ts';
import { clientStopsOf } from '../../store/repositories/client-stops.ts';
import { clientsById, clientUses, type ClientDetailRow } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';

/** A row as shown, with the stored client and the agreement that counts. */
export interface ShownClient {
  row: ClientRow;
  client: ClientDetailRow;
  agreementId: string | null;
}

/** Reads the rows of these clients as one staff member sees them, in the order of the ids; unknown ids are left out. */
export async function clientRows(
  db: Database,
  staff: StaffActor,
  clientIds: readonly string[],
  on: { today: string; days: RuleDays },
): Promise<ShownClient[]> {
  if (clientIds.length === 0) return [];
  const clients = new Map((await clientsById(db, clientIds)).map((row) => [row.client_id, row]));
  const agreements = groupedBy(await agreementDatesOf(db, staff.agencyId, clientIds), (row) => row.client_id);
  const assigned = groupedBy(await assignmentsOf(db, clientIds), (row) => row.client_id);
  const stops = await clientStopsOf(db, clientIds);
  const uses = new Map((await clientUses(db, staff.handlerId, clientIds)).map((row) => [row.client_id, row]));
  return clientIds.flatMap((id) => {
    const client = clients.get(id);
    if (!client) return [];
    const current = currentAgreement(agreements.get(id) ?? [], on.today, on.days);
    const state = current?.state ?? 'none';
    const use = uses.get(id);
    const stop = stops.get(id);
    const row: ClientRow = {
      clientId: id,
      name: client.name,
      taxpayerId: client.taxpayer_id,
      taxpayerKind: client.kind,
      colour: client.colour,
      agreement: {
        state,
        firstDay: current?.row.first_day ?? null,
        lastDay: current?.row.last_day ?? null,
        recordedByAgency: current?.row.recorded_by_agency ?? false,
      },
      assigned: (assigned.get(id) ?? []).map((handler) => ({ handlerId: handler.handler_id, name: handler.name })),
      lastEnteredAt: use?.last_entered_at == null ? null : new Date(use.last_entered_at).toISOString(),
      favourite: use?.favourite ?? false,
      remembered: current?.row.remembered_at != null,
      stopped: stop ? { day: stop.day, reason: stop.reason, by: stop.by_name, begun: isStopped(stop, on.today) } : null,
      cannotEnter: whyStopped(stop, on.today) ?? cannotEnter(state, on.days, current?.row)?.reason ?? null,
    };
    return [{ row, client, agreementId: current?.row.id ?? null }];
  });
}
