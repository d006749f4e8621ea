/**
 * Search at 100,000 clients against SQLite LIKE over the same columns in the same store, over the keystroke prefixes of six queries.
 * Run: `tsx --tsconfig tsconfig.base.json test/bench/search.bench.ts` (Node's own flag `--expose-gc` makes the memory figure steadier).
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { clientSearchSchema } from '@contract/clients.ts';
import { createDesk } from '../../src-main/desk.ts';
import { parseQuery } from '../../src-main/office/search/query.ts';

const typed = ['lnkj', '科技', '9121', 'shenyang', '华盛', 'zzqq'];
const rounds = Number(process.env['ROUNDS'] ?? 30);
const clients = 100_000;

const keystrokes = typed.map((query) => [...query].map((_, index) => query.slice(0, index + 1)));
const sorted = (values: readonly number[]): number[] => values.toSorted((a, b) => a - b);
const quantile = (values: readonly number[], share: number): number => sorted(values)[Math.min(values.length - 1, Math.ceil(values.length * share) - 1)] ?? NaN;
const round = (value: number): number => Math.round(value * 1000) / 1000;
const megabytes = (): number => Math.round(process.memoryUsage().rss / 2 ** 20);

interface Figure { median: number; p95: number }
const figure = (values: readonly number[]): Figure => ({ median: round(quantile(values, 0.5)), p95: round(quantile(values, 0.95)) });

const dataDir = await mkdtemp(join(tmpdir(), 'desk-bench-'));
try {
  const building = await createDesk({ dataDir, world: 'large', host: 'test', version: 'bench' });
  await building.close();
  const desk = await createDesk({ dataDir, world: 'large', host: 'test', version: 'bench' });
  const { db, bureau, office } = desk.engine();
  const admin = await db.selectFrom('member').innerJoin('handler', 'handler.id', 'member.handler_id').select(['handler.id', 'handler.enterprise_id as agencyId'])
    .where('member.office_role', '=', 'admin').executeTakeFirstOrThrow();
  await db.transaction().execute((transaction) => bureau.sessions.startStaff(transaction, { window: 'bench', origin: 'test', handlerId: admin.id, agencyId: admin.agencyId }));
  const staff = await bureau.sessions.staffOf('bench', { use: true });

  globalThis.gc?.();
  const memoryBefore = megabytes();
  const began = performance.now();
  await office.search.warm(admin.agencyId);
  const build = Math.round(performance.now() - began);
  globalThis.gc?.();
  const memoryAfter = megabytes();

  // LIKE gets one narrow table without a join and without ranking: its best case.
  const { sqlite } = desk.opened().store;
  sqlite.exec(`CREATE TABLE bench_flat AS SELECT client_id, name, taxpayer_id, pinyin, initials FROM client JOIN enterprise ON enterprise.id = client_id`);
  const condition = `name LIKE @like OR taxpayer_id LIKE @like OR pinyin LIKE @like OR initials LIKE @like`;
  const likeCount = sqlite.prepare(`SELECT count(*) AS total FROM bench_flat WHERE ${condition}`);
  const likeRanked = sqlite.prepare(`SELECT client_id, count(*) OVER () AS total FROM bench_flat WHERE ${condition}
    ORDER BY CASE WHEN name LIKE @start THEN 1 WHEN name LIKE @like THEN 2 WHEN initials LIKE @start THEN 3 WHEN pinyin LIKE @start THEN 4 ELSE 5 END, pinyin, name LIMIT 50`);

  const index = await office.search.indexOf(admin.agencyId);
  const request = {
    today: '2026-11-23', scope: null, sort: 'relevance', descending: false, offset: 0, limit: 50, use: { favourites: new Set<string>(), entered: [] },
  } as const;
  const times = { index: [] as number[], service: [] as number[], likeCount: [] as number[], likeRanked: [] as number[] };
  const byQuery = new Map<string, { hits: number; index: number[]; like: number[] }>();
  for (let turn = -3; turn < rounds; turn += 1) {
    for (const prefixes of keystrokes) {
      const measure = async (kind: keyof typeof times, work: (query: string) => unknown): Promise<number[]> => {
        // A word typed before by somebody else must not help.
        index.forgetWords();
        const each: number[] = [];
        for (const query of prefixes) {
          const start = performance.now();
          await work(query);
          each.push(performance.now() - start);
        }
        if (turn >= 0) times[kind].push(...each);
        return each;
      };
      const like = (query: string) => ({ like: `%${query}%`, start: `${query}%` });
      let totals: number[] = [];
      const fast = await measure('index', (query) => { totals.push(index.find({ ...request, query: parseQuery(query) }).total); });
      const slow = await measure('likeCount', (query) => likeCount.get(like(query)));
      await measure('service', (query) => office.clients.search(staff, clientSearchSchema.parse({ query })));
      if (turn < 5) await measure('likeRanked', (query) => likeRanked.all(like(query)));
      prefixes.forEach((query, at) => {
        const { total } = likeCount.get(like(query)) as { total: number };
        if (total !== totals[at]) throw new Error(`${query}: ${totals[at]} hits, LIKE finds ${total}`);
        const entry = byQuery.get(query) ?? { hits: total, index: [], like: [] };
        if (turn >= 0) {
          entry.index.push(fast[at] as number);
          entry.like.push(slow[at] as number);
        }
        byQuery.set(query, entry);
      });
      totals = [];
    }
  }
  const [fast, service, slow, ranked] = [figure(times.index), figure(times.service), figure(times.likeCount), figure(times.likeRanked)];
  const result = {
    bench: 'search', clients, rounds, unit: 'ms', buildMs: build, rssBeforeMB: memoryBefore, rssAfterMB: memoryAfter, rssEndMB: megabytes(),
    index: fast, serviceWithRows: service, likeCount: slow, likeRanked: ranked,
    ratioP95: round(slow.p95 / fast.p95), ratioMedian: round(slow.median / fast.median), serviceRatioP95: round(slow.p95 / service.p95),
    rankedRatioP95: round(ranked.p95 / fast.p95), target: { ratioP95: { least: 4, aim: 8 } },
    queries: Object.fromEntries([...byQuery].map(([query, entry]) => [query, { hits: entry.hits, index: round(quantile(entry.index, 0.5)), like: round(quantile(entry.like, 0.5)) }])),
  };
  console.log(JSON.stringify(result));
  console.log(`search of ${clients} clients, complete and ranked: p95 ${fast.p95} ms (with the rows shown ${service.p95} ms); LIKE, counting only: p95 ${slow.p95} ms`);
  console.log(`p95 ${result.ratioP95} times faster (least 4, aim 8); with rows ${result.serviceRatioP95} times; index built in ${build} ms, memory ${memoryBefore} -> ${memoryAfter} MB`);
  await desk.close();
  if (result.ratioP95 < 4) process.exitCode = 1;
} finally {
  await rm(dataDir, { recursive: true, force: true });
}
