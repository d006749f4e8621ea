import { whyStopped } from '../../bureau/agreement/client-stop.ts';
import { clientStopsOf } from '../../store/repositories/client-stops.ts';
import type { Database } from '../../store/schema/index.ts';
import type { JudgedRow } from './judge.ts';
import type { Decision } from './twins.ts';

/** Rows of stopped clients (停止服务): an import changes one only if the user decides so, and never resumes service. */
export async function judgeStops(
  db: Database,
  rows: readonly JudgedRow[],
  decisions: ReadonlyMap<number, Decision>,
  today: string,
): Promise<void> {
  const due = rows.filter((row) => row.clientId !== null && (row.verdict === 'update' || row.verdict === 'same'));
  const stops = await clientStopsOf(
    db,
    due.flatMap(({ clientId }) => clientId ?? []),
  );
  for (const row of due) {
    const stopped = whyStopped(stops.get(row.clientId ?? ''), today);
    if (stopped === null) continue;
    const decided = decisions.get(row.line)?.as === 'update';
    if (row.verdict === 'same' || decided) {
      row.problems = [
        ...row.problems,
        { field: 'taxpayerId', message: `${stopped}，导入后仍是停止服务`, warning: true },
      ];
      continue;
    }
    const message = `${stopped}；请点“修改”选择更新这一户的资料（不会恢复服务），或不导入这一行。要继续服务的，请先在客户资料中恢复服务`;
    row.problems = [{ field: 'taxpayerId', message }, ...row.problems];
    Object.assign(row, { verdict: 'refused', addsAgreement: false, reassigns: false });
  }
}
