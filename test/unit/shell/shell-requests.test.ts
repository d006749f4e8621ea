import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { shellChannels, type ShellAnswer, type ShellRequest } from '@contract/shell.ts';
import { BrowserWindow, dialogAnswers, Frame, ipcMain, messageFrom, WebContents } from './electron-double.ts';
import { rendererFolder, folder, whats, last, front } from './shell-fixture.ts';

vi.mock('electron', async () => import('./electron-double.ts'));
vi.mock('../../../src-main/hosts/renderer-files.ts', async (original) => ({
  ...(await original<typeof import('../../../src-main/hosts/renderer-files.ts')>()),
  rendererFolder: () => rendererFolder,
}));

describe('what a page may ask', () => {
  const ask = async (
    request: unknown,
    contents = front().webContents,
    frame: Frame | null = contents.mainFrame,
  ): Promise<ShellAnswer> =>
    ipcMain.handlers.get(shellChannels.request)!(messageFrom(contents, frame), request) as Promise<ShellAnswer>;
  const save: ShellRequest = { kind: 'saveFile', name: '完税证明.pdf', size: 3 };
  /** Saves a file in pieces of so many bytes each, as a page does. */
  const saved = async (...pieces: number[][]): Promise<ShellAnswer> => {
    let answer = await ask({ ...save, size: pieces.flat().length });
    for (const piece of pieces)
      if (answer.result === 'saving')
        answer = await ask({ kind: 'savePiece', save: answer.save, bytes: new Uint8Array(piece) });
    return answer;
  };

  test('a file is saved where the user says, under a safe name', async () => {
    const filePath = join(folder, '完税证明.pdf');
    dialogAnswers.push({ canceled: false, filePath });
    expect(await saved([1, 2], [3])).toEqual({ result: 'done' });
    expect([...(await readFile(filePath))]).toEqual([1, 2, 3]);
    expect(await readdir(folder)).not.toContain('完税证明.pdf.part');
    expect(last('showSaveDialog')).toMatchObject({
      defaultPath: expect.stringMatching(/完税证明\.pdf$/),
      title: '保存文件',
    });
  });

  test('a cancelled dialog writes nothing, a folder that is gone is told in Chinese', async () => {
    expect(await ask(save)).toEqual({ result: 'cancelled' });
    dialogAnswers.push({ canceled: false, filePath: join(folder, 'gone', 'x.pdf') });
    expect(await ask(save)).toMatchObject({ result: 'refused', message: expect.stringContaining('没有保存') });
  });

  test('a full or forbidden place keeps the file that was there', async () => {
    const filePath = join(folder, 'kept.pdf');
    await writeFile(filePath, 'old');
    await mkdir(`${filePath}.part`);
    dialogAnswers.push({ canceled: false, filePath });
    expect(await ask(save)).toMatchObject({ result: 'refused' });
    expect(await readFile(filePath, 'utf8')).toBe('old');
  });

  test('a file that does not come whole, or longer than was said, leaves nothing and keeps the file that was there', async () => {
    const filePath = join(folder, 'kept.pdf');
    await writeFile(filePath, 'old');
    const begun = async (): Promise<string> => {
      dialogAnswers.push({ canceled: false, filePath });
      const answer = await ask(save);
      return answer.result === 'saving' ? answer.save : '';
    };
    const part = async (): Promise<boolean> => (await readdir(folder)).includes('kept.pdf.part');
    const first = await begun();
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({ result: 'saving' });
    expect(await part()).toBe(true);
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({
      result: 'refused',
    });
    expect(await part()).toBe(false);
    await begun();
    expect(await ask({ kind: 'savePiece', save: first, bytes: new Uint8Array(2) })).toMatchObject({
      result: 'refused',
    });
    await begun();
    await ask({ kind: 'dropSave' });
    expect(await part()).toBe(false);
    await begun();
    await ask({ kind: 'newWindow' });
    front().close();
    await expect.poll(part).toBe(false);
    expect(await readFile(filePath, 'utf8')).toBe('old');
  });

  test('a program is never saved', async () => {
    expect(await ask({ ...save, name: '发票.pdf.exe' })).toMatchObject({ result: 'refused' });
    expect(whats()).not.toContain('showSaveDialog');
  });

  test('no website is listed, so none is opened', async () => {
    expect(await ask({ kind: 'openExternal', url: 'https://example.com/' })).toMatchObject({
      result: 'refused',
      message: '这个网址不在允许打开的名单里。',
    });
    expect(whats()).not.toContain('openExternal');
  });

  test('a new window opens', async () => {
    expect(await ask({ kind: 'newWindow' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(2);
  });

  test('I2: a simulated phone has a narrow window of its own, one for each person, with a key of its own', async () => {
    expect(await ask({ kind: 'phone', of: 'handler.h11' })).toEqual({ result: 'done' });
    expect(await ask({ kind: 'phone', of: 'handler.h12' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(3);
    const phone = BrowserWindow.open[1]!;
    expect(last('loadURL')).toBe('desk://app/#/phone?of=handler.h12');
    expect(phone.options).toMatchObject({
      width: 390,
      minWidth: 390,
      maxWidth: 390,
      webPreferences: front().options.webPreferences!,
    });
    expect(await ask({ kind: 'phone', of: 'handler.h11' })).toEqual({ result: 'done' });
    expect(BrowserWindow.open).toHaveLength(3);
    expect(last('focus')).toBe(phone);
    expect(phone.webContents.windowOpenHandler!({ url: 'desk://app/#/phone' } as never)).toEqual({ action: 'deny' });
    // A phone's page may ask as any page of ours may.
    expect(await ask({ kind: 'phone', of: null }, phone.webContents)).toEqual({ result: 'done' });
  });

  test('phones are counted, and go with the last workbench', async () => {
    for (let at = 0; at < 8; at += 1)
      expect(await ask({ kind: 'phone', of: `handler.h${at}` })).toEqual({ result: 'done' });
    expect(await ask({ kind: 'phone', of: 'handler.h9' })).toMatchObject({
      result: 'refused',
      message: expect.stringContaining('太多'),
    });
    const phones = BrowserWindow.open.slice(1);
    await ask({ kind: 'newWindow' });
    front().close();
    expect(phones.map(({ destroyed }) => destroyed)).not.toContain(true);
    BrowserWindow.open.at(-1)!.close();
    expect(phones.map(({ destroyed }) => destroyed)).toEqual(Array.from({ length: 8 }, () => true));
  });

  test('zoom goes by steps and stops', async () => {
    for (let at = 0; at < 30; at += 1) await ask({ kind: 'zoom', change: 'in' });
    expect(front().webContents.zoomLevel).toBe(5);
    await ask({ kind: 'zoom', change: 'reset' });
    expect(front().webContents.zoomLevel).toBe(0);
    for (let at = 0; at < 30; at += 1) await ask({ kind: 'zoom', change: 'out' });
    expect(front().webContents.zoomLevel).toBe(-3);
  });

  test.each<unknown>([
    undefined,
    null,
    '',
    5,
    [],
    {},
    { kind: 'eval', code: '1' },
    { kind: 'saveFile' },
    { ...save, size: '3' },
    { ...save, size: -1 },
    { kind: 'savePiece', save: 'x', bytes: 'text' },
    { kind: 'savePiece', save: 'x', bytes: [1, 2] },
    { kind: 'savePiece', save: 'x', bytes: new Uint8Array(5 * 1024 * 1024) },
    { ...save, name: 5 },
    { ...save, name: 'x'.repeat(500) },
    { kind: 'zoom', change: 'huge' },
    { kind: 'openExternal' },
    { kind: 'openExternal', url: {} },
    { kind: '__proto__' },
    { kind: ['newWindow'] },
    { kind: 'phone' },
    { kind: 'phone', of: 5 },
    { kind: 'phone', of: 'https://evil.example/' },
    { kind: 'phone', of: 'handler.h11#/clients' },
    { kind: 'phone', of: `handler.${'a'.repeat(300)}` },
  ])('the request %j is refused', async (request) => {
    expect(await ask(request)).toMatchObject({ result: 'refused' });
    expect(BrowserWindow.open).toHaveLength(1);
  });

  test.each<[string, () => { contents: WebContents; frame: Frame | null }]>([
    ['unknown contents', () => ({ contents: new WebContents(), frame: new Frame() })],
    ['a frame that is gone', () => ({ contents: front().webContents, frame: null })],
    [
      'a destroyed frame',
      () => ({ contents: front().webContents, frame: Object.assign(front().webContents.mainFrame, { gone: true }) }),
    ],
    [
      'a child frame',
      () => ({
        contents: front().webContents,
        frame: Object.assign(new Frame(), { parent: front().webContents.mainFrame }),
      }),
    ],
    ['a frame that was left', () => ({ contents: front().webContents, frame: new Frame() })],
    [
      'a page of another origin',
      () => ({
        contents: front().webContents,
        frame: Object.assign(front().webContents.mainFrame, {
          url: 'https://evil.example/',
          origin: 'https://evil.example',
        }),
      }),
    ],
    [
      'an empty page',
      () => ({
        contents: front().webContents,
        frame: Object.assign(front().webContents.mainFrame, { url: '', origin: 'null' }),
      }),
    ],
  ])('%s gets neither an answer nor a port', async (_name, sender) => {
    const { contents, frame } = sender();
    const posted: unknown[] = [];
    for (const each of [frame, contents.mainFrame])
      each?.on('posted', (...message: unknown[]) => {
        posted.push(message);
      });
    expect(await ask({ kind: 'newWindow' }, contents, frame)).toMatchObject({ result: 'refused' });
    ipcMain.emit(shellChannels.requestPort, messageFrom(contents, frame));
    expect(posted).toEqual([]);
    expect(BrowserWindow.open).toHaveLength(1);
  });
});
