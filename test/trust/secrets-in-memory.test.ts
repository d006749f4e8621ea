import { randomBytes } from 'node:crypto';
import { openSync, closeSync, readFileSync, readSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { createRouter } from '../../src-main/api/router.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { passwordHasherOfProcess } from '../../src-main/keys/password.ts';
import { officeWithVault } from '../unit/office/vault-fixture.ts';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;
const mask = 0x5a;
const chunk = Buffer.allocUnsafeSlow(4 * 1024 * 1024);

/** How often bytes stand in what this process may write to: strings of V8 and buffers alike. @param masked so that asking makes no copy that counts */
function copiesOf(masked: Buffer): number {
  const wanted = Buffer.allocUnsafeSlow(masked.length);
  const memory = openSync('/proc/self/mem', 'r');
  let found = 0;
  try {
    for (const line of readFileSync('/proc/self/maps', 'utf8').split('\n')) {
      const [, from, to] = /^([0-9a-f]+)-([0-9a-f]+) rw/.exec(line) ?? [];
      if (from === undefined || to === undefined) continue;
      const end = Number.parseInt(to, 16);
      for (let at = Number.parseInt(from, 16); at < end; at += chunk.length - masked.length) {
        const length = Math.min(chunk.length, end - at);
        let read = 0;
        try {
          read = readSync(memory, chunk, 0, length, at);
        } catch {
          break;
        }
        for (const [index, byte] of masked.entries()) wanted[index] = byte ^ mask;
        for (let hit = chunk.indexOf(wanted); hit >= 0 && hit < read; hit = chunk.indexOf(wanted, hit + 1)) found += 1;
        wanted.fill(0);
        chunk.fill(0);
      }
    }
  } finally {
    closeSync(memory);
  }
  return found;
}

describe.runIf(process.platform === 'linux')('agreement passwords in the memory of the process', () => {
  it('G3: entering with the remembered password leaves no copy of it behind', async () => {
    const { test, sun } = await officeWithVault();
    const { vault, enter } = test.engine.office;
    const secret = Buffer.from(`Xieyi-${randomBytes(12).toString('hex')}-9`);
    const masked = Buffer.from(secret.map((byte) => byte ^ mask));
    const { stored } = await passwordHasherOfProcess().hashPassword(secret.toString('latin1'));
    await test.addClient('secret', {
      name: '机密有限公司',
      taxpayerId: '91210109',
      assigned: ['sun'],
      agreements: [{ password_hash: stored }],
    });
    await vault.remembered.remember(sun, {
      clientId: 'secret',
      agreementId: 'secret-a0',
      passwordVersion: 1,
      password: secret.toString('latin1'),
    });
    secret.fill(0);
    const enterOnce = async (): Promise<void> => {
      await enter.enter(sun, 'secret', { kind: 'remembered' });
      await test.engine.office.leave.leave(sun, 'secret');
    };
    await enterOnce();
    for (let turn = 0; turn < 3; turn += 1) collect();
    const before = copiesOf(masked);
    for (let turn = 0; turn < 12; turn += 1) await enterOnce();
    const after = copiesOf(masked);
    process.stdout.write(
      `copies of a remembered agreement password: ${before} before twelve entries, ${after} after\n`,
    );
    expect(after).toBeLessThanOrEqual(before);
  }, 60_000);

  it('ADR-0010: a typed agreement password leaves at most five copies an entry, and a lock adds none', async () => {
    const { test, sun } = await officeWithVault();
    const secret = Buffer.from(`Xieyi-${randomBytes(12).toString('hex')}-9`);
    const masked = Buffer.from(secret.map((byte) => byte ^ mask));
    const { stored } = await passwordHasherOfProcess().hashPassword(secret.toString('latin1'));
    secret.fill(0);
    await test.addClient('typed', {
      name: '键入有限公司',
      taxpayerId: '91210109',
      assigned: ['sun'],
      agreements: [{ password_hash: stored }],
    });
    const calls = createRouterClient(createRouter({ report: () => {} }), {
      context: { desk: { engine: () => test.engine } as unknown as Desk, window: sun.window, origin: 'test' },
    });
    // The input as a host parses it: JSON of which nothing is kept here.
    const typed = (): { clientId: string; with: { kind: 'password'; agreementPassword: string } } => {
      const json = Buffer.from('{"clientId":"typed","with":{"kind":"password","agreementPassword":""}}');
      const body = Buffer.concat([
        json.subarray(0, -3),
        Buffer.from(masked.map((byte) => byte ^ mask)),
        json.subarray(-3),
      ]);
      try {
        return JSON.parse(body.toString('utf8')) as ReturnType<typeof typed>;
      } finally {
        body.fill(0);
      }
    };
    const counted = (): number => {
      for (let turn = 0; turn < 3; turn += 1) collect();
      return copiesOf(masked);
    };
    const before = counted();
    for (let turn = 0; turn < 12; turn += 1) {
      await calls.clients.enter(typed());
      await calls.clients.leave({ clientId: 'typed' });
    }
    const entered = counted();
    await test.engine.bureau.sessions.lock(sun);
    const locked = counted();
    process.stdout.write(
      `copies of a typed agreement password: ${before} before, ${entered} after twelve entries, ${locked} after a lock\n`,
    );
    expect(locked).toBeLessThanOrEqual(entered);
    expect(locked - before).toBeLessThanOrEqual(5 * 12);
  }, 60_000);
});
