import { mkdtempSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
const W = '/work/wt/demo/';
const { migrations } = await import(W + 'src-main/store/migrations/index.ts');
const { openStore } = await import(W + 'src-main/store/open.ts');
const { buildWorld } = await import(W + 'src-main/training/build-world.ts');
const { worldNamed } = await import(W + 'src-main/training/worlds.ts');
const catalogue = (await import(W + 'resources/service-catalogue.json', { with: { type: 'json' } })).default;
for (const arg of process.argv.slice(2)) {
  const [name, n] = arg.split(':');
  const store = await openStore({ file: mkdtempSync('/tmp/w-') + '/d.sqlite', key: randomBytes(32), migrations, create: true });
  const t = performance.now(), c = process.cpuUsage();
  const d = worldNamed(name);
  await buildWorld(store.db, { ...d, clients: Number(n ?? d.clients) }, { now: Date.now(), bundles: catalogue.bundles, vaultRecoveryKey: Buffer.alloc(32, 1) });
  const u = process.cpuUsage(c);
  console.log(arg, Math.round(performance.now() - t), 'ms', 'cpu', Math.round((u.user + u.system) / 1000), 'rss', Math.round(process.memoryUsage().rss / 1e6));
  if (process.env.COUNTS) for (const tb of ['audit', 'filing', 'payment', 'certificate', 'client_use', 'remembered_password', 'agreement']) console.log(tb, store.sqlite.prepare('select count(*) c from ' + tb).get().c);
  await store.close();
}
