import type { Page } from '@playwright/test';
import { codeOf } from '../support/codes.ts';
import { expect, test } from '../support/desk.ts';
import { foundOffice } from '../support/own-office.ts';

const secret = 'Geheimnis#88kx';

/** Everything that the page's scripts hold, as text. */
async function heapOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  const parts: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => parts.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return parts.join('');
}

test.describe('in the own office', () => {
  test.use({ world: null });

  test('a pasted table with passwords is gone from the memory of the page once it is imported', async ({
    page,
    host,
    desk,
  }) => {
    test.slow();
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await page
      .getByLabel('粘贴的内容')
      .fill(`企业名称\t纳税人识别号\t社保密码\n沈阳甲商贸有限公司\t${codeOf(1)}\t${secret}`);
    await page.getByRole('button', { name: '读取', exact: true }).click();
    await page.getByRole('button', { name: '是', exact: true }).click();
    await page.getByTestId('import-rows').click();
    await expect(page.getByText('有 1 个账号会存进保险库')).toBeVisible();
    // Until it is run the text may be looked at again.
    expect((await heapOf(page)).includes(secret)).toBe(true);
    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 1，更新 0，无变化 0，未导入 0')).toBeVisible();
    await page.getByRole('button', { name: '查看客户' }).click();
    await expect(desk.list.count).toHaveText('共 1 户');
    await expect.poll(async () => (await heapOf(page)).includes(secret), { timeout: 60_000 }).toBe(false);
  });
});
