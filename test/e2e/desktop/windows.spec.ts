import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type BareDesktop } from '../support/bare-desktop.ts';

/** Empty until its first line is on disk. */
const logOf = (folder: string): Promise<string> =>
  readFile(join(folder, 'desktop/logs/desk.log'), 'utf8').catch(() => '');
const bounds = (desktop: BareDesktop): Promise<unknown> =>
  desktop.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.getNormalBounds());
const quit = async (desktop: BareDesktop): Promise<void> => {
  await desktop.main(({ app }) => {
    setTimeout(() => app.quit(), 20);
  });
  await desktop.ended();
};

test('place and zoom of a window are kept, and come back onto a display that is there', async ({ bare, folder }) => {
  const start = async (): Promise<BareDesktop> => {
    const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
    await desktop.shown();
    return desktop;
  };
  const first = await start();
  await first.main(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]!.setBounds({ x: 120, y: 90, width: 1100, height: 720 });
  });
  await expect.poll(() => bounds(first)).toEqual({ x: 120, y: 90, width: 1100, height: 720 });
  await first.page(`window.deskShell.request({ kind: 'zoom', change: 'in' })`);
  await quit(first);
  const second = await start();
  expect(await bounds(second)).toEqual({ x: 120, y: 90, width: 1100, height: 720 });
  expect(await second.main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel())).toBe(
    0.5,
  );
  await quit(second);
  const state = join(folder, 'desktop/window-state.json');
  await writeFile(state, JSON.stringify({ ...JSON.parse(await readFile(state, 'utf8')), x: 9_000, y: 4_000 }));
  const third = await start();
  const { x, y } = (await bounds(third)) as { x: number; y: number };
  expect({ x: x >= 0 && x < 1440, y: y >= 0 && y < 900 }).toEqual({ x: true, y: true });
});

test('a page goes nowhere, opens no window, gets no permission and no network', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await desktop.page(`location.href = 'https://example.com/'; 0`);
  expect(
    await desktop.page(`window.open('https://example.com/') === null && window.open('desk://app/') === null`),
  ).toBe(true);
  expect(await desktop.page(`fetch('https://example.com/').then(() => 'got', () => 'refused')`)).toBe('refused');
  expect(await desktop.page(`navigator.permissions.query({ name: 'geolocation' }).then(({ state }) => state)`)).toBe(
    'denied',
  );
  expect(
    await desktop.page(
      `navigator.mediaDevices?.getUserMedia({ audio: true }).then(() => 'got', () => 'refused') ?? 'refused'`,
    ),
  ).toBe('refused');
  expect(await desktop.page('typeof require + typeof process')).toBe('undefinedundefined');
  expect(await desktop.main(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  expect(await desktop.page('location.href')).toMatch(/^desk:\/\/app\//);
});

test('a frame inside of a page is not served, whatever its address says', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await desktop.page(
    `new Promise((done) => { const frame = document.createElement('iframe'); frame.onload = () => done(); document.body.append(frame); })`,
  );
  const answers = await desktop.main(async ({ BrowserWindow, ipcMain }) => {
    const { webContents } = BrowserWindow.getAllWindows()[0]!;
    const [child] = webContents.mainFrame.frames;
    let ports = 0;
    child!.postMessage = () => {
      ports += 1;
    };
    ipcMain.emit('desk:request-port', { sender: webContents, senderFrame: child });
    const handler = (
      ipcMain as unknown as { _invokeHandlers: Map<string, (event: unknown, given: unknown) => Promise<unknown>> }
    )._invokeHandlers.get('desk:request')!;
    const refused = await handler({ sender: webContents, senderFrame: child }, { kind: 'newWindow' });
    return { ports, refused, children: webContents.mainFrame.frames.length };
  });
  expect(answers).toEqual({
    ports: 0,
    refused: { result: 'refused', message: '请求没有被接受。请刷新页面后再试。' },
    children: 1,
  });
});

test('a page that crashes is told and comes back; the desk and the other window go on', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  await desktop.page(`window.deskShell.request({ kind: 'newWindow' })`);
  await expect
    .poll(() =>
      desktop.main(
        ({ BrowserWindow }) => BrowserWindow.getAllWindows().filter((one) => !one.webContents.isLoading()).length,
      ),
    )
    .toBe(2);
  await desktop.main(({ BrowserWindow, dialog }) => {
    dialog.showMessageBox = (async () => ({ response: 0, checkboxChecked: false })) as never;
    BrowserWindow.getAllWindows()
      .toSorted((a, b) => a.id - b.id)[0]!
      .webContents.forcefullyCrashRenderer();
  });
  await expect.poll(() => logOf(folder)).toMatch(/page gone: (crashed|killed)/);
  for (const at of [0, 1])
    await expect.poll(() => desktop.page<string>('document.body.innerText', at).catch(() => '')).toContain('演示');
});

test('a helper that crashes is in the log, and the program goes on', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  const killed = await desktop.main(({ app }) => {
    const helpers = app.getAppMetrics().filter(({ type }) => type === 'GPU' || type === 'Utility');
    for (const { pid } of helpers) process.kill(pid, 'SIGSEGV');
    return helpers.length;
  });
  expect(killed).toBeGreaterThan(0);
  await expect.poll(() => logOf(folder)).toMatch(/helper gone: (GPU|Utility)/);
  await expect.poll(() => desktop.page<string>('document.body.innerText')).toContain('演示');
});

test('关于 shows what support asks for, and copies it', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await desktop.shown();
  const versions = await desktop.main(({ Menu }) => {
    const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
    (items.find((item) => item.label === '关于代理机构工作台') as unknown as { click(): void }).click();
    return { electron: process.versions.electron, chrome: process.versions['chrome']!, node: process.versions.node };
  });
  const facts = (): Promise<string> =>
    desktop.page(`document.querySelector('[data-testid=about-facts]')?.innerText ?? ''`);
  await expect.poll(facts).toContain(versions.electron);
  const shown = await facts();
  for (const part of [versions.chrome, versions.node, folder, '0.1.0', 'SQLite3 Multiple Ciphers'])
    expect(shown).toContain(part);
  expect(shown).toMatch(/SQLite\n3\.\d+\.\d+/);
  // The system's clipboard takes nothing from a window without the focus, which no window manager gives here: what reaches it is looked at.
  await desktop.page(
    `Object.defineProperty(navigator.clipboard, 'writeText', { value: async (text) => { window.copiedText = text; } })`,
  );
  await desktop.page(
    `[...document.querySelectorAll('dialog[open] button')].find((button) => button.innerText === '复制').click()`,
  );
  await expect.poll(() => desktop.page<string>('window.copiedText')).toContain(`Electron：${versions.electron}\n`);
});

test('the first frame has the chosen theme, not the system’s', async ({ bare, folder }) => {
  const first = await bare({ args: ['--data', folder, '--world', 'demo'] });
  await first.shown();
  expect(await first.main(({ nativeTheme }) => nativeTheme.themeSource)).toBe('system');
  await first.page(
    `localStorage.setItem('desk.theme', 'dark'); window.deskShell.request({ kind: 'theme', theme: 'dark' })`,
  );
  await quit(first);
  const second = await bare({ args: ['--data', folder, '--world', 'demo'] });
  // As early as the inspector answers: the colour of the window before its page, and of the page before its program.
  await expect
    .poll(
      () =>
        second
          .main(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.getBackgroundColor() ?? null)
          .catch(() => null),
      { intervals: [5] },
    )
    .toBe('#13181A');
  await second.shown();
  const seen = await second.page(
    `({ dark: document.documentElement.classList.contains('dark'), asked: matchMedia('(prefers-color-scheme: dark)').matches, ground: getComputedStyle(document.documentElement).getPropertyValue('--ground-page').trim() })`,
  );
  expect(seen).toEqual({ dark: true, asked: true, ground: '#13181a' });
  // Loaded anew, frame by frame: none is light, the one before the program runs included.
  const darkest = await second.main(
    ({ BrowserWindow }) =>
      new Promise<{ frames: number; brightest: number }>((resolve) => {
        const { webContents } = BrowserWindow.getAllWindows()[0]!;
        let [frames, brightest] = [0, 0];
        webContents.beginFrameSubscription(false, (image) => {
          const { width, height } = image.getSize();
          const pixels = image.toBitmap();
          const at = ((height - 12) * width + 12) * 4;
          frames += 1;
          brightest = Math.max(brightest, pixels[at]!, pixels[at + 1]!, pixels[at + 2]!);
        });
        webContents.once('did-finish-load', () =>
          setTimeout(() => {
            webContents.endFrameSubscription();
            resolve({ frames, brightest });
          }, 1_000),
        );
        webContents.reload();
      }),
  );
  expect(darkest.frames).toBeGreaterThan(0);
  expect(darkest.brightest).toBeLessThan(0x40);
});
