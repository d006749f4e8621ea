import type { Chosen } from './import-outcome.ts';
import type { JudgedRow } from './judge.ts';
import type { LaidOut, Layout } from './layout.ts';
import type { RowSurroundings } from './rows.ts';

/** Of a table that was run only what was not imported is kept, for the report, and none of its secrets. */
export function forgetDone(laidOut: LaidOut, stays: ReadonlySet<number>): void {
  laidOut.aside = [];
  laidOut.clients = laidOut.clients
    .filter(({ line }) => stays.has(line))
    .map((record) => ({
      ...record,
      cells: record.cells.map((cell, at) => (laidOut.columns[at]?.secret ? '' : cell)),
    }));
}

export const isSuspicious = (row: JudgedRow): boolean => row.problems.some(({ field }) => field === 'record');

/** Numbers that somebody keeps though they break their check (K3), with why. */
export const keptNumbers = ({ kept }: Layout): Map<string, string> =>
  new Map(kept.flatMap(({ reason, numbers }) => numbers.map((number) => [number, reason] as const)));

export function meantBy(
  layout: Layout,
  members: readonly { handler_id: string; name: string }[],
): NonNullable<RowSurroundings['meant']> {
  const byId = new Map(members.map((member) => [member.handler_id, member.name]));
  return new Map(
    layout.staff.map(({ name, handlerId }) => {
      const known = handlerId === null ? undefined : byId.get(handlerId);
      return [name, handlerId === null || known === undefined ? null : { id: handlerId, name: known }];
    }),
  );
}

/** What is worth remembering for these headings: what was chosen, and what was chosen before and still stands. */
export function choicesMade({ columns }: LaidOut): Omit<Chosen, 'file'> {
  return {
    accounts: new Map(
      columns.flatMap(({ heading, field, account }, at) =>
        field === 'accountSecret' && account && heading !== '' ? [[at, account] as const] : [],
      ),
    ),
    headings: columns.map(({ heading }) => heading),
    choices: columns.map(({ heading, decided, field }) => (decided && heading !== '' ? (field ?? 'none') : null)),
  };
}
