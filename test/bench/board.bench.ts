/** The filing board of 5,000 clients: what they owe in a month computed from their files, one changed file, and a page with a changed filter. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createPasswordHasher } from '../../src-main/keys/password.ts';
import { ObligationBook } from '../../src-main/office/obligations/obligation-book.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { sampleAgency } from '../../src-main/training/content/staff.ts';
import { report, series, type Figure } from './support/figure.ts';
import { engineOn, fillOffice, signIn } from './support/sample-office.ts';

const clients = 5000;
const runs = 12;
const warm = 2;
/** Twelve obligations a client: those of January, with what falls due by quarter and year. */
const taxes = [
  ['vat', 'monthly'],
  ['corporateIncome', 'quarterly'],
  ['incomeWithheld', 'monthly'],
  ['stamp', 'quarterly'],
  ['property', 'quarterly'],
  ['landUse', 'quarterly'],
  ['socialInsurance', 'monthly'],
  ['statements', 'quarterly'],
  ['union', 'monthly'],
  ['waterFund', 'monthly'],
  ['disability', 'yearly'],
  ['culture', 'monthly'],
] as const;
const month = '2027-01';

async function measure(folder: string): Promise<Figure[]> {
  const store = await openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: randomBytes(32),
    migrations,
    create: true,
  });
  const { db } = store;
  await fillOffice(db, { clients, history: 'none', now: Date.parse('2027-01-10T04:00:00Z') });
  const clientIds = (await db.selectFrom('client').select('client_id').execute()).map(({ client_id }) => client_id);
  await db.deleteFrom('client_tax').execute();
  for (let from = 0; from < clientIds.length; from += 100)
    await db
      .insertInto('client_tax')
      .values(
        clientIds.slice(from, from + 100).flatMap((client_id) =>
          taxes.map(([tax, every], position) => ({
            client_id,
            id: tax,
            position,
            tax,
            own_tax: '',
            every,
            since: '2024-01-01',
            until: null,
          })),
        ),
      )
      .execute();
  const engine = engineOn(db, createPasswordHasher());
  const staff = await signIn(engine, 'bench');
  const { office } = engine;
  const agencyId = sampleAgency.id;
  const times: Record<'all' | 'one' | 'page' | 'filter', number[]> = { all: [], one: [], page: [], filter: [] };
  const timed = async (kind: keyof typeof times, run: number, work: () => Promise<unknown>): Promise<void> => {
    const start = performance.now();
    await work();
    if (run >= 0) times[kind].push(performance.now() - start);
  };
  const question = { month, query: '', sort: 'name', offset: 0, limit: 100 } as const;
  for (let run = -warm; run < runs; run += 1) {
    const book = new ObligationBook(office.search);
    await timed('all', run, async () => {
      const owed = await book.dueIn(db, { agencyId, clientIds, month });
      const count = [...owed.values()].reduce((sum, list) => sum + list.length, 0);
      if (count !== clients * taxes.length) throw new Error(`${count} obligations, ${clients * taxes.length} expected`);
    });
    office.search.changed(clientIds.slice(run + warm, run + warm + 1));
    await timed('one', run, () => book.dueIn(db, { agencyId, clientIds, month }));
    await timed('page', run, () => office.obligationBoard.page(staff, question));
    await timed('filter', run, () =>
      office.obligationBoard.page(staff, { ...question, due: 'open', obligation: 'vat' }),
    );
  }
  await engine.close();
  await store.close();
  const how = `${clients} clients with ${taxes.length} obligations each in the month, in an encrypted store.`;
  const [all, one, page, filter] = [
    series('every file read, everything computed', times.all),
    series('one file changed', times.one),
    series('the first page of the board, 100 rows with all counts', times.page),
    series('the same, narrowed', times.filter),
  ];
  return [
    {
      name: `Obligations of ${clients} clients for a month, from their files`,
      unit: 'ms',
      value: all.median,
      sense: 'atMost',
      limit: 300,
      series: [all, one],
      how,
    },
    {
      name: `The board of ${clients} clients with another filter, engine`,
      unit: 'ms',
      value: filter.median,
      sense: 'atMost',
      limit: 100,
      series: [filter, page],
      how: `${how} What was filed and paid is read anew for each answer; painting not included.`,
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
