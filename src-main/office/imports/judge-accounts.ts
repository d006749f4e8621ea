import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { ImportedAccounts } from '../secrets/imported-accounts.ts';
import type { DraftAccount } from './account-cells.ts';
import type { JudgedRow } from './judge.ts';

/** Says of each account of these rows what importing it would do; a known client is updated also when nothing but an account changes. */
export async function judgeAccounts(
  db: DatabaseTransaction,
  accounts: ImportedAccounts,
  staff: StaffActor,
  rows: readonly JudgedRow[],
): Promise<void> {
  const byClient = new Map<string, DraftAccount[]>();
  const due = rows.filter((row) => row.verdict === 'update' || row.verdict === 'same');
  for (const row of due) if (row.clientId !== null && row.accounts.length > 0) byClient.set(row.clientId, row.accounts);
  if (byClient.size === 0) return;
  for (const { draft, as } of await accounts.compare(db, staff, byClient)) draft.as = as;
  for (const row of due) if (row.accounts.some(({ as }) => as !== 'same')) row.verdict = 'update';
}
