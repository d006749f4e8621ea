import { spawnSync } from 'node:child_process';
import { copyFile } from 'node:fs/promises';
import { join } from 'node:path';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { EnterpriseSignIn } from './pages/enterprise-sign-in.ts';

test('J4: a record is read in full, and the whole trail is exported with the program that verifies it', async ({
  page,
  desk,
  host,
}, info) => {
  await desk.signInAs();
  await desk.frame.go('轨迹');
  const table = page.getByRole('table', { name: '轨迹' });
  await expect(table.getByRole('row').nth(1)).toContainText(`${demo.admin}登录`);
  await table.focus();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const detail = page.getByRole('dialog', { name: '轨迹详情' });
  await expect(detail).toContainText('验证方式');
  await expect(detail).toContainText('个人密码');
  await page.keyboard.press('Escape');
  await expect(detail).toBeHidden();
  await expect(table).toBeFocused();

  const save = async (choice: RegExp) => {
    await page.getByRole('button', { name: '可校验导出' }).click();
    const saved = await host.savedBy(() => page.getByRole('menuitem', { name: choice }).click());
    const path = info.outputPath(saved.name);
    await copyFile(saved.path, path);
    return path;
  };
  const [trail, verifier] = [await save(/^全部轨迹/), await save(/^校验程序/)];
  const shown = (await page.getByText(/封存密钥指纹：/).innerText()).match(/(?:[0-9A-F]{4} ?){8}/)?.[0]?.trim() ?? '';
  const { status, stdout } = spawnSync(process.execPath, [verifier, trail], {
    encoding: 'utf8',
    env: {},
    cwd: join(trail, '..'),
  });
  expect(stdout).toMatch(/校验通过：\d+ 条轨迹首尾相接/);
  expect(stdout).toContain(`封存密钥指纹：${shown}`);
  expect(status).toBe(0);
});

test('J4: an enterprise’s officer reads what was done for it, narrows it and sees a record in full', async ({
  desk,
}) => {
  const { page } = desk;
  const signIn = new EnterpriseSignIn(page);
  await signIn.byPassword('法定代表人可用个人密码', '法定代表人');
  await page.getByRole('link', { name: '办理轨迹' }).click();
  await expect(page.getByText('您可以查看本企业的全部轨迹。')).toBeVisible();
  const table = page.getByRole('table', { name: '办理轨迹' });
  await expect(table.getByRole('row').nth(1)).toContainText('登录');
  await page.keyboard.press('/');
  await page.keyboard.type('没有这样的内容');
  await page.getByRole('button', { name: '清除筛选' }).last().click();
  await table.getByRole('button', { name: /登录$/ }).first().click();
  const detail = page.getByRole('dialog', { name: '轨迹详情' });
  await expect(detail).toContainText('普通登录');
  await detail.getByRole('button', { name: '关闭' }).click();
  await expect(detail).toBeHidden();
});
