import type { BoardCell, BoardQuestion, BoardRow, boardSchema } from '@contract/obligations.ts';
import {
  obligationColumns,
  obligationStateNames,
  obligationStates,
  type ObligationColumn,
} from '@contract/obligation-words.ts';
import { periodName } from '@contract/period-name.ts';
import type { z } from 'zod';
import { Refusal } from '@contract/errors.ts';
import type { ListFormat } from '@contract/list-files.ts';
import { formatMoney } from '@contract/money.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { attempting } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf, iso } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Profile } from '../../bureau/ground/profile.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Clients } from '../clients/clients.ts';
import { listFile, type ListFile } from '../lists/list-file.ts';
import { cellState, isSettled } from './cell-state.ts';
import { definitions, orderOf } from './definitions.ts';
import { happenedIn, obligationKey } from './happened.ts';
import type { ObligationBook } from './obligation-book.ts';
import type { Obligation } from './owed.ts';

interface Found {
  clientId: string;
  cells: BoardCell[];
}

/** Clients whose names are read at a time for a file, so that others are served in between. */
const chunk = 500;

/** 申报: the clients and what they have to file whose last day lies in a month (H5: in the scope of whoever asks). */
export class ObligationBoard {
  constructor(
    private readonly deps: {
      db: Database;
      acts: Acts;
      clock: Clock;
      clients: Clients;
      book: ObligationBook;
      profile: Pick<Profile, 'reachesBureau'>;
    },
  ) {}

  /** One page of the board, with its columns and its counts. */
  async page(
    staff: StaffActor,
    asked: BoardQuestion & { offset: number; limit: number },
  ): Promise<z.output<typeof boardSchema>> {
    const found = await this.#find(staff, asked);
    const columns = columnsOf(found);
    const cells = found.flatMap(({ cells }) => cells);
    const matching = narrowed(found, asked);
    const rows = matching.slice(asked.offset, asked.offset + asked.limit);
    return {
      columns,
      counts: Object.fromEntries(
        obligationStates.map((state) => [state, cells.filter((cell) => cell.state === state).length]),
      ) as Record<BoardCell['state'], number>,
      late: cells.filter(({ late }) => late > 0).length,
      open: cells.filter((cell) => !isSettled(cell)).length,
      cells: cells.length,
      clients: found.length,
      total: matching.length,
      rows: await this.#rows(staff, rows),
    };
  }

  /** Keys of all cells that match, to act on them. */
  async cells(staff: StaffActor, asked: BoardQuestion): Promise<{ clientId: string; cells: BoardCell[] }[]> {
    return narrowed(await this.#find(staff, asked), asked).map(({ clientId, cells }) => ({
      clientId,
      cells: cells.filter((cell) => matches(cell, asked)),
    }));
  }

  /** What matches, a line each, as a file. @throws Refusal NOT_FOUND when nothing does */
  async file(
    staff: StaffActor,
    { columns, format, ...asked }: BoardQuestion & { columns: readonly ObligationColumn[]; format: ListFormat },
  ): Promise<ListFile> {
    const attempted = { act: 'obligation.export', text: '导出申报清单', by: staff, origin: staff.origin };
    return attempting(attempted, async () => {
      const found = await this.cells(staff, asked);
      if (found.length === 0)
        throw new Refusal('NOT_FOUND', '没有符合条件的申报事项可以导出，请先更改筛选条件。', { link: 'state' });
      const chosen = (Object.keys(obligationColumns) as ObligationColumn[]).filter((column) =>
        columns.includes(column),
      );
      const rows: string[][] = [];
      for (let from = 0; from < found.length; from += chunk)
        for (const row of await this.#rows(staff, found.slice(from, from + chunk)))
          for (const cell of row.cells) rows.push(chosen.map((column) => textOf[column](row, cell)));
      const headings = chosen.map((column) => obligationColumns[column]);
      const title = `${asked.month.replace('-', '年')}月申报清单`;
      return listFile(this.deps.acts, staff, { act: attempted.act, title, unit: '项', headings, rows }, format);
    });
  }

  async #find(staff: StaffActor, asked: BoardQuestion): Promise<Found[]> {
    const { book, clients, clock, db, profile } = this.deps;
    const { ids } = await clients.find(staff, {
      query: asked.query,
      filter: {
        service: 'all',
        ...(asked.handlerId === undefined ? {} : { handlerId: asked.handlerId }),
        ...(asked.tag === undefined ? {} : { tags: [asked.tag] }),
      },
      sort: 'name',
      descending: false,
      offset: 0,
      limit: Number.MAX_SAFE_INTEGER,
    });
    const owed = await book.dueIn(db, { agencyId: staff.agencyId, clientIds: ids, month: asked.month });
    const happened = await happenedIn(db, [...owed.values()].flat());
    const on = { today: dayOf(clock.now()), reaches: profile.reachesBureau };
    return ids.flatMap((clientId) => {
      const cells = (owed.get(clientId) ?? [])
        .filter(({ obligation }) => asked.obligation === undefined || obligation === asked.obligation)
        .map((one) => shownCell(one, happened(clientId, one), on));
      return cells.length === 0 ? [] : [{ clientId, cells }];
    });
  }

  async #rows(staff: StaffActor, found: readonly Found[]): Promise<BoardRow[]> {
    const shown = new Map(
      (
        await this.deps.clients.shown(
          staff,
          found.map(({ clientId }) => clientId),
        )
      ).map(({ row }) => [row.clientId, row]),
    );
    return found.flatMap(({ clientId, cells }) => {
      const row = shown.get(clientId);
      if (!row) return [];
      const { name, taxpayerId, colour, assigned, cannotEnter } = row;
      return [{ clientId, name, taxpayerId, colour, assigned: assigned.map((one) => one.name), cannotEnter, cells }];
    });
  }
}

function shownCell(
  owed: Obligation,
  happened: Parameters<typeof cellState>[1],
  on: Parameters<typeof cellState>[2],
): BoardCell {
  const { mark } = happened;
  return {
    obligation: owed.obligation,
    name: owed.name,
    form: owed.form,
    period: owed.period,
    dueDay: owed.dueDay,
    dueExpected: owed.dueExpected,
    assumed: owed.assumed,
    ...cellState(owed, happened, on),
    revision: mark?.revision ?? 0,
    changed: mark ? { at: iso(mark.at), by: mark.by_name } : null,
    key: obligationKey(owed),
  };
}

function matches(cell: BoardCell, { states, due }: BoardQuestion): boolean {
  if (states !== undefined && !states.includes(cell.state)) return false;
  if (due === 'late') return cell.late > 0;
  return due === 'open' ? !isSettled(cell) : true;
}

/** Rows with a cell that matches, those that are latest first where that is asked. */
function narrowed(found: readonly Found[], asked: BoardQuestion): Found[] {
  const matching = found.filter(({ cells }) => cells.some((cell) => matches(cell, asked)));
  if (asked.sort === 'name') return matching;
  const urgency = ({ cells }: Found): string => {
    const open = cells.filter((cell) => !isSettled(cell) && matches(cell, asked)).map(({ dueDay }) => dueDay);
    return open.length === 0 ? '9999' : open.reduce((first, day) => (day < first ? day : first));
  };
  const of = new Map(matching.map((row) => [row, urgency(row)]));
  return matching.toSorted((a, b) => (of.get(a) ?? '').localeCompare(of.get(b) ?? ''));
}

/** Columns in the order of the definitions; taxes of the clients' own after them, by name. */
function columnsOf(found: readonly Found[]) {
  const columns = new Map<string, { id: string; name: string; source: string; cells: number; open: number }>();
  for (const { cells } of found)
    for (const cell of cells) {
      const column = columns.get(cell.obligation) ?? {
        id: cell.obligation,
        name: definitionOf(cell.obligation)?.short ?? cell.name,
        source: definitionOf(cell.obligation)?.source ?? definitionOf('own')?.source ?? '',
        cells: 0,
        open: 0,
      };
      column.cells += 1;
      if (!isSettled(cell)) column.open += 1;
      columns.set(cell.obligation, column);
    }
  const place = (id: string): number => orderOf.get(id) ?? orderOf.size;
  return [...columns.values()].sort((a, b) => place(a.id) - place(b.id) || a.name.localeCompare(b.name, 'zh-CN'));
}
/** The newest definition of an obligation. */
const definitionOf = (id: string) => definitions.findLast((one) => one.id === id);

const textOf: Readonly<Record<ObligationColumn, (row: BoardRow, cell: BoardCell) => string>> = {
  name: (row) => row.name,
  taxpayerId: (row) => row.taxpayerId,
  assigned: (row) => row.assigned.join('、'),
  obligation: (_, cell) => cell.name,
  period: (_, cell) => periodName(cell.period),
  dueDay: (_, cell) => (cell.dueExpected ? `预计 ${cell.dueDay}` : cell.dueDay),
  state: (_, cell) => obligationStateNames[cell.state],
  late: (_, cell) => (cell.late > 0 ? String(cell.late) : ''),
  amount: (_, cell) => (cell.amount === null ? '' : formatMoney(cell.amount)),
  receipt: (_, cell) => cell.receipt,
  filedDay: (_, cell) => cell.filedDay ?? '',
  paidDay: (_, cell) => cell.paidDay ?? '',
  reason: (_, cell) => cell.reason,
};
