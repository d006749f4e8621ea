import { access, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { settleDataFolder } from '../../../src-main/desk/former-place.ts';
import { holdLock } from '../../../src-main/store/sqlite/lock.sqlite.ts';

/** Two places in one folder, as on Linux. */
async function places(): Promise<{ present: string; former: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-former-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return { present: join(folder, 'share/agency-desk'), former: join(folder, 'config/agency-desk/data') };
}

async function write(files: Record<string, string>, folder: string): Promise<void> {
  for (const [name, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), content);
  }
}
const office = {
  'office/desk.sqlite': 'database',
  'office/desk.sqlite-wal': 'wal',
  'office/desk.key.json': '{"key":1}',
  'desk.json': '{"kind":"office"}',
};
const read = (folder: string, name: string): Promise<string | null> =>
  readFile(join(folder, name), 'utf8').catch(() => null);
const there = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  );

describe('an office at the former place of the desktop', () => {
  it('nothing anywhere is nothing to tell, and makes no folder', async () => {
    const { present, former } = await places();
    expect(await settleDataFolder(present, former)).toEqual({ dataDir: present, notice: null });
    expect([await there(present), await there(former)]).toEqual([false, false]);
  });

  it('is moved with what goes with it, told once, and stands nowhere twice', async () => {
    const { present, former } = await places();
    await write({ ...office, 'backups/a.deskbackup': 'a', 'worlds/demo/desk.sqlite': 'demo' }, former);
    const settled = await settleDataFolder(present, former);
    expect(settled).toEqual({ dataDir: present, notice: expect.stringMatching(/已从“.*config.*”移到“.*share.*”/) });
    for (const [name, content] of Object.entries({
      ...office,
      'backups/a.deskbackup': 'a',
      'worlds/demo/desk.sqlite': 'demo',
    }))
      expect(await read(present, name), name).toBe(content);
    expect(await there(former)).toBe(false);
    expect(await settleDataFolder(present, former)).toEqual({ dataDir: present, notice: null });
  });

  it('takes the place of a desk that was only used for training, whose worlds and backups stay', async () => {
    const { present, former } = await places();
    await write({ ...office, 'worlds/demo/desk.sqlite': 'old demo', 'backups/a.deskbackup': 'a' }, former);
    await write(
      {
        'desk.json': '{"kind":"training","world":"demo"}',
        'worlds/demo/desk.sqlite': 'new demo',
        'backups/b.deskbackup': 'b',
        'office/desk.sqlite.lock': '',
      },
      present,
    );
    expect((await settleDataFolder(present, former)).notice).toContain('已从');
    expect(await read(present, 'desk.json')).toBe('{"kind":"office"}');
    expect(await read(present, 'worlds/demo/desk.sqlite')).toBe('new demo');
    expect((await readdir(join(present, 'backups'))).toSorted()).toEqual(['a.deskbackup', 'b.deskbackup']);
    expect(await read(present, 'office/desk.sqlite')).toBe('database');
    // What stood in the way without being an office is put aside, not thrown away.
    expect(await read(present, 'office-aside-1/desk.sqlite.lock')).toBe('');
  });

  it.each([
    ['nothing of the rest', []],
    ['what was open last', ['desk.json']],
  ])('a crash after the office was moved is taken up again: %s followed', async (_name, followed) => {
    const { present, former } = await places();
    await write({ 'office/desk.sqlite': 'database', 'office/desk.key.json': '{}' }, present);
    await write({ 'desk.json': '{"kind":"office"}', 'backups/a.deskbackup': 'a' }, former);
    for (const name of followed) {
      await write({ [name]: (await read(former, name))! }, present);
      await rm(join(former, name));
    }
    expect(await settleDataFolder(present, former)).toEqual({ dataDir: present, notice: null });
    expect(await read(present, 'desk.json')).toBe('{"kind":"office"}');
    expect(await read(present, 'backups/a.deskbackup')).toBe('a');
    expect(await there(former)).toBe(false);
  });

  it('two offices are both left alone; which is used, and how to open the other, is told once', async () => {
    const { present, former } = await places();
    await write(office, former);
    await write({ ...office, 'office/desk.sqlite': 'another' }, present);
    const settled = await settleDataFolder(present, former);
    expect(settled.dataDir).toBe(present);
    expect(settled.notice).toMatch(new RegExp(`两份.*现在使用前一份.*--data "${former}"`));
    expect([
      await read(present, 'office/desk.sqlite'),
      await read(former, 'office/desk.sqlite'),
      await read(former, 'desk.json'),
    ]).toEqual(['another', 'database', '{"kind":"office"}']);
    expect((await settleDataFolder(present, former)).notice).toBeNull();
  });

  it('one that another program has open is used where it stands, and moved at a later start', async () => {
    const { present, former } = await places();
    await write(office, former);
    const held = await holdLock(join(former, 'office/desk.sqlite.lock'));
    expect(await settleDataFolder(present, former)).toEqual({
      dataDir: former,
      notice: expect.stringContaining('正由另一个程序打开'),
    });
    held.release();
    expect((await settleDataFolder(present, former)).dataDir).toBe(present);
  });

  // Another file system, which Linux has at hand.
  it.each(process.platform === 'linux' ? ['/dev/shm'] : [])(
    'one that cannot be moved is used where it stands, on %s',
    async (elsewhere) => {
      const { present } = await places();
      const former = await mkdtemp(join(elsewhere, 'desk-former-'));
      onTestFinished(() => rm(former, { recursive: true, force: true }));
      await write(office, former);
      expect(await settleDataFolder(present, former)).toEqual({
        dataDir: former,
        notice: expect.stringContaining('不能移到新的位置'),
      });
      expect([
        await read(former, 'office/desk.sqlite'),
        await read(former, 'desk.json'),
        await there(join(present, 'office')),
      ]).toEqual(['database', '{"kind":"office"}', false]);
    },
  );

  it('two starts at once move it once', async () => {
    const { present, former } = await places();
    await write(office, former);
    const settled = await Promise.all([settleDataFolder(present, former), settleDataFolder(present, former)]);
    expect(settled.map(({ dataDir }) => dataDir)).toEqual([present, present]);
    expect(await read(present, 'office/desk.sqlite')).toBe('database');
    expect(await there(former)).toBe(false);
  });
});
