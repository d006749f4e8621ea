import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { worldNamed } from '../../../src-main/training/worlds.ts';
import { putSetting, setting } from '../../../src-main/store/repositories/settings.ts';
import { passphrase, office, newFolder, desk, login } from './own-office-fixture.ts';

describe('an own office beside a training world', () => {
  it('is what the next start opens, and what leaving the world leads back to', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice(office, passphrase);
    await first.close();
    const inDemo = await desk(folder, 'demo');
    expect(await inDemo.status()).toMatchObject({ phase: 'open', profile: { kind: 'training' } });
    expect(await inDemo.leaveWorld()).toMatchObject({ phase: 'passphrase' });
    expect(await inDemo.unlock(passphrase)).toMatchObject({ phase: 'open', profile: { kind: 'office' } });
    await inDemo.close();
    expect(await (await desk(folder)).status()).toMatchObject({ phase: 'passphrase' });
  });

  it('is not passed over when the note of what was used last is gone, nor by leaving while it waits for its passphrase', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice(office, passphrase);
    await first.close();
    await rm(join(folder, 'desk.json'));
    const again = await desk(folder);
    expect(await again.leaveWorld()).toMatchObject({ phase: 'passphrase' });
    expect(await again.unlock(passphrase)).toMatchObject({ phase: 'open', profile: { kind: 'office' } });
  });
});

describe('training worlds', () => {
  it('one that another version of the program built is built anew', async () => {
    const folder = await newFolder();
    const first = await desk(folder, 'demo');
    const { db } = first.engine();
    const { clients } = await db
      .selectFrom('client')
      .select((e) => e.fn.countAll<number>().as('clients'))
      .executeTakeFirstOrThrow();
    await putSetting(db, 'world', { world: 'demo', seed: 'demo-0', builtAt: 0 });
    await db.deleteFrom('client_use').execute();
    await first.close();
    const again = await desk(folder, 'demo');
    expect(await again.status()).toMatchObject({ phase: 'open' });
    expect(await setting(again.engine().db, 'world')).toMatchObject({ seed: worldNamed('demo')?.seed });
    const after = await again
      .engine()
      .db.selectFrom('client')
      .select((e) => e.fn.countAll<number>().as('clients'))
      .executeTakeFirstOrThrow();
    expect(after.clients).toBe(clients);
    expect(await again.engine().db.selectFrom('client_use').selectAll().execute()).not.toEqual([]);
  });

  it('an unknown world is refused by name; the demo opens, is left, and its data stay', async () => {
    const folder = await newFolder();
    await expect(desk(folder, 'nowhere')).rejects.toMatchObject({
      code: 'NOT_FOUND',
      message: expect.stringContaining('nowhere'),
    });
    const first = await desk(folder, 'demo');
    expect(await first.status()).toMatchObject({
      phase: 'open',
      profile: { kind: 'training', world: 'demo' },
      keys: { recorded: 'world' },
    });
    expect(await first.leaveWorld()).toMatchObject({ phase: 'setup' });
    expect(await first.openWorld('demo')).toMatchObject({ phase: 'open' });
  });

  it('one opens from the login page of an own office, not while anybody is signed in there, and leads back', async () => {
    const folder = await newFolder();
    const first = await desk(folder);
    await first.createOffice(office, passphrase);
    await login(first);
    await expect(first.openWorld('demo')).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringContaining('退出登录'),
    });
    expect(await first.status()).toMatchObject({ profile: { kind: 'office' } });
    await first.engine().bureau.sessions.signOut('w');
    expect(await first.openWorld('demo')).toMatchObject({
      phase: 'open',
      profile: { kind: 'training', world: 'demo' },
    });
    await expect(first.openWorld('large')).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await first.leaveWorld()).toMatchObject({ phase: 'passphrase' });
    expect(await first.unlock(passphrase)).toMatchObject({ phase: 'open', profile: { kind: 'office' } });
  });

  it('two programs on one data folder: the second is told, and harms nothing', async () => {
    const folder = await newFolder();
    await desk(folder, 'demo');
    const second = await desk(folder, 'demo');
    expect(await second.status()).toMatchObject({ phase: 'failed', failure: { code: 'DESK_BUSY' } });
  });
});
