import type { ElectronApplication, Page } from '@playwright/test';
import {
  commandFacts,
  shellCommandIds,
  shellCommands,
  type ShellCommand,
} from '../../../src-preload/contract/shell.ts';
import { Desk } from '../flows/desk.ts';
import { EnterpriseSignIn } from '../pages/enterprise-sign-in.ts';
import { PersonPages } from '../pages/person-pages.ts';
import { expect, test } from '../support/desktop.ts';
import { inMain } from '../support/main-process.ts';
import { askShell, chooseCommand, countPrints, offeredCommands, prints } from '../support/shell.ts';

test.describe.configure({ timeout: 180_000 });

const dialog = (page: Page, name: string) => page.getByRole('dialog', { name });
const closeDialog = async (page: Page, name: string): Promise<void> => {
  await page.keyboard.press('Escape');
  await expect(dialog(page, name)).toBeHidden();
};

/** What is seen of a command that was carried out, and the way back. Locks are looked at by their own test: they end the walk. */
const seen: Partial<Record<ShellCommand, (page: Page) => Promise<void>>> = {
  shortcuts: async (page) => {
    await expect(dialog(page, '键盘快捷键')).toBeVisible();
    await closeDialog(page, '键盘快捷键');
  },
  settings: async (page) => {
    const sheet = dialog(page, '设置');
    await expect(sheet.or(page.getByRole('main').getByRole('heading', { name: '设置' })).first()).toBeVisible();
    if (await sheet.isVisible()) await closeDialog(page, '设置');
  },
  palette: async (page) => {
    await expect(dialog(page, '打开客户或执行命令')).toBeVisible();
    await closeDialog(page, '打开客户或执行命令');
  },
  print: async (page) => {
    await expect.poll(() => prints(page)).toBeGreaterThan(0);
  },
  search: async (page) => {
    await expect(page.locator('[data-page-search]:focus')).toHaveCount(1);
  },
};

/** The sheet of shortcuts lists the commands that are heard, and no other. */
async function expectListed(page: Page, commands: readonly string[]): Promise<void> {
  await expect(dialog(page, '键盘快捷键')).toBeVisible();
  const lines = await dialog(page, '键盘快捷键').locator('dt').allTextContents();
  // A command without a key is the menu's and the palette's.
  for (const command of shellCommandIds.filter((id) => !/^client\d$/.test(id) && commandFacts(id).key !== null)) {
    const { title } = shellCommands[command];
    expect(lines.includes(title), `${title} in the sheet`).toBe(commands.includes(command));
  }
}

/** Walks all commands: the menu offers these and no others, each offered one does what it says by menu and by key, and is listed. */
async function walk(
  app: ElectronApplication,
  page: Page,
  name: string,
  expected: readonly ShellCommand[],
): Promise<void> {
  await test.step(name, async () => {
    await expect
      .soft(async () => {
        expect(await offeredCommands(app)).toEqual(shellCommandIds.filter((id) => expected.includes(id)));
      }, name)
      .toPass({ timeout: 6_000 });
    await countPrints(page);
    if (expected.includes('shortcuts')) {
      await chooseCommand(app, 'shortcuts');
      await expectListed(page, expected);
      await closeDialog(page, '键盘快捷键');
    }
    for (const command of expected) {
      const look = seen[command];
      if (!look) continue;
      const home = page.url();
      await chooseCommand(app, command);
      await look(page);
      if (page.url() !== home)
        await page.evaluate((hash) => {
          location.hash = hash;
        }, new URL(home).hash);
      await expect.poll(() => offeredCommands(app), `${name}, after ${command}`).toContain(command);
    }
  });
}
const bare: readonly ShellCommand[] = ['settings', 'shortcuts', 'manual', 'notices'];
const bureau: readonly ShellCommand[] = ['lock', 'settings', 'print', 'shortcuts', 'manual', 'notices'];

test('J3: every command is heard or not offered, in every kind of session, and a lock locks each', async ({
  launch,
}) => {
  const { app, page } = await launch();
  const desk = new Desk(page);
  await expect(desk.signIn.firmId).toBeVisible();
  await walk(app, page, 'sign-in', bare);

  const enterprise = new EnterpriseSignIn(page);
  await enterprise.byPassword('另有五名人员', '法定代表人');
  await expect(enterprise.heading('可办业务')).toBeVisible();
  await walk(app, page, 'enterprise', bureau);
  await page.keyboard.press('Control+p');
  await expect.poll(() => prints(page)).toBeGreaterThan(1);
  await page.keyboard.press('Control+Comma');
  await expect(dialog(page, '设置')).toBeVisible();
  await closeDialog(page, '设置');
  await page.getByRole('navigation', { name: '税务局业务' }).getByRole('link', { name: /轨迹/ }).click();
  await walk(app, page, 'enterprise, a page with a search', [...bureau, 'search']);
  await chooseCommand(app, 'lock');
  await expect(page.getByText('已锁定，请重新登录').first()).toBeVisible();
  await walk(app, page, 'sign-in after a lock', bare);

  await enterprise.open();
  await enterprise.fill('普通登录后直接进入社保费征收');
  await enterprise.button('登录').click();
  await expect(enterprise.heading('社保费征收')).toBeVisible();
  await walk(app, page, 'social insurance', bureau);
  await page.keyboard.press('Control+l');
  await expect(page.getByText('已锁定，请重新登录').first()).toBeVisible();

  const person = new PersonPages(page);
  await person.open();
  await person.fill('苏明远');
  await person.answer();
  await person.button('登录').click();
  await expect(page.getByRole('region', { name: '我任职的企业' })).toBeVisible();
  await walk(app, page, 'natural person', bureau);
  await inMain(app, ({ powerMonitor }) => {
    powerMonitor.emit('suspend');
  });
  await expect(page.getByText('已锁定，请重新登录').first()).toBeVisible();

  await page.getByRole('tab', { name: /代理机构/ }).click();
  await desk.signInAs();
  await walk(app, page, 'agency', ['palette', 'search', ...bureau]);
  await desk.list.rows.getByRole('button', { name: '一键进入' }).first().click();
  await expect.poll(() => offeredCommands(app)).toContain('client1');
  await walk(app, page, 'agency, a client', [
    'palette',
    ...bureau,
    'nextClient',
    'previousClient',
    'closeClient',
    'client1',
  ]);
  await chooseCommand(app, 'closeClient');
  await expect(desk.list.heading).toBeVisible();
  await inMain(app, ({ powerMonitor }) => {
    powerMonitor.emit('suspend');
    powerMonitor.emit('lock-screen');
  });
  await expect(desk.lock.password).toBeFocused();
  await walk(app, page, 'locked', []);
});

test('the phone window and the first run offer what they hear', async ({ launch }) => {
  const { app, page } = await launch({ world: null });
  await expect(page.getByRole('main').getByRole('heading').first()).toBeVisible();
  await walk(app, page, 'first run', bare);
  const opening = app.waitForEvent('window');
  await askShell(page, { kind: 'phone', of: null });
  const phone = await opening;
  await phone.waitForLoadState();
  await inMain(app, ({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()
      .find((window) => window.webContents.getURL().includes('#/phone'))!
      .focus();
  });
  await expect.poll(() => offeredCommands(app)).toEqual([]);
});

test('zoom is kept for the next start', async ({ launch }) => {
  const { app, page, ended } = await launch();
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  await askShell(page, { kind: 'zoom', change: 'in' });
  expect(await inMain(app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel())).toBe(
    0.5,
  );
  await inMain(app, ({ app: program }) => {
    setTimeout(() => program.quit(), 20);
  });
  expect(await ended()).toBe(0);
  const again = await launch();
  await expect(again.page.getByText('代理机构工作台').first()).toBeVisible();
  await expect
    .poll(() => inMain(again.app, ({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]!.webContents.getZoomLevel()))
    .toBe(0.5);
});
