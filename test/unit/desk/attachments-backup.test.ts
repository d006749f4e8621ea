import { randomBytes } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import { expect, it } from 'vitest';
import { createRouter } from '../../../src-main/api/router.ts';
import { backupFolder, Backups } from '../../../src-main/desk/backups.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { attach, contentOf, png } from '../office/attachment-files.ts';
import { desk, login, newFolder, office, passphrase, uploaded } from './own-office-fixture.ts';

const callsAt = (open: Desk) =>
  createRouterClient(createRouter({ report: () => {} }), { context: { desk: open, window: 'w', origin: 'test' } });

it('an attachment comes back from a backup as it was, and stands in no file in plain', async () => {
  const [here, there] = [await newFolder(), await newFolder()];
  const first = await desk(here);
  const { recoveryKey } = await first.createOffice(office, passphrase);
  await login(first);
  const calls = callsAt(first);
  await calls.clients.add({
    name: '沈阳新企业有限公司',
    taxpayerId: '91110108551385082Q',
    taxpayerKind: 'smallScale',
    address: '',
    contact: '',
    note: '',
    keptBecause: '',
  } as Parameters<typeof calls.clients.add>[0]);
  const clientId = (await calls.clients.search({})).rows[0]!.clientId;
  const canary = `canary-${randomBytes(16).toString('hex')}`;
  const scan = png(40, 30, Buffer.concat([Buffer.from(canary), randomBytes(6_000_000), Buffer.from(canary)]));
  const id = await attach(calls, clientId, '执照.png', scan);
  const staff = await first.engine().bureau.sessions.staffOf('w');
  const backups = new Backups(first.opened(), backupFolder(here), '0.1.0');
  backups.start(staff);
  await expect.poll(() => first.engine().office.work.list('w')[0]?.state).toBe('finished');
  const files = (await readdir(here, { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  expect(files.length).toBeGreaterThan(1);
  for (const { parentPath, name } of files)
    expect([name, (await readFile(join(parentPath, name))).includes(canary)]).toEqual([name, false]);
  const [made] = await backups.list();
  const second = await desk(there);
  const upload = await uploaded(second, new Uint8Array(await readFile(join(backupFolder(here), made!.name))));
  await second.restore('w', upload, recoveryKey, '新机器 上的 口令 7');
  await login(second);
  expect((await contentOf(callsAt(second), clientId, id, scan.length)).equals(scan)).toBe(true);
});
