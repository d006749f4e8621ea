import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { callAs } from './support/engine.ts';
import { foundOffice } from './support/own-office.ts';

test.use({ world: null });

test('a stopped client in a table: nothing of it is changed before somebody says 只更新资料, and it stays stopped', async ({
  page,
  host,
  desk,
}, info) => {
  await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  const added = await callAs(page, '/clients', { name: '沈阳甲商贸有限公司', taxpayerId: codeOf(1) });
  const { clientId } = added.body as { clientId: string };
  const stopped = await callAs(page, `/clients/${clientId}/stop`, { day: '2026-01-31', reason: '迁出', revision: 1 });
  expect(stopped.status).toBe(200);
  await desk.frame.go('客户');
  await page.getByRole('button', { name: '批量导入' }).first().click();
  await page
    .getByLabel('粘贴的内容')
    .fill(`企业名称\t纳税人识别号\t联系电话\n沈阳甲商贸有限公司\t${codeOf(1)}\t13900001001`);
  await page.getByRole('button', { name: '读取', exact: true }).click();
  await page.getByTestId('import-rows').click();
  await expect(page.getByTestId('import-run')).toBeDisabled();
  await expect(page.getByRole('table', { name: '批量导入客户' })).toContainText('已于2026-01-31停止服务（迁出）');
  await page.getByRole('button', { name: '修改第 2 行' }).click();
  const beside = page.getByRole('region', { name: '与现有客户对照' });
  await expect(beside).toContainText('停止服务日期 2026-01-31。更新只改资料，不会恢复服务');
  await page.screenshot({ path: info.outputPath('beside.png'), animations: 'disabled' });
  await beside.getByRole('button', { name: '只更新资料' }).click();
  await expect(page.getByTestId('import-run')).toHaveText('导入 1 户');
  await page.getByTestId('import-run').click();
  await expect(page.getByText('导入完成：新增 0，更新 1，无变化 0，未导入 0')).toBeVisible();
  const { body } = await callAs(page, '/clients/search', { query: '沈阳甲', filter: { service: 'stopped' } });
  expect(body).toMatchObject({ rows: [{ clientId, stopped: { day: '2026-01-31', begun: true } }] });

  // The way back shows how far it is, and takes the update back.
  await page.getByRole('button', { name: '撤销本次导入' }).click();
  await page.getByTestId('import-undo').click();
  await expect(page.getByText('已撤销：移除 0 户，恢复 1 户，保留 0 户').first()).toBeVisible();
});
