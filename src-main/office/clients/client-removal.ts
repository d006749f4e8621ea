import { Refusal } from '@contract/errors.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import { agreementsOfClient } from '../../store/repositories/agreements.ts';
import { clientSecretsOf } from '../../store/repositories/client-secrets.ts';
import { eraseClients, tracesOf } from '../../store/repositories/client-traces.sqlite.ts';
import { changeClient, clientsById, clientUsesOf, type ClientDetailRow } from '../../store/repositories/clients.ts';
import { auditOfClientsAfter, updatesByImport } from '../../store/repositories/import-journal.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { ClientSearch } from '../search/client-search.ts';
import { isHarmless, traceTexts } from './client-happenings.ts';
import { clientChangedMeanwhile, unknownClient } from './client-records.ts';

export interface ClientRemovalDependencies {
  acts: Acts;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** Tables that are looked at row by row, or hold only what the office put down about the client. */
const ownTables = [
  'client',
  'assignment',
  'agreement',
  'agreement_staff',
  'client_secret',
  'remembered_password',
  'client_use',
  'client_stop',
  'client_dossier',
  'client_former',
  'client_kind',
  'client_tax',
  'client_person',
  'client_tag',
  'client_bank_account',
  'client_own_value',
];
/** Maximum events that a refusal names. */
const named = 5;

/** 删除客户: only a client without history; any other client is stopped (停止服务) and keeps its history. */
export class ClientRemoval {
  constructor(private readonly deps: ClientRemovalDependencies) {}

  /**
   * Erases a client with its accounts and drafts of agreements; an enterprise that only the office typed goes with it. The trail keeps its records.
   * @throws Refusal CLIENT_HAS_HISTORY with what happened; NOT_FOUND, CONFLICT
   */
  async remove(
    staff: StaffActor,
    { clientId, reason, revision }: { clientId: string; reason: string; revision: number },
  ): Promise<void> {
    const { acts, search, notify } = this.deps;
    const attempted = whenRuled({ act: 'client.remove', text: '删除客户', by: staff, origin: staff.origin });
    await acts.run(attempted, async (act) => {
      const { db } = act;
      const [client] = await clientsById(db, [clientId]);
      if (!client) throw unknownClient();
      const happened = await happenings(db, staff.agencyId, client);
      if (happened.length > 0) throw hasHistory(client.name, happened);
      if (!(await changeClient(db, clientId, revision, {}))) throw clientChangedMeanwhile();
      const accounts = await clientSecretsOf(db, clientId);
      const drafts = (await agreementsOfClient(db, clientId)).filter((row) => row.agency_id === staff.agencyId);
      await eraseClients(db, [clientId], {
        enterprises: client.typed_by_office ? [clientId] : [],
        agreements: drafts.map(({ id }) => id),
        accounts: accounts.map(({ id }) => id),
      });
      await act.record({
        act: 'client.remove',
        text: `删除客户（没有任何业务记录），原因：${reason}`,
        by: staff,
        client: { id: clientId, name: client.name },
        origin: staff.origin,
        detail: { taxpayerId: client.taxpayer_id, accounts: accounts.length, reason },
      });
      await act.emit({ kind: 'serviceChanged', clientId });
    });
    search.changed([clientId]);
    notify(null, { kind: 'clientsChanged', clientId });
  }
}

/** What ever happened to a client, in words; the trail, the file itself and the journal of imports are asked. */
async function happenings(db: DatabaseTransaction, agencyId: string, client: ClientDetailRow): Promise<string[]> {
  const id = client.client_id;
  const found: string[] = [];
  if ((await clientUsesOf(db, id)).some((use) => use.entered > 0)) found.push('有人进入过这一户');
  for (const target of ['client', 'enterprise'] as const) {
    // What an enterprise on the bureau's record does for itself does not belong to the office, and stays.
    if (target === 'enterprise' && !client.typed_by_office) continue;
    found.push(...traceTexts((await tracesOf(db, target, [id], ownTables)).get(id) ?? []));
  }
  const agreements = (await agreementsOfClient(db, id)).filter((row) => row.agency_id === agencyId);
  for (const row of agreements)
    if (row.decided !== 'proposed') found.push(`有委托协议（${row.first_day}至${row.last_day}）`);
  // The agreement itself says what the trail says of it.
  const withAgreement = agreements.some((row) => row.decided !== 'proposed');
  const drafts = agreements.filter((row) => row.decided === 'proposed').map((row) => row.id);
  if ((await tracesOf(db, 'agreement', drafts, ownTables)).size > 0) found.push('有依委托申请办理的业务');
  if ((await updatesByImport(db, id)) > 0) found.push('被之后的批量导入更新过');
  for (const record of await auditOfClientsAfter(db, [id], 0))
    if (
      !isHarmless(record.act) &&
      !(withAgreement && record.act.startsWith('agreement.')) &&
      (client.typed_by_office || record.agency_id === agencyId)
    )
      found.push(`${record.text}（${record.staff_name ?? '程序'} ${dayOf(record.at)}）`);
  return [...new Set(found)];
}

function hasHistory(name: string, happened: readonly string[]): Refusal {
  const more = happened.length > named ? `等${happened.length}项` : '';
  return new Refusal(
    'CLIENT_HAS_HISTORY',
    `${name}不能删除：${happened.slice(0, named).join('；')}${more}。请改用“停止服务”，客户离开日常列表，历史记录都保留。`,
    { link: 'state' },
  );
}
