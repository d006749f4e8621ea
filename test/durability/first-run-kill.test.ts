import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createDesk } from '../../src-main/desk/create-desk.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { createKeychain } from '../../src-main/keys/keychain.ts';
import { Recovery } from '../../src-main/office/recovery.ts';
import { temporaryFolder } from '../unit/store/fixture.ts';
import { startChild } from './child.ts';
import { adminOf, newOffice, officePassphrase } from './new-office.ts';

/** `npm run trust` runs sixty. */
const rounds = Number(process.env.DESK_TRUST_KILLS ?? 2);

async function open(dataDir: string): Promise<Desk> {
  const desk = await createDesk({
    dataDir,
    world: null,
    host: 'test',
    version: '0.1.0',
    keychain: createKeychain({ load: () => Promise.reject(new Error('no libsecret')) }),
  });
  onTestFinished(() => desk.close());
  return desk;
}

const recoveryOf = (desk: Desk): Recovery => {
  const { engine, keys, key } = desk.opened();
  return new Recovery({ acts: engine.acts, vault: engine.office.vault, passwords: engine.bureau.passwords, keys, key });
};

/** Whoever founded the office gets in with what they chose, and gets a recovery key that works: the one that was lost opens nothing. */
async function opensAndIsMended(desk: Desk, lost: string | undefined): Promise<void> {
  expect(await desk.unlock(officePassphrase)).toMatchObject({
    phase: 'open',
    profile: { kind: 'office', agencyName: newOffice.agency.name },
  });
  const staff = await adminOf(desk);
  const recovery = recoveryOf(desk);
  await expect(recovery.renew(staff, 'Falsch-Neu-9')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
  // The screen urges whoever gets in to have a new one (VaultStatus).
  expect(await desk.engine().office.vault.status(staff)).toMatchObject({ recoveryKeyKept: false });
  const key = await recovery.renew(staff, newOffice.admin.personalPassword);
  expect(await recovery.typed(key)()).toBe(true);
  if (lost !== undefined) expect(await recovery.typed(lost)()).toBe(false);
  const { trail } = desk.engine().bureau;
  expect((await trail.list({ query: '更换恢复密钥', limit: 5 })).map(({ result }) => result)).toContain('done');
  expect(await trail.verify()).toMatchObject({ brokenAt: null });
  await desk.close();
  const again = await open(desk.dataDir);
  if (lost !== undefined)
    await expect(again.unlockWithRecoveryKey(lost, officePassphrase)).rejects.toMatchObject({
      code: 'RECOVERY_KEY_WRONG',
    });
  expect(await again.unlockWithRecoveryKey(key, officePassphrase)).toMatchObject({ phase: 'open' });
}

describe('kill -9 in the first run', () => {
  it(
    `leaves no office, or one that is found, opened and given a recovery key (${rounds} rounds)`,
    async () => {
      const measured = await temporaryFolder();
      const whole = startChild('found-office.ts', [measured]);
      await whole.hasWritten(1);
      const begun = performance.now();
      await whole.hasWritten(2);
      const took = performance.now() - begun;
      await whole.kill();
      const outcomes = { none: 0, whole: 0 };
      for (let round = 0; round < rounds; round += 1) {
        const folder = await temporaryFolder();
        const child = startChild('found-office.ts', [folder]);
        await child.hasWritten(1);
        // Most rounds fall into the end, where office, note and answer follow each other.
        await delay(took * (round % 3 === 0 ? (round + 1) / rounds : 0.7 + Math.random() * 0.4));
        await child.kill();
        const desk = await open(folder);
        const { phase } = await desk.status();
        if (phase === 'setup') {
          outcomes.none += 1;
          expect(await desk.createOffice(newOffice, officePassphrase)).toMatchObject({ status: { phase: 'open' } });
        } else {
          outcomes.whole += 1;
          expect(phase).toBe('passphrase');
          await opensAndIsMended(desk, child.lines[1]);
        }
        await desk.close();
      }
      expect(outcomes.none + outcomes.whole).toBe(rounds);
    },
    60_000 + rounds * 10_000,
  );

  it('after it, and with a lost or spoilt note of the last use, the office is opened and not a first-run page beside it', async () => {
    const folder = await temporaryFolder();
    const first = await open(folder);
    await first.openWorld('demo');
    await first.leaveWorld();
    const { recoveryKey } = await first.createOffice(newOffice, officePassphrase);
    await first.close();
    for (const note of [null, '', 'null', '{"kind":"training","world":"demo"}', '\u0000']) {
      await rm(join(folder, 'desk.json'), { force: true });
      if (note !== null) await (await import('node:fs/promises')).writeFile(join(folder, 'desk.json'), note);
      const again = await open(folder);
      expect(await again.status()).toMatchObject({ phase: 'passphrase' });
      await again.close();
    }
    await opensAndIsMended(await open(folder), recoveryKey);
  }, 60_000);
});
