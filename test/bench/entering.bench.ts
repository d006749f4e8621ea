/** What entering and switching cost the engine, on an encrypted file with 10,000 clients and production Argon2id. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { dayOf } from '../../src-main/bureau/ground/calendar.ts';
import { createPasswordHasher, type PasswordHasher } from '../../src-main/keys/password.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { interleaved, median, report, series, type Figure } from './support/figure.ts';
import { enterableClients, engineOn, fillOffice, rememberAll, signIn } from './support/sample-office.ts';

const clients = 10_000;
const openAtOnce = 30;

/** The production hasher, which also tells how long its last verification took and how many there were. */
function watched(hasher: PasswordHasher) {
  const seen = { count: 0, lastMs: 0 };
  const verifyPassword: PasswordHasher['verifyPassword'] = async (stored, password) => {
    const began = performance.now();
    const verdict = await hasher.verifyPassword(stored, password);
    seen.count += 1;
    seen.lastMs = performance.now() - began;
    return verdict;
  };
  return { seen, hasher: { ...hasher, verifyPassword } };
}

async function measure(folder: string): Promise<Figure[]> {
  const store = await openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: randomBytes(32),
    migrations,
    create: true,
  });
  const { db } = store;
  const now = Date.now();
  await fillOffice(db, { clients, history: 'months', now });
  const remembered = await rememberAll(db, now);
  const { hasher, seen } = watched(createPasswordHasher());
  const engine = engineOn(db, hasher);
  const staff = await signIn(engine, 'bench');
  const enterable = await enterableClients(db, dayOf(now), 200);
  const stored = await db
    .selectFrom('agreement')
    .select('password_hash')
    .where('password_hash', 'is not', null)
    .executeTakeFirstOrThrow();
  const of = (turn: number) => {
    const client = enterable[turn % enterable.length];
    if (!client) throw new Error('no client to enter');
    return client.clientId;
  };
  const beyond: number[] = [];
  const turns = 60;
  const warm = 5;
  const entering = await interleaved(
    {
      verify: async () => {
        await hasher.verifyPassword(stored.password_hash ?? '', 'Xieyi-2026');
      },
      enter: async (turn) => {
        const [before, began] = [seen.count, performance.now()];
        await engine.office.enter.enter(staff, of(turn), { kind: 'remembered' });
        const all = performance.now() - began;
        if (seen.count !== before + 1) throw new Error(`entering ran ${seen.count - before} Argon2id verifications`);
        if (turn >= warm) beyond.push(all - seen.lastMs);
        await engine.office.leave.leave(staff, of(turn));
        return all;
      },
    },
    { turns, warm },
  );

  for (const { clientId } of enterable.slice(100, 100 + openAtOnce))
    await engine.office.enter.enter(staff, clientId, { kind: 'remembered' });
  const { open } = await engine.office.sessionState.of('bench');
  if (open.length !== openAtOnce) throw new Error(`${open.length} clients open`);
  const switching = await interleaved(
    {
      switch: async (turn) => {
        const actor = await engine.bureau.sessions.staffOf('bench');
        const client = await engine.bureau.sessions.clientOf(actor, open[turn % open.length]?.clientSession ?? '');
        await engine.bureau.business.home.of(client);
      },
      state: async () => {
        await engine.office.sessionState.of('bench');
      },
    },
    { turns: 300, warm: 30 },
  );
  await engine.close();
  await store.close();

  const verify = series('one Argon2id verification', entering.verify);
  const enter = series('entering with a remembered password', entering.enter);
  return [
    {
      name: 'Entering a client with a remembered password, beyond one Argon2id verification',
      unit: 'ms',
      value: enter.median - verify.median,
      sense: 'atMost',
      limit: 15,
      series: [enter, verify, series('of one entering, all but its own verification', beyond)],
      how: `Engine in process, encrypted file, ${clients} clients, ${remembered} passwords remembered, 64 MiB and 3 passes; median of entering minus median of a bare verification, in turns.`,
    },
    {
      name: `Switching between ${openAtOnce} open clients, engine`,
      unit: 'ms',
      value: median(switching.switch) + median(switching.state),
      sense: 'atMost',
      limit: 5,
      series: [
        series('admission and home page of the client', switching.switch),
        series('state of the window with its open clients', switching.state),
      ],
      how: 'What a page asks when a client comes to the front: who is signed in, the client session, its home page; and the strip of open clients. Sum of the medians.',
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
