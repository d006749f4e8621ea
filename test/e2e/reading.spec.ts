import { expectAccessible } from './support/accessibility.ts';
import { expect, test } from './support/desk.ts';
import { ReadingSheet } from './pages/reading-sheet.ts';

test('the manual opens before anybody signs in, over what is typed, and shows its chapters with their pictures', async ({
  desk,
  page,
}) => {
  const sheet = new ReadingSheet(page);
  const faults: string[] = [];
  page.on('console', (message) => {
    if (message.type() === 'error') faults.push(message.text());
  });
  await desk.signIn.firmId.fill('91210192MAYJF6HQ56');
  await desk.signIn.next.focus();
  await sheet.open('操作手册');
  await expect(sheet.manual.getByRole('heading', { name: '登录页：三种登录方式' })).toBeVisible();
  await sheet.chapter('代理机构登录').click();
  await expect(sheet.manual.getByText('切换时不再询问')).toBeVisible();
  await expect(sheet.pictures).toHaveCount(5);
  await expect(sheet.pictures.first()).toHaveJSProperty('complete', true);
  expect(await sheet.pictures.first().evaluate((image: HTMLImageElement) => image.naturalWidth)).toBeGreaterThan(300);
  await sheet.manual.getByRole('button', { name: '下一章：代理机构认定管理' }).click();
  await expect(sheet.manual.getByRole('heading', { name: '代理机构认定管理', level: 2 })).toBeFocused();
  // The content policy of either host lets all of it through.
  expect(faults).toEqual([]);

  await page.keyboard.press('Escape');
  await expect(sheet.manual).toBeHidden();
  await expect(desk.signIn.firmId).toHaveValue(/9121 ?0192 ?MAYJ ?F6HQ ?56/);
  await expect(desk.signIn.next).toBeFocused();
  // Opened again, it is where it was closed.
  await sheet.open('操作手册');
  await expect(sheet.manual.getByRole('heading', { name: '代理机构认定管理', level: 2 })).toBeVisible();
});

test('the third-party notices name what is bundled, what lies beside it and what is inside of those, with texts', async ({
  desk,
  host,
  page,
}) => {
  await desk.signInAs();
  await page.goto(host.at('/settings/about'));
  const sheet = new ReadingSheet(page);
  await page.getByRole('button', { name: '第三方声明' }).click();
  for (const name of [
    'vue',
    'element-plus',
    'zod',
    'better-sqlite3-multiple-ciphers',
    '@github/keytar',
    'pdfkit',
    '@embedpdf/fonts-sc',
    'electron',
    'SQLite',
  ])
    await expect(sheet.notice(name), name).toHaveCount(1);
  await sheet.notice('vue').getByRole('button').click();
  await expect(sheet.notice('vue')).toContainText('Permission is hereby granted');
  await sheet.notices.getByRole('searchbox').fill('OFL');
  await expect(sheet.notices.getByRole('listitem')).toHaveCount(1);
  await sheet.notices.getByRole('searchbox').fill('没有这个组件');
  await sheet.notices.getByRole('button', { name: '清除筛选' }).click();
  await expect(sheet.notice('zod')).toHaveCount(1);
  await page.keyboard.press('Escape');
  await expect(sheet.notices).toBeHidden();
});

test('manual and notices are accessible, light and dark, and fit the smallest window', async ({ desk, page }) => {
  const sheet = new ReadingSheet(page);
  // In a field, ? is a letter.
  await desk.signIn.next.focus();
  await sheet.open('操作手册');
  await expect(sheet.pictures.first()).toBeVisible();
  await expectAccessible(page, '操作手册');
  await page.keyboard.press('Escape');
  await sheet.open('第三方声明');
  await expect(sheet.notice('zod')).toBeVisible();
  await expectAccessible(page, '第三方声明');
});
