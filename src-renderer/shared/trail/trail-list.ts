import { addDays, iso, startOfDay } from '@contract/calendar.ts';
import type { TrailRow } from '@contract/trail.ts';
import { parseDay } from '../pure/day-input.ts';

/** The reader of a trail list. */
export type TrailReader = 'office' | 'enterprise' | 'person';

/** The filters of the list, as the page holds them; days are Shanghai calendar days as typed, empty for none. */
export interface TrailFilter {
  clientId: string | null;
  handlerId: string;
  result: 'all' | 'done' | 'refused';
  from: string;
  to: string;
  query: string;
}
export const anyTrail = (): TrailFilter => ({
  clientId: null,
  handlerId: '',
  result: 'all',
  from: '',
  to: '',
  query: '',
});
export const isAnyTrail = (filter: TrailFilter): boolean => JSON.stringify(filter) === JSON.stringify(anyTrail());

/** Problem of the two days, or null. */
export function dayFilterProblem(filter: TrailFilter): 'noDay' | 'order' | null {
  const [from, to] = [filter.from, filter.to].map((typed) => (typed.trim() === '' ? '' : parseDay(typed)));
  if (from === null || to === null) return 'noDay';
  return from && to && to < from ? 'order' : null;
}

/** The filter in the contract's form: the last day is inclusive, so the end is its last millisecond. */
export function questionOfFilter(filter: TrailFilter) {
  const [from, to] = [parseDay(filter.from), parseDay(filter.to)];
  return {
    query: filter.query.trim(),
    ...(filter.clientId === null ? {} : { clientId: filter.clientId }),
    ...(filter.handlerId === '' ? {} : { handlerId: filter.handlerId }),
    ...(filter.result === 'all' ? {} : { result: filter.result }),
    ...(from === null ? {} : { from: iso(startOfDay(from)) }),
    ...(to === null ? {} : { to: iso(startOfDay(addDays(to, 1)) - 1) }),
  };
}
export type FilterQuestion = ReturnType<typeof questionOfFilter>;

/**
 * All rows of a question, page by page, newest first; ends early if `stop` says so.
 * @param page fetches one page before a sequence number
 */
export async function* everyRow(
  page: (before: number | undefined) => Promise<{ rows: TrailRow[]; more: boolean }>,
  stop: () => boolean,
): AsyncGenerator<TrailRow[]> {
  let before: number | undefined;
  while (!stop()) {
    const { rows, more } = await page(before);
    if (rows.length > 0) yield rows;
    before = rows.at(-1)?.seq;
    if (!more || before === undefined) return;
  }
}
