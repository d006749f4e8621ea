import { dayOf } from '../../bureau/ground/calendar.ts';
import { agreementDatesOfClients } from '../../store/repositories/agreements.ts';
import { clientSecretsOfClients, formerSecretsOf } from '../../store/repositories/client-secrets.ts';
import { tracesOf } from '../../store/repositories/client-traces.sqlite.ts';
import { enterprisesByTaxpayerIds } from '../../store/repositories/identity.ts';
import {
  auditOfClientsAfter,
  importsUndone,
  type ImportRowRow,
  type ImportRunRow,
} from '../../store/repositories/import-journal.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { traceTexts } from '../clients/client-happenings.ts';
import { clientStates, differing } from './client-state.ts';

/** Looked at row by row, or the import's own. */
const ownTables = [
  'client',
  'assignment',
  'agreement',
  'agreement_staff',
  'client_secret',
  'remembered_password',
  // Compared as a whole, by digest.
  'client_dossier',
  'client_former',
  'client_kind',
  'client_tax',
  'client_person',
  'client_tag',
  'client_bank_account',
  'client_own_value',
];

/**
 * Why clients of an import cannot be taken back, by id; one that is not named can. The trail tells what was done, a comparison what it does not tell, and the
 * file itself what else names the client.
 */
export async function usedBecause(
  db: DatabaseTransaction,
  run: ImportRunRow,
  rows: readonly ImportRowRow[],
): Promise<Map<string, string>> {
  const used = new Map<string, string>();
  const say = (clientId: string, reason: string): void => {
    if (!used.has(clientId)) used.set(clientId, reason);
  };
  const ids = rows.map(({ client_id }) => client_id);
  await sayActs(db, run, ids, say);
  const now = await clientStates(db, ids);
  const agreements = groupedBy(await agreementDatesOfClients(db, ids), (row) => row.client_id);
  const accounts = groupedBy(await clientSecretsOfClients(db, ids), (row) => row.client_id);
  for (const { client_id: clientId, change } of rows) {
    const state = now.get(clientId);
    if (!state) {
      say(clientId, '已经不在客户列表中');
      continue;
    }
    const fields = differing(change.after, state);
    if (fields.length > 0) say(clientId, `之后改动过：${fields.join('、')}`);
    if (change.before !== null) continue;
    if ((agreements.get(clientId) ?? []).some(({ id }) => id !== change.agreementId))
      say(clientId, '有了另外的委托协议');
    if ((accounts.get(clientId) ?? []).some(({ id }) => !change.accountsAdded.includes(id)))
      say(clientId, '有了另外的账号');
  }
  await sayAccounts(db, rows, new Map([...accounts.values()].flat().map((row) => [row.id, row])), say);
  await sayTraces(db, rows, say);
  await sayTaken(db, rows, say);
  return used;
}

type Say = (clientId: string, reason: string) => void;

/** What the trail tells of the clients since, but for what the import itself wrote, and imports that were undone themselves. */
async function sayActs(db: DatabaseTransaction, run: ImportRunRow, ids: readonly string[], say: Say): Promise<void> {
  const undone = await importsUndone(db);
  const within = (seq: number, from: number | null, to: number | null): boolean =>
    from !== null && to !== null && seq >= from && seq <= to;
  for (const record of await auditOfClientsAfter(db, ids, run.last_seq)) {
    const own =
      record.act === 'vault.remember' && record.session_id === run.session_id && record.seq <= (run.end_seq ?? 0);
    const takenBack = undone.some(
      (other) =>
        within(record.seq, other.first_seq, other.last_seq) ||
        within(record.seq, other.undo_first_seq, other.undo_last_seq) ||
        (record.act === 'vault.remember' && within(record.seq, other.last_seq, other.end_seq)),
    );
    if (own || takenBack || record.client_id === null) continue;
    say(record.client_id, `之后用过：${record.text}（${record.staff_name ?? ''} ${dayOf(record.at)}）`);
  }
}

/** A secret that was replaced can only go back to the one that is kept. */
async function sayAccounts(
  db: DatabaseTransaction,
  rows: readonly ImportRowRow[],
  present: ReadonlyMap<string, { version: number; revision: number }>,
  say: Say,
): Promise<void> {
  for (const { client_id: clientId, change } of rows)
    for (const account of change.accountsChanged) {
      const row = present.get(account.accountId);
      if (!row || row.revision !== account.revisionAfter) {
        say(clientId, '账号之后改动过');
        continue;
      }
      if (account.versionBefore === null) continue;
      const former = await formerSecretsOf(db, account.accountId);
      if (!former.some(({ version }) => version === account.versionBefore))
        say(clientId, '账号原来的密码已损坏，不能恢复');
    }
}

async function sayTraces(db: DatabaseTransaction, rows: readonly ImportRowRow[], say: Say): Promise<void> {
  const added = rows.filter(({ change }) => change.before === null);
  const traceText = (tables: readonly string[]): string => traceTexts(tables)[0] ?? '';
  const agreementOf = new Map(
    rows.flatMap(({ client_id, change }) =>
      change.agreementId === null ? [] : [[change.agreementId, client_id] as const],
    ),
  );
  for (const [id, tables] of await tracesOf(db, 'agreement', [...agreementOf.keys()], ownTables))
    say(agreementOf.get(id) ?? '', traceText(tables));
  for (const target of ['client', 'enterprise'] as const) {
    const ids = added.filter(({ change }) => target === 'client' || change.typed).map(({ client_id }) => client_id);
    for (const [id, tables] of await tracesOf(db, target, ids, ownTables)) say(id, traceText(tables));
  }
}

/** A number that a client had before may be another enterprise's by now. */
async function sayTaken(db: DatabaseTransaction, rows: readonly ImportRowRow[], say: Say): Promise<void> {
  const former = new Map(
    rows.flatMap(({ client_id, change: { before, after } }) =>
      before !== null && before.taxpayerId !== after.taxpayerId ? [[before.taxpayerId, client_id] as const] : [],
    ),
  );
  if (former.size === 0) return;
  for (const { id, taxpayer_id } of await enterprisesByTaxpayerIds(db, [...former.keys()])) {
    const clientId = former.get(taxpayer_id);
    if (clientId !== undefined && clientId !== id) say(clientId, `原来的识别号${taxpayer_id}已是另一户的`);
  }
}
