import type { Page } from '@playwright/test';
import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

const headings =
  '企业名称 统一社会信用代码 归属地 所属分局 法人姓名 法人电话 税种 申报周期 月记账费 章存放编号 客户分级 业务员 备注'.split(
    ' ',
  );
const rowOf = (n: number, over: Record<string, string> = {}): string =>
  headings
    .map(
      (heading) =>
        ({
          企业名称: `沈阳档${n}号商贸有限公司`,
          统一社会信用代码: codeOf(n),
          归属地: '沈阳市和平区',
          所属分局: '和平区税务局',
          法人姓名: '欧阳雪',
          法人电话: `1390000${1000 + n}`,
          税种: '增值税、企业所得税',
          申报周期: '季报',
          月记账费: '300元',
          章存放编号: `Z-${n}`,
          客户分级: n % 2 ? '重点' : '一般',
          业务员: '老李',
          备注: '',
          ...over,
        })[heading] ?? '',
    )
    .join('\t');
const sheetOf = (...rows: string[]): string => [headings.join('\t'), ...rows].join('\n');
const columnRow = (page: Page, heading: string) =>
  page.getByRole('region', { name: '每一列是什么' }).getByRole('row', { name: heading });

/** Looked at in both themes and both sizes. */
async function pictures(page: Page, path: (name: string) => string, name: string): Promise<void> {
  for (const [width, height] of [
    [1440, 900],
    [1024, 700],
  ] as const) {
    await page.setViewportSize({ width, height });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: path(`${name}-${width}-${colorScheme}.png`), animations: 'disabled' });
    }
  }
  await page.setViewportSize({ width: 1440, height: 900 });
  await page.emulateMedia({ colorScheme: 'light' });
}
async function paste(page: Page, text: string): Promise<void> {
  await page.getByLabel('粘贴的内容').fill(text);
  await page.getByRole('button', { name: '读取', exact: true }).click();
}

test.describe('in the own office', () => {
  test.use({ world: null });

  test('columns go to the client file and to a field of the office’s own; an update counts them and keeps what is kept', async ({
    page,
    host,
    desk,
  }, info) => {
    test.slow();
    const path = (name: string): string => info.outputPath(name);
    await foundOffice(host);
    await page.goto(host.url);
    await desk.signInOwn();
    await page.getByRole('button', { name: '批量导入' }).first().click();
    await paste(page, sheetOf(...[1, 2, 3, 4].map((n) => rowOf(n))));
    await expect(columnRow(page, '归属地')).toContainText('已识别');
    await expect(columnRow(page, '法人电话').getByRole('combobox')).toHaveValue('legalMobile');
    await expect(columnRow(page, '业务员')).toContainText('未使用');
    await pictures(page, path, 'columns');

    await columnRow(page, '客户分级').getByRole('button', { name: '为「客户分级」新建自定义字段' }).click();
    const dialog = page.getByRole('dialog', { name: '为「客户分级」新建自定义字段' });
    await expect(dialog.getByLabel('类型')).toHaveValue('choice');
    await expect(dialog.getByLabel('选项')).toHaveValue('重点\n一般');
    await pictures(page, path, 'own-field');
    await dialog.getByRole('button', { name: '新建并导入到这一栏' }).click();
    await expect(dialog).toBeHidden();
    await expect(columnRow(page, '客户分级')).toContainText('您选择');
    await page.getByTestId('import-rows').click();
    await expect(page.getByText(/客户档案将写入：.*人员 4 户.*自定义栏目 4 户/)).toBeVisible();
    await pictures(page, path, 'rows');
    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 4，更新 0，无变化 0，未导入 0')).toBeVisible();

    // The same table with two changes: only they count, and one of them is kept as it is.
    await page.getByRole('button', { name: '再导入一批' }).click();
    await paste(
      page,
      sheetOf(rowOf(1, { 归属地: '沈阳市大东区', 月记账费: '500', 法人电话: '13900009999' }), rowOf(2)),
    );
    await page.getByTestId('import-rows').click();
    await expect(page.getByText('客户档案将写入：所属地区 1 户、人员 1 户、服务费 1 户')).toBeVisible();
    await page.getByRole('button', { name: '修改第 2 行' }).click();
    const beside = page.getByRole('region', { name: '与现有客户对照' });
    await expect(beside).toContainText('300.00元');
    await expect(beside).toContainText('500.00元');
    await expect(beside).not.toContainText('13900009999');
    await pictures(page, path, 'beside');
    await beside.getByRole('checkbox', { name: '服务费采用表中的' }).uncheck();
    await beside.getByRole('button', { name: '更新这一户' }).click();
    await expect(page.getByText('客户档案将写入：所属地区 1 户、人员 1 户', { exact: true })).toBeVisible();
    await page.keyboard.press('Escape');
    await page.getByTestId('import-run').click();
    await expect(page.getByText('导入完成：新增 0，更新 1，无变化 1，未导入 0')).toBeVisible();

    await desk.frame.go('客户');
    await page.getByRole('button', { name: /^导出/ }).first().click();
    await expect(page.getByRole('checkbox', { name: '自定义栏目' })).toBeChecked();
    await pictures(page, path, 'export');
  });
});
