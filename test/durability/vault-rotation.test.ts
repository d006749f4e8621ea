import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { temporaryFolder } from '../unit/store/fixture.ts';
import { startChild } from './child.ts';
import { fillVault, passwords, readVault } from './vault-to-kill.ts';

it('kill -9 in the middle of changing the vault key leaves the old vault or the new one, whole (ADR-0015)', async () => {
  const [file, key] = [join(await temporaryFolder(), 'desk.sqlite'), randomBytes(32)];
  const open = (create: boolean) => openStore<Schema>({ file, key, migrations, create, keyProven: !create });
  const made = await open(true);
  const recoveryKey = await fillVault(made.db);
  await made.close();
  let generation = 1;
  for (let round = 0; round < 4; round += 1) {
    const child = startChild('rotate-vault.ts', [file, key.toString('hex')]);
    await child.hasWritten(2 + round);
    // Anywhere in the rotation that follows the last one that was said.
    await delay(Math.random() * 40);
    await child.kill();
    const store = await open(false);
    const now = await readVault(store.db, recoveryKey);
    await store.close();
    const said = child.lines.filter((line) => line === 'rotated').length;
    expect(now).toMatchObject({ opened: passwords, sameKey: true });
    // One more may have been committed and not yet said.
    expect([generation + said, generation + said + 1]).toContain(now.generation);
    generation = now.generation;
  }
}, 60_000);
