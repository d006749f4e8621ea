import type { ClientSort } from '@contract/clients.ts';
import { add, bitsFor, count, drop, each, has, join, keep, takeOut, widened, type Bits } from './bits.ts';
import { currentOf, dayNumber, noAgreement, stateCodes } from './agreement-days.ts';
import { byName, queryTier, tierCount, tiers, type ClientEntry } from './entry.ts';
import { inOrder, Page } from './page.ts';
import { sortedColumn, type SortedColumn } from './sorted-column.ts';
import { recentCount, type IndexAnswer, type IndexRequest } from './request.ts';
import type { Segment } from './segment.ts';
import { WordHitsKept } from './word-hits.ts';

/** By the sort, or by the ranks that make it. */
type SortedColumns = Map<ClientSort | ReadonlyMap<string, number>, SortedColumn>;

const inForce = stateCodes.indexOf('inForce');

/** State and last day of the agreement that counts, by slot, on a day. */
interface Days {
  today: string;
  day: number;
  state: Uint8Array;
  firstDay: Int32Array;
  lastDay: Int32Array;
}

/**
 * All clients of an agency in memory; an answer is complete and in order. What changed since the segment was built is kept beside it as
 * plain entries, in their own slots after the segment's; the old slot of a changed client is no longer live.
 */
export class ClientIndex {
  readonly #words: WordHitsKept;
  readonly #newer: (ClientEntry | null)[] = [];
  /** Place of each newer entry in the segment's order of names. */
  readonly #newerPlace: number[] = [];
  readonly #newerSlot = new Map<string, number>();
  #live: Bits;
  readonly #handlers = new Map<string, Bits>();
  readonly #tags = new Map<string, Bits>();
  /** Null when an entry changed. */
  #order: { byName: Uint32Array; rank: Uint32Array; columns: SortedColumns } | null = null;
  #days: Days | null = null;

  constructor(private readonly segment: Segment) {
    this.#words = new WordHitsKept(segment);
    this.#live = bitsFor(segment.size);
    for (let slot = 0; slot < segment.size; slot += 1) add(this.#live, slot);
    for (const [id, bits] of segment.handlers.bits) this.#handlers.set(id, bits.slice());
    for (const [tag, bits] of segment.tags.bits) this.#tags.set(tag, bits.slice());
  }

  /** Number of entries beside the segment: many make a search slower, and are the reason to rebuild. */
  get changes(): number {
    return this.#newer.length;
  }

  put(entry: ClientEntry): void {
    this.remove(entry.clientId);
    const slot = this.segment.size + this.#newer.push(entry) - 1;
    this.#newerPlace.push(this.segment.placeOf(entry));
    this.#newerSlot.set(entry.clientId, slot);
    this.#live = roomFor(this.#live, slot);
    add(this.#live, slot);
    addTo(this.#handlers, entry.handlers, slot);
    addTo(this.#tags, entry.tags, slot);
    if (this.#days) this.#setState(this.#days, slot);
  }

  remove(clientId: string): void {
    const slot = this.#slotOf(clientId);
    this.#order = null;
    if (slot === undefined) return;
    drop(this.#live, slot);
    if (slot >= this.segment.size) this.#newer[slot - this.segment.size] = null;
    this.#newerSlot.delete(clientId);
  }

  /** Forgets the hits of earlier words (benchmarks measure without them). */
  forgetWords(): void {
    this.#words.clear();
  }

  find(request: IndexRequest): IndexAnswer {
    const inScope = this.#scope(request.scope);
    const stopped = this.#stoppedOn(request.today);
    const scope = this.#servedAs(request.service, inScope, stopped);
    const all = count(scope);
    // All that match, served or not: the others are counted, so that a user who searches for one learns where it is.
    const hits = this.#filtered(inScope, request);
    const words = request.query.words.map((word) => this.#words.of(word));
    const newerTiers = this.#newerHits(hits, request);
    for (const word of words) this.#keepInSegment(hits, word.all);
    const others = (request.service ?? 'served') === 'served' ? this.#servedAs('stopped', hits, stopped) : null;
    keep(hits, scope);
    return {
      all,
      stopped: others === null ? 0 : count(others),
      total: count(hits),
      ids: this.#page(hits, newerTiers, words, request).map((slot) => this.#idOf(slot)),
    };
  }

  #scope(handlers: readonly string[] | null): Bits {
    if (handlers === null) return this.#live.slice();
    const bits = new Uint32Array(this.#live.length);
    for (const id of handlers) join(bits, this.#handlers.get(id) ?? new Uint32Array(0));
    keep(bits, this.#live);
    return bits;
  }

  /** Clients that are stopped on a day. They are few, so every request compares their days. */
  #stoppedOn(today: string): Bits {
    const day = dayNumber(today);
    const bits = new Uint32Array(this.#live.length);
    for (const stop of this.segment.stops) if (stop.day <= day) add(bits, stop.slot);
    this.#newer.forEach((entry, index) => {
      if (entry !== null && entry.stopDay !== null && entry.stopDay <= day) add(bits, this.segment.size + index);
    });
    return bits;
  }

  #servedAs(service: IndexRequest['service'], among: Bits, stopped: Bits): Bits {
    const bits = among.slice();
    if (service === 'stopped') keep(bits, stopped);
    else if (service !== 'all') takeOut(bits, stopped);
    return bits;
  }

  #filtered(scope: Bits, request: IndexRequest): Bits {
    const bits = scope.slice();
    if (request.handlerId !== undefined) keep(bits, this.#handlers.get(request.handlerId) ?? new Uint32Array(0));
    for (const tag of request.tags ?? []) keep(bits, this.#tags.get(tag) ?? new Uint32Array(0));
    if (request.favourite === true) keep(bits, this.#bitsOf(request.use.favourites));
    if (request.favourite === false) takeOut(bits, this.#bitsOf(request.use.favourites));
    if (request.among?.inside === true) keep(bits, this.#bitsOf(request.among.ids));
    if (request.among?.inside === false) takeOut(bits, this.#bitsOf(request.among.ids));
    if (request.states || request.endingBy !== undefined) {
      const { state, lastDay } = this.#statesOn(request.today);
      const wanted = stateCodes.map((name) => request.states?.includes(name) ?? true);
      const endingBy = request.endingBy === undefined ? null : dayNumber(request.endingBy);
      each(bits, (slot) => {
        const ends = endingBy === null || (state[slot] === inForce && (lastDay[slot] as number) <= endingBy);
        if (!ends || !wanted[state[slot] as number]) drop(bits, slot);
      });
    }
    return bits;
  }

  /** Tiers of the newer entries that hold every word; the others leave `hits`. */
  #newerHits(hits: Bits, { query }: IndexRequest): Map<number, number> {
    const found = new Map<number, number>();
    this.#newer.forEach((entry, index) => {
      const slot = this.segment.size + index;
      if (entry === null || !has(hits, slot)) return;
      const tier = queryTier(entry, query);
      if (tier === null) drop(hits, slot);
      else found.set(slot, tier);
    });
    return found;
  }

  /** Keeps in the segment's part of `hits` what is in `other`. */
  #keepInSegment(hits: Bits, other: Bits): void {
    const { size } = this.segment;
    for (let index = 0; index < other.length; index += 1) {
      // The last word of the segment also has bits of newer slots.
      const beyond = (index + 1) * 32 > size ? ~((1 << (size & 31)) - 1) & (size & 31 ? -1 : 0) : 0;
      hits[index] = (hits[index] as number) & ((other[index] as number) | beyond);
    }
  }

  #page(
    hits: Bits,
    newerTiers: ReadonlyMap<number, number>,
    words: readonly { upTo(tier: number): Bits }[],
    request: IndexRequest,
  ): number[] {
    const page = new Page(request.offset, request.limit);
    const { byName: order, rank } = this.#ordered();
    const take = (bits: Bits, wholeOrder: Uint32Array, ranks: Uint32Array | null, backwards = false): void =>
      inOrder(bits, wholeOrder, ranks, backwards, page);
    if (request.sort === 'name') take(hits, order, rank, request.descending);
    else if (request.sort !== 'relevance' && request.sort !== 'lastEntered') {
      const column = this.#byColumn(request);
      const valued = hits.slice();
      keep(valued, column.valued);
      take(valued, column.order, null, request.descending);
      takeOut(hits, valued);
      take(hits, order, rank);
    }
    if (request.sort === 'lastEntered') {
      const entered = request.use.entered.flatMap((id) => this.#slotOf(id) ?? []).filter((slot) => has(hits, slot));
      for (const slot of request.descending ? entered : entered.toReversed()) page.take(slot);
      takeOut(hits, this.#bitsOfSlots(entered));
      take(hits, order, rank);
    }
    if (request.sort === 'relevance') this.#byRelevance(hits, newerTiers, words, request, page, take);
    return page.slots;
  }

  #byRelevance(
    hits: Bits,
    newerTiers: ReadonlyMap<number, number>,
    words: readonly { upTo(tier: number): Bits }[],
    request: IndexRequest,
    page: Page,
    take: (bits: Bits, order: Uint32Array, rank: Uint32Array) => void,
  ): void {
    const { byName: order, rank } = this.#ordered();
    const favourites = this.#bitsOf(request.use.favourites);
    const recents = this.#bitsOf(request.use.entered.slice(0, recentCount));
    const rest = hits;
    for (let tier = 0; tier < tierCount && !page.full; tier += 1) {
      const fitting = rest.slice();
      if (words.length > 0 && tier < tierCount - 1) {
        if (tier === tiers.wholeCode) this.#keepWholeCode(fitting, request.query.joined);
        else for (const word of words) this.#keepInSegment(fitting, word.upTo(tier));
        for (const [slot, newerTier] of newerTiers) if (newerTier > tier) drop(fitting, slot);
      }
      takeOut(rest, fitting);
      for (const boosted of [favourites, recents]) {
        const first = fitting.slice();
        keep(first, boosted);
        take(first, order, rank);
        takeOut(fitting, first);
      }
      take(fitting, order, rank);
    }
  }

  #keepWholeCode(bits: Bits, joined: string): void {
    const found = joined.length < 15 ? null : this.segment.find('code', joined);
    this.#keepInSegment(bits, found ?? bitsFor(this.segment.size));
    if (found)
      each(bits, (slot) => {
        if (slot < this.segment.size && !this.segment.codeIs(slot, joined)) drop(bits, slot);
      });
  }

  #ordered() {
    if (this.#order) return this.#order;
    const { segment } = this;
    const slots = this.#live.length * 32;
    const place = (slot: number): number => this.#newerPlace[slot - segment.size] as number;
    const newer = [...this.#newerSlot.values()].sort(
      (a, b) => place(a) - place(b) || byName(this.#newerEntry(a), this.#newerEntry(b)),
    );
    const merged = new Uint32Array(count(this.#live));
    let at = 0;
    let next = 0;
    segment.nameOrder.forEach((slot, index) => {
      while (next < newer.length && place(newer[next] as number) <= index) merged[at++] = newer[next++] as number;
      if (has(this.#live, slot)) merged[at++] = slot;
    });
    while (next < newer.length) merged[at++] = newer[next++] as number;
    const rank = new Uint32Array(slots);
    merged.forEach((slot, index) => {
      rank[slot] = index;
    });
    return (this.#order = { byName: merged, rank, columns: new Map() as SortedColumns });
  }

  #byColumn({ sort, today, ranks }: IndexRequest): SortedColumn {
    const days = this.#statesOn(today);
    const { byName: names, columns } = this.#ordered();
    const key = ranks ?? sort;
    const known = columns.get(key);
    if (known) return known;
    const valueOf = (slot: number): number => {
      if (ranks) return ranks.get(this.#idOf(slot)) ?? 0;
      if (sort === 'agreement') return days.state[slot] === noAgreement ? 0 : (days.state[slot] as number) + 1;
      return (sort === 'firstDay' ? days.firstDay : days.lastDay)[slot] as number;
    };
    const made = sortedColumn(names, valueOf, this.#live.length);
    columns.set(key, made);
    return made;
  }

  #statesOn(today: string): Days {
    if (this.#days?.today === today) return this.#days;
    this.#order?.columns.clear();
    const slots = this.#live.length * 32;
    const days = {
      today,
      day: dayNumber(today),
      state: new Uint8Array(slots),
      firstDay: new Int32Array(slots),
      lastDay: new Int32Array(slots),
    };
    each(this.#live, (slot) => this.#setState(days, slot));
    return (this.#days = days);
  }

  #setState(days: Days, slot: number): void {
    if (slot >= days.state.length) {
      const slots = this.#live.length * 32;
      const wider = { state: new Uint8Array(slots), firstDay: new Int32Array(slots), lastDay: new Int32Array(slots) };
      for (const part of ['state', 'firstDay', 'lastDay'] as const) wider[part].set(days[part]);
      Object.assign(days, wider);
    }
    const current = currentOf(
      slot < this.segment.size ? this.segment.agreements.of(slot) : this.#newerEntry(slot).agreements,
      days.day,
    );
    days.state[slot] = current.state;
    days.firstDay[slot] = current.firstDay;
    days.lastDay[slot] = current.lastDay;
  }

  #slotOf(clientId: string): number | undefined {
    const newer = this.#newerSlot.get(clientId);
    if (newer !== undefined) return newer;
    const slot = this.segment.slotOf(clientId);
    return slot !== undefined && has(this.#live, slot) ? slot : undefined;
  }

  #idOf(slot: number): string {
    return slot < this.segment.size ? (this.segment.ids[slot] as string) : this.#newerEntry(slot).clientId;
  }

  #newerEntry(slot: number): ClientEntry {
    return this.#newer[slot - this.segment.size] as ClientEntry;
  }

  #bitsOf(clientIds: Iterable<string>): Bits {
    const slots: number[] = [];
    for (const id of clientIds) {
      const slot = this.#slotOf(id);
      if (slot !== undefined) slots.push(slot);
    }
    return this.#bitsOfSlots(slots);
  }

  #bitsOfSlots(slots: readonly number[]): Bits {
    const bits = new Uint32Array(this.#live.length);
    for (const slot of slots) add(bits, slot);
    return bits;
  }
}

function addTo(groups: Map<string, Bits>, ids: readonly string[], slot: number): void {
  for (const id of ids) {
    const bits = roomFor(groups.get(id) ?? bitsFor(slot + 1), slot);
    add(bits, slot);
    groups.set(id, bits);
  }
}

const roomFor = (bits: Bits, slot: number): Bits => (slot < bits.length * 32 ? bits : widened(bits, slot + 1024));
