import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';
import { unifiedCodeCheckCharacter } from '../../src-preload/contract/validators/taxpayer-id.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

/** A unified social credit code with right check characters and nobody behind it (K1, K5). */
function codeOf(n: number): string {
  const organisation = `MAY${String(n).padStart(5, '0')}`;
  const weights = [3, 7, 9, 10, 5, 8, 4, 2];
  const sum = [...organisation].reduce(
    (total, character, i) =>
      total + (/\d/.test(character) ? Number(character) : character.charCodeAt(0) - 55) * (weights[i] ?? 0),
    0,
  );
  const check = 11 - (sum % 11);
  const first17 = `91210102${organisation}${check === 10 ? 'X' : check === 11 ? '0' : String(check)}`;
  return first17 + unifiedCodeCheckCharacter(first17);
}

const table = (page: Page) => page.getByRole('table', { name: '批量导入客户' });

test.describe('in the own office', () => {
  test.use({ world: null });

  test('a pasted table is looked at, mended line by line, imported, and told row by row', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).click();
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await expect(page.getByText('请先粘贴内容或选择文件')).toBeVisible();

    const wrongCheck = `${codeOf(3).slice(0, 17)}${codeOf(3).endsWith('1') ? '2' : '1'}`;
    await page
      .getByLabel('粘贴的内容')
      .fill(
        [
          '企业名称\t纳税人识别号\t开始日期\t结束日期\t协议密码',
          `沈阳甲商贸有限公司\t${codeOf(1)}\t2026-01-01\t2030-12-31\tHetong#71ab`,
          `大连乙科技有限公司\t${codeOf(2)}\t\t\t`,
          `鞍山丙建材有限公司\t${wrongCheck}\t\t\t`,
          `沈阳丁餐饮有限公司\t${codeOf(4)}\t2027-01-01\t2026-01-01\tHetong#71ab`,
        ].join('\n'),
      );
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await expect(page.getByText('识别到的列：企业名称、纳税人识别号、起始日、到期日、协议密码')).toBeVisible();
    // What cannot be imported is what there is to do.
    await expect(table(page).getByRole('row')).toHaveCount(3);
    await expect(table(page)).toContainText('第 18 位校验码');
    await expect(table(page)).not.toContainText('Hetong#71ab');
    await expect(page.getByTestId('import-run')).toHaveText('导入 2 户');

    await page.getByRole('button', { name: '修改第 4 行' }).click();
    await page.getByLabel('第 4 行的内容').fill(`鞍山丙建材有限公司\t${codeOf(3)}\t\t\t`);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByTestId('import-run')).toHaveText('导入 3 户');
    await expect(table(page).getByRole('row')).toHaveCount(2);

    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 3，更新 0，无变化 0，未导入 1')).toBeVisible();
    const saved = await host.savedBy(() => page.getByRole('button', { name: '导出未导入的行' }).click());
    expect(saved.name).toMatch(/^未导入的客户-\d{4}-\d{2}-\d{2}\.csv$/);
    const csv = await readFile(saved.path, 'utf8');
    expect(csv).toContain('沈阳丁餐饮有限公司');
    expect(csv).not.toContain('Hetong');

    await page.getByRole('button', { name: '查看客户' }).click();
    await expect(desk.list.count).toHaveText('共 3 户');
    await expect(desk.list.rows.filter({ hasText: '沈阳甲商贸有限公司' })).toContainText('有效');
  });

  test('a file of Chinese Windows (GB18030) is read; what is known already is no change', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).click();
    // 沈阳,<id> in GB18030: written by hand, because Node has no encoder for it.
    const bytes = Buffer.concat([
      Buffer.from([0xc9, 0xf2, 0xd1, 0xf4, 0xb4, 0xf3, 0xc1, 0xac]),
      Buffer.from(`,${codeOf(8)}\r\n`),
    ]);
    for (const expected of ['导入完成：新增 1，更新 0，无变化 0，未导入 0', null]) {
      await page.locator('input[type="file"]').setInputFiles({ name: '客户.csv', mimeType: 'text/csv', buffer: bytes });
      await expect(page.getByText('1 行 · GB18030')).toBeVisible();
      await page.getByRole('button', { name: '核对', exact: true }).click();
      await expect(table(page)).toContainText('沈阳大连');
      if (expected === null) break;
      await page.getByTestId('import-run').click();
      await expect(page.getByText(expected)).toBeVisible();
      await page.getByRole('button', { name: '再导入一批' }).click();
    }
    await expect(table(page)).toContainText('无变化');
    await expect(page.getByTestId('import-run')).toBeDisabled();
  });

  test('an import goes on when the page is left, and can be cancelled; a workbook is told from a table', async ({
    page,
    host,
    desk,
  }) => {
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).click();
    await page.locator('input[type="file"]').setInputFiles({
      name: '客户.xlsx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([0x50, 0x4b, 0x03, 0x04, 0x14]),
    });
    await expect(page.getByText(/这是 Excel 工作簿，暂不能直接读取/)).toBeVisible();

    const lines = Array.from(
      { length: 400 },
      (_, i) => `沈阳测试${i}号商贸有限公司\t${codeOf(i + 100)}\t2026-01-01\t2030-12-31\tHetong#71ab`,
    );
    await page.getByLabel('粘贴的内容').fill(lines.join('\n'));
    await page.getByRole('button', { name: '核对', exact: true }).click();
    await expect(page.getByTestId('import-run')).toHaveText('导入 400 户');
    await page.getByTestId('import-run').click();
    await expect(page.getByRole('progressbar', { name: '导入客户' })).toBeVisible();
    await desk.frame.go('轨迹');
    await expect(desk.frame.status).toContainText('导入客户');
    await desk.frame.go('客户');
    await page.getByRole('button', { name: '批量导入' }).click();
    await page.getByRole('button', { name: '取消', exact: true }).click();
    await expect(page.getByText(/导入已取消：新增 \d+，更新 0，未轮到 \d+/)).toBeVisible();
  });
});

test('who is not an admin is told who can import', async ({ page, desk }) => {
  await desk.signInAs(demo.member);
  await page.evaluate(() => {
    location.hash = '#/import';
  });
  await expect(page.getByText('批量导入由机构管理员办理。需要导入时，请联系管理员。')).toBeVisible();
});
