import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { BackupUploads } from '../../../src-main/desk/backup-uploads.ts';

async function uploads() {
  const folder = await mkdtemp(join(tmpdir(), 'desk-uploads-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const made = new BackupUploads(folder);
  const send = (upload: string | null, at: number, text: string, total = 10, window = 'w') =>
    made.take(window, { upload, at, total, bytes: Buffer.from(text) });
  const parts = async () => (await readdir(folder)).filter((name) => name.endsWith('.part'));
  return { folder, made, send, parts };
}

it('takes the pieces of a file in their order, and is whole with the last', async () => {
  const { made, send, parts } = await uploads();
  const upload = await send(null, 0, 'abcd');
  expect(() => made.whole('w', upload)).toThrow(expect.objectContaining({ code: 'CONFLICT' }));
  expect(await send(upload, 4, 'efgh')).toBe(upload);
  await send(upload, 8, 'ij');
  expect(await readFile(made.whole('w', upload), 'utf8')).toBe('abcdefghij');
  await made.end();
  expect(await parts()).toEqual([]);
  expect(() => made.whole('w', upload)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
});

it('refuses what is not the next piece, of another length, or of another window; pieces at once come one after the other', async () => {
  const { made, send } = await uploads();
  await expect(send(null, 4, 'efgh')).rejects.toMatchObject({ code: 'CONFLICT' });
  const upload = await send(null, 0, 'abcd');
  for (const again of [send(upload, 0, 'abcd'), send(upload, 5, 'fg'), send(upload, 4, 'efgh', 11)])
    await expect(again).rejects.toMatchObject({ code: 'CONFLICT' });
  for (const wrong of [send(upload, 4, 'efghijk'), send(upload, 4, '')])
    await expect(wrong).rejects.toMatchObject({
      fields: [{ field: 'piece', message: expect.stringContaining('重新选择') }],
    });
  await expect(send(upload, 4, 'efgh', 10, 'other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(() => made.whole('other', upload)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
  const both = await Promise.allSettled([send(upload, 4, 'efgh'), send(upload, 4, 'EFGH')]);
  expect(both.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
  await send(upload, 8, 'ij');
  expect(await readFile(made.whole('w', upload), 'utf8')).toBe('abcdefghij');
});

it('one that is given up goes when another begins, and at the next start, but not while its program runs', async () => {
  const { folder, made, send, parts } = await uploads();
  const first = await send(null, 0, 'abcd');
  const second = await send(null, 0, 'xyz', 10, 'other');
  expect(await parts()).toHaveLength(1);
  await expect(send(first, 4, 'efgh')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  expect(await send(second, 3, 'abc', 10, 'other')).toBe(second);
  // No process has this number; the parent of this one runs.
  const gone = `restore-4194399-${'a'.repeat(32)}.part`;
  const alive = `restore-${process.ppid}-${'b'.repeat(32)}.part`;
  const former = 'restore-4194399.part';
  const foreign = 'notes.part';
  for (const name of [gone, alive, former, foreign]) await writeFile(join(folder, name), 'left');
  await made.end();
  await new BackupUploads(folder).clearLeft();
  expect((await parts()).toSorted()).toEqual([foreign, alive].toSorted());
});

it('a disk without room is told in Chinese before anything is written', async () => {
  const { send, parts } = await uploads();
  await expect(send(null, 0, 'abcd', 2 ** 50)).rejects.toMatchObject({
    code: 'STORE_FULL',
    message: expect.stringContaining('空间不足'),
  });
  expect(await parts()).toEqual([]);
});
