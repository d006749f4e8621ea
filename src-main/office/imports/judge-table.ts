import { setImmediate } from 'node:timers/promises';
import type { Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { PaperAgreements } from '../clients/paper-agreements.ts';
import type { ImportedAccounts } from '../secrets/imported-accounts.ts';
import { judgeAccounts } from './judge-accounts.ts';
import { judgeDossiers } from './judge-dossiers.ts';
import { judgeStops } from './judge-stops.ts';
import { judgeRows, type JudgeContext, type JudgedRow } from './judge.ts';
import type { LaidOut } from './layout.ts';
import { readRow, type RowSurroundings } from './rows.ts';
import { isSuspicious } from './run-table.ts';
import type { Decision } from './twins.ts';

/** Rows after which others are served. */
const rowsAtOnce = 400;

interface JudgeTableDependencies extends Pick<JudgeContext, 'db' | 'agreements' | 'days'> {
  acts: Acts;
  paper: PaperAgreements;
  accounts: ImportedAccounts;
  grantable: readonly string[];
}

/** Reads the clients of a table and says what importing each would do; writes nothing. What may hide another row comes first. */
export async function judgeTable(
  { db, agreements, days, acts, paper, accounts, grantable }: JudgeTableDependencies,
  staff: StaffActor,
  laidOut: LaidOut,
  decisions: ReadonlyMap<number, Decision>,
  surroundings: RowSurroundings,
): Promise<JudgedRow[]> {
  const judge = {
    db,
    agreements,
    agencyId: staff.agencyId,
    today: dayOf(surroundings.now.getTime()),
    days,
    paperAllowed: paper.allowed,
    functions: grantable,
    decisions,
  };
  const rows: JudgedRow[] = [];
  const earlier = new Map<string, number>();
  for (let from = 0; from < laidOut.clients.length; from += rowsAtOnce) {
    const drafts = laidOut.clients
      .slice(from, from + rowsAtOnce)
      .map((record) => readRow(record, laidOut.columns, surroundings));
    const judged = await judgeRows(judge, drafts, earlier);
    await acts.run(null, ({ db: within }) => judgeAccounts(within, accounts, staff, judged));
    await judgeDossiers(db, judged, judge.today);
    await judgeStops(db, judged, decisions, judge.today);
    rows.push(...judged);
    await setImmediate();
  }
  return [...rows.filter(isSuspicious), ...rows.filter((row) => !isSuspicious(row))];
}
