import { createHash } from 'node:crypto';
import { emptyDossier, type Dossier } from '@contract/client-dossier.ts';
import { assignmentsOf } from '../../store/repositories/assignments.ts';
import { clientsById, registeredAddresses } from '../../store/repositories/clients.ts';
import type { ClientState } from '../../store/schema/import-journal.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';

const askedAtOnce = 500;

/** Clients as they are now, by id. */
export async function clientStates(db: Database, ids: readonly string[]): Promise<Map<string, ClientState>> {
  const found = new Map<string, ClientState>();
  for (let from = 0; from < ids.length; from += askedAtOnce) {
    const some = ids.slice(from, from + askedAtOnce);
    const addresses = await registeredAddresses(db, some);
    const assigned = groupedBy(await assignmentsOf(db, some), (row) => row.client_id);
    const dossiers = await storedDossiers(db, some);
    for (const row of await clientsById(db, some))
      found.set(row.client_id, {
        name: row.name,
        taxpayerId: row.taxpayer_id,
        kind: row.kind,
        typedAddress: addresses.get(row.client_id) ?? '',
        address: row.address,
        contact: row.contact,
        note: row.note,
        dossier: digestOf(dossiers(row.client_id)),
        handlers: (assigned.get(row.client_id) ?? []).map((one) => one.handler_id).toSorted(),
      });
  }
  return found;
}

const nothing = JSON.stringify(emptyDossier());
/** Tells two dossiers apart without keeping one. */
function digestOf(dossier: Dossier): string {
  const text = JSON.stringify(dossier);
  return text === nothing ? '' : createHash('sha256').update(text).digest('base64url').slice(0, 22);
}

/** Fields in which two states differ, as the trail names them. */
export function differing(one: ClientState, other: ClientState): string[] {
  return (Object.keys(titles) as (keyof ClientState)[])
    .filter((field) => field !== 'dossier' || one.dossier !== undefined)
    .filter((field) => JSON.stringify(one[field]) !== JSON.stringify(other[field]))
    .map((field) => titles[field]);
}

const titles: Readonly<Record<keyof Required<ClientState>, string>> = {
  name: '名称',
  taxpayerId: '纳税人识别号',
  kind: '纳税人类型',
  typedAddress: '登记地址',
  address: '地址',
  contact: '联系方式',
  note: '备注',
  handlers: '待办人员',
  dossier: '客户档案',
};
