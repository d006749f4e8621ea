/** The same work of an accountant's day on an encrypted and on a plain store, in turns: what the encryption costs. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clientSearchSchema } from '@contract/clients.ts';
import { dayOf } from '../../src-main/bureau/ground/calendar.ts';
import type { ClientActor, StaffActor } from '../../src-main/bureau/ground/actors.ts';
import type { Engine } from '../../src-main/desk/engine.ts';
import { createPasswordHasher, testParameters } from '../../src-main/keys/password.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { openPlainStore } from './plain-store.ts';
import { median, report, series, type Figure } from './support/figure.ts';
import { enterableClients, engineOn, fillOffice, rehashAll, rememberAll, signIn } from './support/sample-office.ts';

/** So many that the file fits into the page cache of 16 MB: both sides are warm. */
const clients = 1_000;
const turns = Number(process.env['TURNS'] ?? 100);
const warm = 5;
const queries = ['lnkj', '科技', '9121', 'shenyang', '华盛', 'zzqq'];
const parts = [
  'sign-in',
  'search',
  'enter and home',
  'VAT draft and submission',
  'payments and enquiry',
  'leave',
] as const;
type Part = (typeof parts)[number];
type Client = Awaited<ReturnType<typeof enterableClients>>[number];

/** What a turn leaves behind for its next parts. */
interface Turn {
  staff: StaffActor;
  inside: ClientActor;
  submitted: boolean;
}

/** One client's turn in an accountant's day, part by part. */
function partsOf(
  { bureau, office, ...engine }: Engine,
  number: number,
  client: Client,
  today: string,
): Record<Part, () => Promise<void>> {
  const window = `turn-${number}`;
  const turn: Partial<Turn> = {};
  const { staff, inside } = {
    staff: (): StaffActor => turn.staff ?? missing(),
    inside: (): ClientActor => turn.inside ?? missing(),
  };
  return {
    'sign-in': async () => {
      turn.staff = await signIn({ ...engine, bureau, office }, window);
      await office.sessionState.of(window);
    },
    search: async () => {
      for (const query of queries) await office.clients.search(staff(), clientSearchSchema.parse({ query }));
    },
    'enter and home': async () => {
      const { clientSession } = await office.enter.enter(staff(), client.clientId, { kind: 'remembered' });
      turn.inside = await bureau.sessions.clientOf(staff(), clientSession);
      await bureau.business.home.of(inside());
      await bureau.business.decisions(inside());
    },
    'VAT draft and submission': async () => {
      const { vat, home } = bureau.business;
      const due = (await home.of(inside())).due.findLast((row) => row.state !== 'submitted') ?? missing();
      const { revision, formLines } = await vat.open(inside(), due.period);
      const lines = { [formLines.find((line) => !line.computed)?.key ?? '']: 100_000_00 + number };
      await vat.compute(inside(), due.period, lines);
      const saved = await vat.save(inside(), due.period, lines, revision);
      await vat.submit(inside(), due.period, saved.revision, { clientName: client.name, payable: saved.payable });
    },
    'payments and enquiry': async () => {
      const payment = {
        tax: '增值税',
        period: today.slice(0, 7),
        amount: 123_45 + number,
        paidDay: today,
        voucher: `bench-${number}`,
        nature: 'tax' as const,
        // This month has no return yet, so the payment needs a reason.
        reason: '测量',
      };
      await bureau.business.payments.record(inside(), payment);
      await bureau.business.payments.list(inside(), { offset: 0, limit: 50 });
      await bureau.business.filings.list(inside(), { offset: 0, limit: 50 });
    },
    leave: () => office.leave.leave(staff(), client.clientId),
  };
}

function missing(): never {
  throw new Error('a part of the turn did not happen');
}

/** An office with three months of history in a store, its passwords at the small cost of the tests. */
async function officeIn(db: Parameters<typeof fillOffice>[0], now: number) {
  const hasher = createPasswordHasher(testParameters, { belowFloor: 'tests' });
  await fillOffice(db, { clients, history: 'months', now });
  await rememberAll(db, now);
  await rehashAll(db, hasher);
  return engineOn(db, hasher);
}

async function measure(folder: string): Promise<Figure[]> {
  const now = Date.now();
  const files = { encrypted: join(folder, 'encrypted.sqlite'), plain: join(folder, 'plain.sqlite') };
  const encrypted = await openStore<Schema>({ file: files.encrypted, key: randomBytes(32), migrations, create: true });
  const plain = await openPlainStore<Schema>(files.plain, migrations);
  const engines = { encrypted: await officeIn(encrypted.db, now), plain: await officeIn(plain.db, now) };
  const head = (await readFile(files.plain)).subarray(0, 15).toString('latin1');
  if (head !== 'SQLite format 3') throw new Error('the plain store is not plain');
  if ((await readFile(files.encrypted)).subarray(0, 15).toString('latin1') === head)
    throw new Error('the encrypted store is not encrypted');
  const megabytes = ((await stat(files.encrypted)).size / 2 ** 20).toFixed(1);
  const today = dayOf(now);
  const candidates = (await enterableClients(encrypted.db, today, clients)).slice(0, turns + warm);
  if (candidates.length < turns + warm) throw new Error(`${candidates.length} clients to work for`);
  // Their newest period is to be filed in the bench.
  for (const { db } of [encrypted, plain])
    await db
      .deleteFrom('filing')
      .where(
        'client_id',
        'in',
        candidates.map(({ clientId }) => clientId),
      )
      .execute();

  const kinds = ['encrypted', 'plain'] as const;
  const times = Object.fromEntries(
    kinds.map((kind) => [kind, Object.fromEntries([...parts, 'all'].map((name) => [name, [] as number[]]))]),
  ) as Record<(typeof kinds)[number], Record<Part | 'all', number[]>>;
  for (const [turn, client] of candidates.entries()) {
    const work = {
      encrypted: partsOf(engines.encrypted, turn, client, today),
      plain: partsOf(engines.plain, turn, client, today),
    };
    const all = { encrypted: 0, plain: 0 };
    // Each part on both stores at once after another, so that whatever else the machine does falls on both.
    for (const [place, name] of parts.entries()) {
      for (const kind of (turn + place) % 2 === 0 ? kinds : kinds.toReversed()) {
        const began = performance.now();
        await work[kind][name]();
        const took = performance.now() - began;
        all[kind] += took;
        if (turn >= warm) times[kind][name].push(took);
      }
    }
    if (turn >= warm) for (const kind of kinds) times[kind].all.push(all[kind]);
  }
  for (const kind of kinds) await engines[kind].close();
  await encrypted.close();
  await plain.close();
  return [
    {
      name: 'Encrypted against plain SQLite on the same work',
      unit: '×',
      value: median(times.encrypted.all) / median(times.plain.all),
      sense: 'atMost',
      limit: 1.25,
      series: [...(['all', ...parts] as const)].flatMap((name) =>
        kinds.map((kind) => series(`${name}, ${kind}`, times[kind][name])),
      ),
      how: `${turns} clients served in turns on both stores (${clients} clients, three months of history, ${megabytes} MB, 16 MB page cache, synchronous=FULL on both): sign-in, ${queries.length} searches, entering, VAT draft and submission, payment, enquiries; Argon2id at the tests' cost on both. Median of whole turns; the plain store is test/bench/plain-store.ts.`,
    },
  ];
}

await report(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
