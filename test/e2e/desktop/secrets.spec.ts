import { chmod, mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication } from '@playwright/test';
import { Desk } from '../flows/desk.ts';
import { expect, test } from '../support/desktop.ts';
import { callAs } from '../support/engine.ts';
import { inMain } from '../support/main-process.ts';
import { askShell } from '../support/shell.ts';

test.describe.configure({ timeout: 120_000 });

const clipboard = (app: ElectronApplication): Promise<string> =>
  inMain(app, ({ clipboard: board }) => board.readText());

/** Counts what a window's protection was set to: Electron on Linux takes the call and protects nothing. */
const recordProtection = (app: ElectronApplication): Promise<void> =>
  inMain(app, ({ BrowserWindow }) => {
    const calls: boolean[] = [];
    Object.assign(globalThis, { protectionCalls: calls });
    for (const window of BrowserWindow.getAllWindows()) {
      const set = window.setContentProtection.bind(window);
      window.setContentProtection = (enable) => {
        calls.push(enable);
        set(enable);
      };
    }
  });
const protection = (app: ElectronApplication): Promise<boolean | undefined> =>
  inMain(app, () => (globalThis as unknown as { protectionCalls: boolean[] }).protectionCalls.at(-1));

test('an agreement password that is shown is kept out of pictures, and leaves the clipboard at a lock and after 30 seconds', async ({
  launch,
}) => {
  const { app, page } = await launch();
  const desk = new Desk(page);
  await desk.signInAs();
  await recordProtection(app);
  await page.evaluate(() => {
    location.hash = '#/settings/vault';
  });
  const show = async (): Promise<void> => {
    await page
      .getByRole('button', { name: /^查看 .* 的协议密码$/ })
      .first()
      .click();
    await page.getByRole('dialog').getByLabel('个人密码').fill('Renyuan-2026');
    await page.getByRole('dialog').getByRole('button', { name: '查看', exact: true }).click();
    await expect(page.getByTestId('revealed')).toBeVisible();
  };
  await show();
  await expect.poll(() => protection(app)).toBe(true);
  const secret = await page.getByTestId('revealed').textContent();
  await page.getByRole('dialog').getByRole('button', { name: '复制' }).click();
  await expect(page.getByText('已复制，30 秒后清除')).toBeVisible();
  expect(await clipboard(app)).toBe(secret);
  await page.getByRole('dialog').getByRole('button', { name: '隐藏' }).click();
  await expect.poll(() => protection(app)).toBe(false);

  await page.keyboard.press('Control+l');
  await expect(desk.lock.password).toBeFocused();
  await expect.poll(() => clipboard(app)).toBe('');

  // The clock of half a minute, in the real clipboard.
  await askShell(page, { kind: 'copySecret', text: 'Xieyi-2026' });
  expect(await clipboard(app)).toBe('Xieyi-2026');
  await expect.poll(() => clipboard(app), { timeout: 40_000 }).toBe('');
  await askShell(page, { kind: 'copySecret', text: 'Xieyi-2026' });
  await inMain(app, ({ clipboard: board }) => board.writeText('别的内容'));
  await askShell(page, { kind: 'forgetSecret' });
  expect(await clipboard(app)).toBe('别的内容');
});

test('the secret of an account is copied without being shown, kept out of pictures while it is shown, and gone from both at a lock', async ({
  launch,
}) => {
  const { app, page } = await launch();
  const desk = new Desk(page);
  await desk.signInAs();
  const [client] = await desk.clients({ remembered: true }, 1);
  const secret = 'Zh@nghao-2026 海';
  const added = await callAs(page, `/clients/${client!.clientId}/accounts`, {
    clientId: client!.clientId,
    kind: 'bank',
    person: '出纳',
    secret,
  });
  expect(added.status).toBe(200);
  await recordProtection(app);
  await page.evaluate((id) => {
    location.hash = `#/clients/${id}/edit`;
  }, client!.clientId);
  await page.getByRole('button', { name: '复制 银行 出纳 的密码' }).click();
  await expect(page.getByText('已复制，30 秒后清除')).toBeVisible();
  expect(await clipboard(app)).toBe(secret);
  await expect(page.getByText(secret)).toHaveCount(0);
  await page.getByRole('button', { name: '显示 银行 出纳 的密码' }).click();
  await expect(page.getByTestId('account-secret')).toHaveText(secret);
  await expect.poll(() => protection(app)).toBe(true);
  await page.keyboard.press('Control+l');
  await expect(desk.lock.password).toBeFocused();
  await expect.poll(() => clipboard(app)).toBe('');
  await expect.poll(() => protection(app)).toBe(false);
});

test('work of a window that nobody sees ends with a notice that brings it up; progress shows meanwhile', async ({
  launch,
}) => {
  const { app, page } = await launch();
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  await inMain(app, ({ BrowserWindow, Notification }) => {
    const notices: Electron.Notification[] = [];
    const parts: number[] = [];
    Object.assign(globalThis, { notices, parts });
    const window = BrowserWindow.getAllWindows()[0]!;
    window.setProgressBar = (part) => {
      parts.push(part);
    };
    Notification.prototype.show = function show(this: Electron.Notification) {
      notices.push(this);
    };
    Notification.isSupported = () => true;
    window.hide();
  });
  await askShell(page, { kind: 'progress', part: 0.25 });
  await askShell(page, { kind: 'progress', part: null });
  await askShell(page, { kind: 'workEnded', title: '批量导入客户', text: '新增 3 户' });
  const shown = await inMain(app, ({ BrowserWindow }) => {
    const { notices, parts } = globalThis as unknown as { notices: Electron.Notification[]; parts: number[] };
    const [notice] = notices;
    notice!.emit('click');
    return {
      titles: notices.map(({ title, body }) => [title, body]),
      parts,
      visible: BrowserWindow.getAllWindows()[0]!.isVisible(),
    };
  });
  expect(shown).toEqual({ titles: [['批量导入客户', '新增 3 户']], parts: [0.25, -1], visible: true });
});

test('closing the last window asks once, stays in the tray locked, and the setting ends that', async ({
  launch,
  dataDir,
}) => {
  // A desktop with a tray, as far as the session bus tells.
  const tools = join(dataDir, 'tools');
  await mkdir(tools, { recursive: true });
  await writeFile(join(tools, 'gdbus'), '#!/bin/sh\necho "(true,)"\n');
  await chmod(join(tools, 'gdbus'), 0o755);
  const { app, page, ended } = await launch({ env: { PATH: `${tools}:${process.env['PATH'] ?? ''}` } });
  const desk = new Desk(page);
  await desk.signInAs();
  expect(await askShell(page, { kind: 'settings' })).toMatchObject({ tray: true, settings: { closeToTray: null } });
  await inMain(app, ({ dialog }) => {
    const asked: unknown[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (async (...given: unknown[]) => {
      asked.push((given.at(-1) as Electron.MessageBoxOptions).buttons);
      return { response: 0, checkboxChecked: false };
    }) as typeof dialog.showMessageBox;
  });
  const close = (): Promise<void> =>
    inMain(app, ({ BrowserWindow }) => {
      BrowserWindow.getAllWindows()[0]!.close();
    });
  const visible = (): Promise<boolean> =>
    inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.isVisible());
  await close();
  await expect.poll(visible).toBe(false);
  await expect(desk.lock.password).toBeAttached();
  expect(await inMain(app, () => (globalThis as unknown as { asked: unknown[] }).asked)).toEqual([
    ['关闭后继续在托盘运行', '退出', '取消'],
  ]);
  await inMain(app, ({ app: program }) => {
    program.emit('second-instance');
  });
  await expect.poll(visible).toBe(true);
  await close();
  await expect.poll(visible).toBe(false);
  expect(await inMain(app, () => (globalThis as unknown as { asked: unknown[] }).asked.length)).toBe(1);
  expect(JSON.parse(await readFile(join(dataDir, 'desktop', 'desktop-settings.json'), 'utf8'))).toEqual({
    hideSecretsFromCapture: true,
    closeToTray: true,
  });
  await askShell(page, { kind: 'changeSettings', change: { closeToTray: false } });
  await inMain(app, ({ BrowserWindow }) => {
    setTimeout(() => BrowserWindow.getAllWindows()[0]!.close(), 20);
  });
  expect(await ended()).toBe(0);
});

test('a file goes through the save dialog to where the user says', async ({ launch, dataDir }) => {
  const { app, page } = await launch();
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  const filePath = join(dataDir, '轨迹.csv');
  await inMain(
    app,
    ({ dialog }, to) => {
      dialog.showSaveDialog = (async () => ({ canceled: false, filePath: to })) as typeof dialog.showSaveDialog;
    },
    filePath,
  );
  const desk = new Desk(page);
  await desk.signInAs();
  await page.evaluate(() => {
    location.hash = '#/trail';
  });
  await page.getByRole('button', { name: /导出/ }).first().click();
  await expect
    .poll(() =>
      readFile(filePath).then(
        (bytes) => bytes.byteLength,
        () => 0,
      ),
    )
    .toBeGreaterThan(100);
});
