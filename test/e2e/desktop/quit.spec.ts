import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type BareDesktop } from '../support/bare-desktop.ts';

/** Patience of the shell: 5 s for the desk, 3 s for windows that hang, and some for a busy machine. */
const patienceMs = 12_000;

/** Chooses an entry of the menu in a turn of its own: the answer to the call must leave before the program does. */
const choose = (desktop: BareDesktop, label: string): Promise<void> =>
  desktop.main(({ Menu }, wanted) => {
    const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
    setTimeout(() => (items.find((item) => item.label === wanted) as unknown as { click(): void }).click(), 20);
  }, label);

/** Signs in to the demo office through the page's own port and keeps something. @returns what was kept, acknowledged */
const keepTheme = (desktop: BareDesktop): Promise<unknown> =>
  desktop.page(`window.deskShell.request({ kind: 'theme', theme: 'dark' })`);

const logOf = (dataDir: string): Promise<string> => readFile(join(dataDir, 'desktop/logs/desk.log'), 'utf8');

test.describe('every way to end ends, and the desk is closed before the process is', () => {
  for (const way of ['menu', 'last window', 'SIGINT', 'SIGTERM', 'SIGHUP', 'session end', 'system shutdown'] as const) {
    test(`by ${way}`, async ({ bare, folder }) => {
      const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
      await desktop.shown();
      expect(await keepTheme(desktop)).toEqual({ result: 'done' });
      if (way === 'menu') await choose(desktop, '退出');
      else if (way === 'last window')
        await desktop.main(({ BrowserWindow }) => {
          setTimeout(() => BrowserWindow.getAllWindows()[0]!.close(), 20);
        });
      else if (way === 'session end')
        await desktop.main(({ BrowserWindow }) => {
          setTimeout(() => BrowserWindow.getAllWindows()[0]!.emit('session-end'), 20);
        });
      else if (way === 'system shutdown')
        await desktop.main(({ powerMonitor }) => {
          setTimeout(() => powerMonitor.emit('shutdown', { preventDefault: () => {} }), 20);
        });
      else process.kill(await desktop.main(() => process.pid), way);
      expect(await desktop.ended(patienceMs)).toBe(0);
      const log = await logOf(folder);
      expect(log).toContain('ending:');
      expect(log).not.toContain('closing failed');
      expect(log).not.toContain('not waited for');
    });
  }

  test('退出 twice, and a signal on top, close once', async ({ bare, folder }) => {
    const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
    await desktop.shown();
    const pid = await desktop.main(() => process.pid);
    await desktop.main(({ app }) => {
      setTimeout(() => {
        app.quit();
        app.quit();
        process.emit('SIGINT');
        setImmediate(() => app.quit());
      }, 20);
    });
    expect(await desktop.ended(patienceMs)).toBe(0);
    expect(pid).toBeGreaterThan(0);
    expect((await logOf(folder)).match(/ending:/g)).toHaveLength(1);
  });

  test('a signal during the start ends it, and the next start has its world', async ({ bare, folder }) => {
    const first = await bare({ args: ['--data', folder, '--world', 'demo'] });
    // The world is being built from the moment its folder is there.
    await expect
      .poll(
        () =>
          readFile(join(folder, 'worlds/demo/desk.key.json'), 'utf8').then(
            () => true,
            () => false,
          ),
        { timeout: 30_000, intervals: [10] },
      )
      .toBe(true);
    process.kill(await first.main(() => process.pid), 'SIGTERM');
    expect(await first.ended(patienceMs)).toBe(0);
    expect(first.stderr()).not.toMatch(/没能启动/);
    const second = await bare({ args: ['--data', folder, '--world', 'demo'] });
    await second.shown();
    expect(await second.page<string>('document.body.innerText')).toContain('演示');
  });

  test('a page that hangs is not waited for for ever', async ({ bare, folder }) => {
    const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
    await desktop.shown();
    // A page that wants to be asked before it goes, and does not answer any more.
    await desktop.page(`addEventListener('beforeunload', () => {})`);
    await desktop.main(({ BrowserWindow }) => {
      void BrowserWindow.getAllWindows()[0]!.webContents.executeJavaScript('setTimeout(() => { for (;;); }, 0)', true);
    });
    await choose(desktop, '退出');
    expect(await desktop.ended(patienceMs)).toBe(0);
    expect(await logOf(folder)).toContain('ending: quit');
  });
});
