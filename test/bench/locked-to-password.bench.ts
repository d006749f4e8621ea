/**
 * From locked to one agreement password in hand: our process against `keepassxc-cli show`, on the same 10,000 entries at the same
 * Argon2id cost. Runs in a session with a keychain of its own (test/with-keyring.sh).
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'vite';
import { createDatabaseKeys } from '../../src-main/keys/database-key.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { createPasswordHasher, productionParameters } from '../../src-main/keys/password.ts';
import { createRecoverySecret } from '../../src-main/keys/recovery-key.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { storeFiles } from '../../src-main/store/store-files.ts';
import { verifiers } from '../../src-main/training/content/verifiers.ts';
import { interleaved, report, series, type Figure } from './support/figure.ts';
import { kdfOf, writeKeepassDatabase, type KeepassEntry } from './support/keepass-database.ts';
import { adminId, fillOffice, rememberAll, samplePasswords } from './support/sample-office.ts';

const entriesWanted = 10_000;
const root = resolve(import.meta.dirname, '../..');

/** An office whose database key is in the keychain, with a password remembered for every one of its clients; gives what is remembered. */
async function makeOffice(folder: string): Promise<KeepassEntry[]> {
  const files = storeFiles(folder);
  await mkdir(folder, { recursive: true });
  const hasher = createPasswordHasher();
  const { key } = await createDatabaseKeys({ file: files.keyFile, keychain: createKeychain(), hasher }).create(
    { backend: 'keychain' },
    createRecoverySecret(),
  );
  const store = await openStore<Schema>({ file: files.database, key, migrations, create: true });
  try {
    const now = Date.now();
    // Some clients never had an agreement in force, so there is no password of theirs to remember.
    await fillOffice(store.db, { clients: Math.ceil(entriesWanted * 1.06), history: 'none', now });
    await rememberAll(store.db, now, { limit: entriesWanted, passwordOf: (clientId) => `Xieyi-${clientId}` });
    const rows = await store.db
      .selectFrom('remembered_password')
      .innerJoin('enterprise', 'enterprise.id', 'remembered_password.client_id')
      .innerJoin('client', 'client.client_id', 'remembered_password.client_id')
      .select(['enterprise.id', 'enterprise.name', 'enterprise.taxpayer_id', 'client.contact', 'client.note'])
      .orderBy('enterprise.id')
      .execute();
    return rows.map((row) => ({
      title: row.name,
      userName: row.taxpayer_id,
      password: `Xieyi-${row.id}`,
      notes: `${row.contact} ${row.note}`.trim(),
    }));
  } finally {
    await store.close();
  }
}

/** Bundles our process into one file, packages with a native part aside. @returns its file */
async function bundle(): Promise<string> {
  const outDir = join(root, '.cache', 'bench', 'locked-to-password');
  const native = /^(better-sqlite3|keytar|@node-rs\/argon2)$/;
  await build({
    root,
    configFile: false,
    logLevel: 'warn',
    resolve: { alias: { '@contract': join(root, 'src-preload/contract') } },
    ssr: { noExternal: true, external: [] },
    build: {
      ssr: join(root, 'test/bench/locked-to-password.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node22',
      minify: true,
      rollupOptions: { external: native, output: { format: 'es', entryFileNames: '[name].mjs' } },
    },
  });
  return join(outDir, 'locked-to-password.mjs');
}

/** Runs a program with a secret on its stdin. @returns its stdout @throws Error when it fails */
async function ask(command: string, args: readonly string[], secret: string): Promise<string> {
  const child = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
  let [stdout, stderr] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => {
    stdout += chunk.toString();
  });
  child.stderr.on('data', (chunk: Buffer) => {
    stderr += chunk.toString();
  });
  child.stdin.end(`${secret}\n`);
  const [code] = (await once(child, 'close')) as [number | null];
  if (code !== 0) throw new Error(`${command} ended with ${code}: ${stderr}`);
  return stdout.trim();
}

/** Milliseconds of processor time of a program, which another program's work disturbs less than the clock. */
async function processorTime(command: string, args: readonly string[], secret: string): Promise<number> {
  const text = await ask(
    'bash',
    ['-c', 'TIMEFORMAT="%3U %3S"; { time "$@" >/dev/null; } 2>&1', 'bash', command, ...args],
    secret,
  );
  const [user = NaN, system = NaN] = text.split(' ').map(Number);
  return (user + system) * 1000;
}

async function measure(folder: string): Promise<Figure[]> {
  const office = join(folder, 'office');
  const kdbx = join(folder, 'agreements.kdbx');
  const entries = await makeOffice(office);
  if (entries.length !== entriesWanted) throw new Error(`${entries.length} passwords remembered`);
  await writeKeepassDatabase(kdbx, samplePasswords.staff, productionParameters, entries);

  // Neither side may be measured at a lower cost than it claims.
  const theirs = kdfOf(await readFile(kdbx));
  const ours = /m=(\d+),t=(\d+),p=(\d+)\$/.exec(verifiers.staff.stored)?.slice(1).map(Number).join();
  const cost = [productionParameters.memoryKiB, productionParameters.passes, productionParameters.lanes].join();
  if (!theirs.argon2id || [theirs.memoryKiB, theirs.passes, theirs.lanes].join() !== cost || ours !== cost)
    throw new Error(`costs differ: ${ours}; ${JSON.stringify(theirs)}`);

  const program = await bundle();
  const one = (turn: number): KeepassEntry => {
    const entry = entries[(turn * 397 + 4999) % entries.length];
    if (!entry) throw new Error('no entry');
    return entry;
  };
  const expect = (found: string, entry: KeepassEntry): void => {
    if (found !== entry.password) throw new Error('another password came out');
  };
  const times = await interleaved(
    {
      ours: async (turn) =>
        expect(
          await ask(process.execPath, [program, office, adminId, one(turn).userName], samplePasswords.staff),
          one(turn),
        ),
      theirs: async (turn) =>
        expect(
          await ask(
            'keepassxc-cli',
            ['show', '-q', '-s', '-a', 'Password', kdbx, one(turn).title],
            samplePasswords.staff,
          ),
          one(turn),
        ),
    },
    { turns: Number(process.env['TURNS'] ?? 15), warm: 2 },
  );
  const [mine, other] = [series('our process', times.ours), series('keepassxc-cli show', times.theirs)];
  const cpu = await interleaved(
    {
      ours: async (turn) =>
        processorTime(process.execPath, [program, office, adminId, one(turn).userName], samplePasswords.staff),
      theirs: async (turn) =>
        processorTime(
          'keepassxc-cli',
          ['show', '-q', '-s', '-a', 'Password', kdbx, one(turn).title],
          samplePasswords.staff,
        ),
    },
    { turns: 7, warm: 0 },
  );
  return [
    {
      name: `From locked to one remembered agreement password, ${entriesWanted} clients, times faster than keepassxc-cli`,
      unit: '×',
      value: other.median / mine.median,
      sense: 'atLeast',
      limit: 4,
      series: [
        mine,
        other,
        series('our process, processor time', cpu.ours),
        series('keepassxc-cli show, processor time', cpu.theirs),
      ],
      how: `Whole processes in turns, started to ended. Ours: database key from gnome-keyring, encrypted store opened, one Argon2id, vault, password. Theirs: KDBX 4 with the same ${entriesWanted} entries. Both Argon2id 64 MiB, 3 passes, 1 lane, read back from the files.`,
    },
  ];
}

if (process.env['DESK_KEYRING'] !== '1') throw new Error('run this with test/with-keyring.sh');
await report(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
