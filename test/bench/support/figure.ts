import { loadavg } from 'node:os';

/** What one series of measurements says, in the unit of its figure. */
export interface Series {
  name: string;
  median: number;
  p95: number;
  runs: number;
}

/** One figure of the product with its target, as the table in docs/figures.md shows it. */
export interface Figure {
  name: string;
  unit: 'ms' | '×' | 'MB' | 'kB' | 'of 0.5';
  /** The number that is held against the target. */
  value: number;
  sense: 'atMost' | 'atLeast';
  limit: number;
  /** What is aimed at beyond the target. */
  aim?: number;
  /** What the value was made of; milliseconds unless the name says otherwise. */
  series: Series[];
  /** How it was measured, one or two sentences. */
  how: string;
}

/** The figures of one bench run, as the runner reads them from its last line. */
export interface BenchResult {
  figures: Figure[];
  /** Load average of the last minute before and after: what else the machine was doing. */
  load: { before: number; after: number };
}

/** Whether a figure keeps its target. */
export function passes(figure: Pick<Figure, 'value' | 'sense' | 'limit'>): boolean {
  return figure.sense === 'atMost' ? figure.value <= figure.limit : figure.value >= figure.limit;
}

/** The value below which `share` of the values lie (nearest rank). @throws RangeError when there are none */
export function quantile(values: readonly number[], share: number): number {
  const value = values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(values.length * share) - 1)];
  if (value === undefined) throw new RangeError('no measurements');
  return value;
}

export const median = (values: readonly number[]): number => quantile(values, 0.5);

/** Median, 95th percentile and count of a series. */
export function series(name: string, values: readonly number[]): Series {
  return { name, median: median(values), p95: quantile(values, 0.95), runs: values.length };
}

/**
 * Runs the kinds of work in turns (A, B, A, B, …; every other turn backwards), so that whatever else the machine does falls on all of them.
 * @param work milliseconds that count when it gives a number, else all that it takes
 * @param options.warm turns that are run first and not counted
 * @returns milliseconds of each kind, one a turn
 */
export async function interleaved<Kind extends string>(
  work: Record<Kind, (turn: number) => Promise<number | void>>,
  options: { turns: number; warm: number },
): Promise<Record<Kind, number[]>> {
  const kinds = Object.keys(work) as Kind[];
  const times = Object.fromEntries(kinds.map((kind) => [kind, [] as number[]])) as Record<Kind, number[]>;
  for (let turn = -options.warm; turn < options.turns; turn += 1) {
    for (const kind of turn % 2 === 0 ? kinds : kinds.toReversed()) {
      const began = performance.now();
      const counted = await work[kind](turn + options.warm);
      const all = performance.now() - began;
      if (turn >= 0) times[kind].push(counted ?? all);
    }
  }
  return times;
}

/** Runs a bench and prints its result as the last line. */
export async function report(measure: () => Promise<Figure[]>): Promise<void> {
  const before = loadavg()[0] ?? 0;
  const figures = await measure();
  const result: BenchResult = { figures, load: { before, after: loadavg()[0] ?? 0 } };
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
