import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addDays } from '../../../src-main/bureau/ground/calendar.ts';
import { currentAgreement } from '../../../src-main/bureau/agreement/current.ts';
import { dayNumber, dayNumberAt, stateCodes } from '../../../src-main/office/search/agreement-days.ts';
import { ClientIndex } from '../../../src-main/office/search/client-index.ts';
import { furtherText, entryTexts, type ClientEntry } from '../../../src-main/office/search/entry.ts';
import { parseQuery } from '../../../src-main/office/search/query.ts';
import type { IndexRequest } from '../../../src-main/office/search/request.ts';
import { Segment } from '../../../src-main/office/search/segment.ts';
import { searchText } from '../../../src-main/office/search/search-text.ts';
import { usualDays } from '../../../src-main/bureau/rule-sets/limits.ts';

interface Agreement {
  decided: 'proposed' | 'recognised' | 'suspended' | 'cancelled' | 'declined';
  first_day: string;
  last_day: string;
  created_at: number;
}
interface Client {
  id: string;
  name: string;
  taxpayerId: string;
  handlers: string[];
  logins: string[];
  agreements: Agreement[];
  stopped: string | null;
  tags: string[];
  /** Persons, former names and numbers. */
  dossier: string[];
}

const today = '2026-11-23';
const day = fc.integer({ min: -60, max: 60 }).map((days) => addDays(today, days));
const agreement: fc.Arbitrary<Agreement> = fc
  .record({
    decided: fc.constantFrom('proposed', 'recognised', 'suspended', 'cancelled', 'declined'),
    first_day: day,
    length: fc.integer({ min: 0, max: 60 }),
    created_at: fc.integer({ min: -40, max: 0 }).map((days) => Date.parse(`${addDays(today, days)}T01:00:00Z`)),
  })
  .map(({ length, ...rest }) => ({ ...rest, last_day: addDays(rest.first_day, length) }));

// Few characters, so that parts are found often: also one with two readings, one beyond the basic plane, Latin letters and signs.
const name = fc
  .array(fc.constantFrom('沈', '阳', '华', '盛', '重', '庆', '科', '技', 'A', 'b', '7', '（', '𠮷', '号'), {
    minLength: 1,
    maxLength: 9,
  })
  .map((parts) => parts.join(''));
const taxpayerId = fc
  .array(fc.constantFrom('9', '1', '2', 'M', 'A', '0', 'X'), { minLength: 15, maxLength: 18 })
  .map((parts) => parts.join(''));
const handlers = fc.uniqueArray(fc.constantFrom('h1', 'h2', 'h3'), { maxLength: 3 });
const client = fc.record({
  id: fc.integer({ min: 0, max: 79 }).map((number) => `c${number}`),
  name,
  taxpayerId,
  handlers,
  logins: fc.array(fc.constantFrom('sy91keji', '科技部', '13912', '庆@7', 'X'), { maxLength: 2 }),
  agreements: fc.array(agreement, { maxLength: 3 }),
  stopped: fc.oneof({ weight: 3, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: day }),
  tags: fc.uniqueArray(fc.constantFrom('重点', '科技部', '季报A'), { maxLength: 2 }),
  dossier: fc.array(fc.constantFrom('庆盛', '91阳2MA', '华号'), { maxLength: 2 }),
});
const word = fc.oneof(
  fc
    .array(fc.constantFrom('沈', '阳', '华', '盛', '重', '庆', '科', '技', 'A', '7', '𠮷'), {
      minLength: 1,
      maxLength: 4,
    })
    .map((parts) => parts.join('')),
  fc.constantFrom(
    's',
    'sy',
    '重点',
    '季报a',
    '庆盛',
    'shen',
    'shenyang',
    'henya',
    'hs',
    'cq',
    'zq',
    'chongqing',
    'keji',
    'zzqq',
    '91',
    '912',
    '2ma0',
    '９１',
    'SY',
    '沈阳keji',
    'x',
    '13912',
    '盛号',
    '科技部',
    "ke'ji",
  ),
);
const query = fc.oneof(
  word,
  word,
  fc.array(word, { maxLength: 3 }).map((words) => words.join(' ')),
);
/** Absent mostly: filters of all kinds at once would leave nothing to put in order. */
const rarely = <Value>(arbitrary: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });
const states = rarely(fc.uniqueArray(fc.constantFrom(...stateCodes), { minLength: 1, maxLength: 3 }));
const someIds = fc.uniqueArray(
  fc.integer({ min: 0, max: 79 }).map((number) => `c${number}`),
  { maxLength: 20 },
);
const request = fc.record({
  query,
  scope: rarely(fc.uniqueArray(fc.constantFrom('h1', 'h2'), { minLength: 1, maxLength: 2 })).map((ids) => ids ?? null),
  states,
  endingBy: rarely(day),
  handlerId: rarely(fc.constantFrom('h1', 'h3', 'h9')),
  tags: rarely(fc.uniqueArray(fc.constantFrom('重点', '科技部', '无人用'), { minLength: 1, maxLength: 2 })),
  favourite: rarely(fc.boolean()),
  service: rarely(fc.constantFrom('served', 'stopped', 'all')),
  among: rarely(fc.record({ ids: someIds, inside: fc.boolean() })),
  sort: fc.constantFrom('relevance', 'relevance', 'name', 'lastDay', 'lastEntered'),
  descending: fc.boolean(),
  offset: fc.integer({ min: 0, max: 10 }),
  limit: fc.integer({ min: 1, max: 50 }),
  favourites: someIds,
  entered: someIds,
});

const entryOf = (row: Client): ClientEntry => ({
  clientId: row.id,
  ...entryTexts({ name: row.name, taxpayer_id: row.taxpayerId, ...searchText(row.name) }),
  tags: row.tags,
  further: furtherText(
    row.logins.map((login) => ({ kind: 'own', own_kind: '盛号', site: 'https://www.shenyang.gov.cn', login })),
    [...row.tags, ...row.dossier],
  ),
  stopDay: row.stopped === null ? null : dayNumber(row.stopped),
  handlers: row.handlers,
  agreements: row.agreements.map((one) => ({
    decided: one.decided,
    firstDay: dayNumber(one.first_day),
    lastDay: dayNumber(one.last_day),
    answerBy: dayNumberAt(one.created_at) + usualDays.toAnswer,
  })),
});

function indexOf(rows: Iterable<Client>): ClientIndex {
  const segment = new Segment();
  for (const row of [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))) segment.add(entryOf(row));
  for (const _ of segment.finish()) continue;
  return new ClientIndex(segment);
}

/** The same question by looking at every row, from the rules of the list alone. */
function scan(rows: Client[], asked: IndexRequest) {
  const plain = (text: string): string =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replace(/[\p{P}\p{Z}]/gu, '');
  const inScope = rows.filter((row) => asked.scope === null || row.handlers.some((id) => asked.scope?.includes(id)));
  const service = asked.service ?? 'served';
  const isStopped = (row: Client): boolean => row.stopped !== null && row.stopped <= today;
  const wanted = inScope.filter((row) => service === 'all' || isStopped(row) === (service === 'stopped'));
  const matching = inScope.flatMap((row) => {
    const texts = searchText(row.name);
    const [initials, pinyin] = [texts.initials.split(' '), texts.pinyin.split(' ')];
    const tierOf = (one: string): number => {
      if (plain(row.name).startsWith(one)) return 1;
      if (plain(row.name).includes(one)) return 2;
      const accounts = [
        ...row.logins.flatMap((login) => ['盛号', 'shenyanggovcn', plain(login)]),
        ...row.tags.map(plain),
        ...row.dossier.map(plain),
      ];
      const han = /[^\p{ASCII}]/u.test(one);
      const account = accounts.some((text) =>
        one.length >= (han ? 2 : 4) ? text.includes(one) : one.length > 1 && text.startsWith(one),
      );
      if (han) return account ? 5 : 9;
      if (initials.some((text) => text.startsWith(one))) return 3;
      if (pinyin.some((text) => text.startsWith(one))) return 4;
      return account || [...initials, ...pinyin, plain(row.taxpayerId)].some((text) => text.includes(one)) ? 5 : 9;
    };
    let tier = Math.max(0, ...asked.query.words.map(tierOf));
    if (tier === 9) return [];
    if (asked.query.joined !== '' && asked.query.joined === plain(row.taxpayerId)) tier = 0;
    const current = currentAgreement(row.agreements, today, usualDays);
    const state = current?.state ?? 'none';
    const lastDay = current?.row.last_day ?? null;
    if (asked.states && !asked.states.includes(state)) return [];
    if (asked.endingBy !== undefined && (state !== 'inForce' || lastDay === null || lastDay > asked.endingBy))
      return [];
    if (asked.handlerId !== undefined && !row.handlers.includes(asked.handlerId)) return [];
    if (asked.tags?.some((tag) => !row.tags.includes(tag))) return [];
    if (asked.favourite !== undefined && asked.use.favourites.has(row.id) !== asked.favourite) return [];
    if (asked.among && asked.among.ids.has(row.id) !== asked.among.inside) return [];
    const entered = asked.use.entered.indexOf(row.id);
    const boost = asked.use.favourites.has(row.id) ? 0 : entered >= 0 && entered < 10 ? 1 : 2;
    return [{ row, tier, boost, lastDay, entered, key: entryOf(row) }];
  });
  const hits = matching.filter(({ row }) => wanted.includes(row));
  type Hit = (typeof hits)[number];
  const cmp = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
  const named = (a: Hit, b: Hit): number =>
    cmp(a.key.pinyin, b.key.pinyin) || cmp(a.key.name, b.key.name) || cmp(a.row.id, b.row.id);
  const turn = asked.descending ? -1 : 1;
  const unknownLast = (a: Hit, b: Hit, known: (hit: Hit) => boolean, compare: () => number): number =>
    known(a) && known(b) ? turn * compare() : Number(known(b)) - Number(known(a)) || named(a, b);
  hits.sort((a, b) => {
    if (asked.sort === 'relevance') return a.tier - b.tier || a.boost - b.boost || named(a, b);
    if (asked.sort === 'name') return turn * named(a, b);
    if (asked.sort === 'lastDay')
      return unknownLast(
        a,
        b,
        (hit) => hit.lastDay !== null,
        () => cmp(a.lastDay ?? '', b.lastDay ?? '') || named(a, b),
      );
    return unknownLast(
      a,
      b,
      (hit) => hit.entered >= 0,
      () => b.entered - a.entered,
    );
  });
  return {
    all: wanted.length,
    stopped: service === 'served' ? matching.length - hits.length : 0,
    total: hits.length,
    ids: hits.slice(asked.offset, asked.offset + asked.limit).map((hit) => hit.row.id),
  };
}

describe('client index', () => {
  it('answers every question as a scan of all rows does, after any edits', () => {
    const edit = fc.oneof(
      { weight: 4, arbitrary: client },
      { weight: 1, arbitrary: fc.record({ remove: fc.integer({ min: 0, max: 79 }).map((number) => `c${number}`) }) },
    );
    fc.assert(
      fc.property(
        fc.uniqueArray(client, { selector: (row) => row.id, minLength: 20, maxLength: 70 }),
        fc.array(fc.tuple(fc.array(edit, { maxLength: 30 }), fc.array(request, { minLength: 1, maxLength: 6 })), {
          minLength: 1,
          maxLength: 3,
        }),
        (first, rounds) => {
          const rows = new Map(first.map((row) => [row.id, row]));
          const index = indexOf(rows.values());
          for (const [edits, requests] of rounds) {
            for (const one of edits) {
              if ('remove' in one) {
                rows.delete(one.remove);
                index.remove(one.remove);
              } else {
                rows.set(one.id, one);
                index.put(entryOf(one));
              }
            }
            for (const { favourites, entered, among, query: typed, ...rest } of requests) {
              const asked: IndexRequest = {
                ...rest,
                today,
                query: parseQuery(typed),
                use: { favourites: new Set(favourites), entered },
                among: among && { ids: new Set(among.ids), inside: among.inside },
              };
              expect(index.find(asked)).toEqual(scan([...rows.values()], asked));
            }
          }
        },
      ),
      { numRuns: 120 },
    );
  });

  it('keeps frequent grams as bits and rare ones as lists, with the same answers', () => {
    const rows: Client[] = Array.from({ length: 3000 }, (_, number) => ({
      id: `c${String(number).padStart(4, '0')}`,
      name: `沈阳${'甲乙丙丁戊己庚辛壬癸'[number % 10]}${number % 7 === 0 ? '华盛' : '远洋'}${number}号店`,
      taxpayerId: `9121010${number}2MA0`.padEnd(18, 'X'),
      handlers: [],
      logins: [],
      agreements: [],
      stopped: null,
      tags: [],
      dossier: [],
    }));
    const index = indexOf(rows);
    const common = {
      today,
      scope: null,
      sort: 'relevance',
      descending: false,
      offset: 0,
      limit: 50,
      use: { favourites: new Set<string>(), entered: [] },
    } as const;
    for (const typed of [
      '沈阳',
      'shenyang',
      'syjhs',
      '1234',
      '21号',
      '华盛21',
      '庚',
      'z',
      'henyangg',
      '91210107772ma0xxxx',
      '沈阳丁华盛',
      '无',
    ]) {
      const asked = { ...common, query: parseQuery(typed) };
      expect([typed, index.find(asked)]).toEqual([typed, scan(rows, asked)]);
    }
  });
});
