import { setTimeout } from 'node:timers/promises';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { importLimits } from '@contract/imports.ts';
import { pieceBytes } from '@contract/shell.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { importUploads, SheetInMemory } from '../../../src-main/office/imports/import-uploads.ts';
import { textSource } from '../../../src-renderer/pages/import/import-source.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { sampleId } from './sample-sheets.ts';

const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window, origin: 'test' },
  });
const text = `名称,税号\n沈阳甲商贸有限公司,${sampleId(1)}`;
const piece = (body: string, upload: string | null = null, at = 0, total = text.length) => ({
  upload,
  at,
  total,
  piece: new File([body], 'piece'),
});

async function office() {
  const test = await testOffice();
  await test.signIn('zhao');
  await test.signIn('zhao', 'other');
  await test.signIn('sun');
  return { test, zhao: callsOf(test, 'zhao'), other: callsOf(test, 'other'), sun: callsOf(test, 'sun') };
}

describe('a sheet comes in pieces', () => {
  it('as many as it takes; the text and the table that the clipboard had are told apart again', async () => {
    const { zhao } = await office();
    // 沈 takes three bytes: about six megabytes.
    const rows = Array.from({ length: 150_000 }, (_, n) => `沈阳第${n}商贸有限公司,${sampleId(1)}`).join('\n');
    const html = `<table><tr><td>名称</td><td>税号</td></tr><tr><td>沈阳甲商贸有限公司</td><td>${sampleId(1)}</td></tr></table>`;
    const sent: number[] = [];
    const take: typeof zhao.imports.upload = (input) => {
      sent.push(input.piece.size);
      return zhao.imports.upload(input);
    };
    const long = await zhao.imports.open({ source: await textSource(`名称,税号\n${rows}`, undefined, take) });
    expect([long.from, long.sheets[0]?.records]).toEqual(['text', 150_001]);
    expect(sent.slice(0, -1)).toEqual([pieceBytes]);
    const table = await zhao.imports.open({ source: await textSource(rows.slice(0, 50), html, take) });
    expect([table.from, table.sheets[0]?.records]).toEqual(['html', 2]);
  });

  it('out of order, with a gap, twice, of another length or beyond its length it is refused, and so is reading what is not whole', async () => {
    const { zhao } = await office();
    const { imports } = zhao;
    const bytes = Buffer.from(text);
    const part = (from: number, to: number) => bytes.subarray(from, to).toString('latin1');
    const total = bytes.length;
    await expect(imports.upload(piece('abc', null, 5, total))).rejects.toMatchObject({ code: 'CONFLICT' });
    const { upload } = await imports.upload(piece('abc', null, 0, total));
    for (const wrong of [
      piece('abc', upload, 0, total),
      piece('x', upload, 7, total),
      piece('x', upload, 3, total + 1),
    ])
      await expect(imports.upload(wrong)).rejects.toMatchObject({ code: 'CONFLICT' });
    for (const wrong of [piece(part(0, total), upload, 3, total), piece('', upload, 3, total)])
      await expect(imports.upload(wrong)).rejects.toMatchObject({
        data: { fields: [{ field: 'piece', message: expect.stringContaining('重新选择') }] },
      });
    await expect(imports.open({ source: { kind: 'file', fileName: '客户.csv', upload } })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await expect(imports.upload(piece('abc', null, 0, importLimits.bytes + 1))).rejects.toMatchObject({
      data: { fields: [{ field: 'total', message: expect.stringContaining('表格过大') }] },
    });
    await expect(
      imports.upload({ ...piece('x'), piece: new File([new Uint8Array(pieceBytes + 1)], 'a') }),
    ).rejects.toMatchObject({
      data: { fields: [{ field: 'piece', message: expect.stringContaining('4 MB') }] },
    });
  });

  it('two windows do not meet: each has its own, and neither reads nor continues the other one', async () => {
    const { zhao, other, sun } = await office();
    const total = Buffer.byteLength(text);
    const { upload: mine } = await zhao.imports.upload(piece(text.slice(0, 2), null, 0, total));
    const { upload: theirs } = await other.imports.upload(piece(text, null, 0, total));
    for (const call of [
      () => other.imports.upload(piece('x', mine, 6, total)),
      () => zhao.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: theirs } }),
    ])
      await expect(call()).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(sun.imports.upload(piece(text, null, 0, total))).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await other.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: theirs } })).toMatchObject({
      from: 'text',
    });
    // Read once: the upload is gone.
    await expect(
      other.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: theirs } }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await zhao.imports.upload(piece(text.slice(2), mine, Buffer.byteLength(text.slice(0, 2)), total));
    expect(await zhao.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: mine } })).toMatchObject({
      from: 'text',
    });
  });

  it('is forgotten with the session, and for another one that the session begins', async () => {
    const { test, zhao } = await office();
    const total = Buffer.byteLength(text);
    const { upload: first } = await zhao.imports.upload(piece(text, null, 0, total));
    const { upload: second } = await zhao.imports.upload(piece(text, null, 0, total));
    await expect(
      zhao.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: first } }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    await test.engine.bureau.sessions.ends.endAll({ handlerId: 'zhao' }, 'signedOut');
    await test.signIn('zhao');
    await expect(
      callsOf(test, 'zhao').imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: second } }),
    ).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});

describe('the room of uploads', () => {
  const bytes = (body: string) => new TextEncoder().encode(body);

  it('gives up what nobody continues, and wipes what lay there', async () => {
    const room = importUploads(30);
    const kept = bytes('Geheim-7x9');
    const upload = await room.take('s', { upload: null, at: 0, total: 20, bytes: kept });
    await setTimeout(80);
    await expect(room.take('s', { upload, at: 10, total: 20, bytes: bytes('Geheim-7x9') })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect([...kept].every((byte) => byte === 0)).toBe(true);
  });

  it('holds no more than its share of memory, whoever sends', async () => {
    const room = importUploads();
    const begin = (owner: string) =>
      room.take(owner, { upload: null, at: 0, total: importLimits.bytes, bytes: bytes('a') });
    await begin('one');
    await begin('two');
    await expect(begin('three')).rejects.toMatchObject({
      code: 'DESK_BUSY',
      message: expect.stringContaining('稍后再试'),
    });
    await room.end('one');
    await begin('three');
    await room.close();
    await expect(begin('four')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('leaves nothing behind when a sheet is taken', () => {
    const place = new SheetInMemory();
    const pieces = [bytes('ab'), bytes('cd')];
    for (const one of pieces) place.append(one);
    expect(new TextDecoder().decode(place.take())).toBe('abcd');
    expect(pieces.flatMap((one) => [...one])).toEqual([0, 0, 0, 0]);
    expect(place.take().length).toBe(0);
  });
});
