import { shallowRef, type ShallowRef } from 'vue';
import { isAbort, problemOf, type Problem } from './problem.ts';

/** One answer of a paged procedure. */
export interface RowPage<T> {
  total: number;
  rows: readonly T[];
}

/**
 * Rows of a list that the engine holds: only the viewed pages are fetched and kept. After a new question the old rows
 * stay on the screen until its answer arrives. An outdated answer is dropped, so rows always belong to the words of
 * `question`.
 */
export class PagedRows<T, Q> {
  /** Changes whenever rows arrive, so that components which read it draw again. */
  readonly version: Readonly<ShallowRef<number>>;
  readonly state: Readonly<ShallowRef<'loading' | 'ready' | 'error'>>;
  readonly total: Readonly<ShallowRef<number>>;
  readonly problem: Readonly<ShallowRef<Problem | null>>;
  /** The question that `total` and the rows answer: the newest one, once its answer is there. */
  readonly answered: Readonly<ShallowRef<Q | null>>;
  readonly #version = shallowRef(0);
  readonly #state = shallowRef<'loading' | 'ready' | 'error'>('loading');
  readonly #total = shallowRef(0);
  readonly #problem = shallowRef<Problem | null>(null);
  readonly #answered: ShallowRef<Q | null> = shallowRef(null);
  readonly #ask: (question: Q, offset: number, limit: number, signal: AbortSignal) => Promise<RowPage<T>>;
  readonly #pageSize: number;
  #pages = new Map<number, readonly T[]>();
  readonly #asked = new Set<number>();
  #generation = 0;
  #abort = new AbortController();
  #question: Q | null = null;
  #settled: Promise<void> = Promise.resolve();
  #seen: readonly [number, number] = [0, 0];

  constructor(
    ask: (question: Q, offset: number, limit: number, signal: AbortSignal) => Promise<RowPage<T>>,
    pageSize = 100,
  ) {
    this.#ask = ask;
    this.#pageSize = pageSize;
    this.version = this.#version;
    this.state = this.#state;
    this.total = this.#total;
    this.problem = this.#problem;
    this.answered = this.#answered;
  }

  /** Resolves when the newest question is answered or has failed. */
  get settled(): Promise<void> {
    return this.#settled;
  }

  /** Asks again from the first row. */
  restart(question: Q): Promise<void> {
    this.#question = question;
    return (this.#settled = this.#load(question, [0]));
  }

  /** Fetches the rows on the screen again, in place: something changed in the engine. */
  refresh(): Promise<void> {
    if (this.#question === null) return Promise.resolve();
    const [from, to] = this.#seen;
    return (this.#settled = this.#load(this.#question, this.#pagesOf(from, to)));
  }

  /** Row at an index, or undefined while it is being fetched. */
  at(index: number): T | undefined {
    return this.#pages.get(Math.floor(index / this.#pageSize))?.[index % this.#pageSize];
  }

  /** Sets which rows are in view; missing ones are fetched. */
  need(from: number, to: number): void {
    this.#seen = [from, to];
    if (this.#question === null || this.#state.value === 'loading') return;
    for (const page of this.#pagesOf(from, to))
      if (!this.#pages.has(page) && !this.#asked.has(page)) void this.#fetch(this.#question, page, this.#generation);
  }

  /** Puts a changed row in its place before the engine sends it. */
  replace(index: number, row: T): void {
    const number = Math.floor(index / this.#pageSize);
    const page = this.#pages.get(number);
    if (!page) return;
    this.#pages.set(number, page.with(index % this.#pageSize, row));
    this.#version.value++;
  }

  #pagesOf(from: number, to: number): number[] {
    const first = Math.floor(Math.max(0, from) / this.#pageSize);
    const last = Math.floor(Math.max(0, to - 1) / this.#pageSize);
    return Array.from({ length: last - first + 1 }, (_, i) => first + i);
  }

  async #load(question: Q, pages: readonly number[]): Promise<void> {
    const mine = ++this.#generation;
    this.#abort.abort();
    const abort = (this.#abort = new AbortController());
    if (this.#pages.size === 0) this.#state.value = 'loading';
    try {
      const answers = await Promise.all(
        pages.map((page) => this.#ask(question, page * this.#pageSize, this.#pageSize, abort.signal)),
      );
      if (mine !== this.#generation) return;
      this.#pages = new Map(answers.map((answer, i) => [pages[i] ?? 0, answer.rows]));
      this.#asked.clear();
      this.#total.value = answers[0]?.total ?? 0;
      this.#answered.value = question;
      this.#problem.value = null;
      this.#state.value = 'ready';
    } catch (error) {
      if (mine !== this.#generation || isAbort(error)) return;
      this.#problem.value = problemOf(error);
      this.#state.value = 'error';
    }
    this.#version.value++;
  }

  async #fetch(question: Q, page: number, generation: number): Promise<void> {
    this.#asked.add(page);
    try {
      const { rows, total } = await this.#ask(question, page * this.#pageSize, this.#pageSize, this.#abort.signal);
      if (generation !== this.#generation) return;
      this.#pages.set(page, rows);
      this.#total.value = total;
      this.#version.value++;
    } catch {
      // Fetched again when the rows come into view.
    } finally {
      if (generation === this.#generation) this.#asked.delete(page);
    }
  }
}
