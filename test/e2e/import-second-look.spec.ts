import { codeOf } from './support/codes.ts';
import { expect, test } from './support/desk.ts';
import { foundOffice } from './support/own-office.ts';

test.use({ world: null });

test('K3: groups above the names are found, numbers that break their check are kept with a reason, and cells are mended where they stand', async ({
  page,
  host,
  desk,
}, info) => {
  const pictures = async (name: string): Promise<void> => {
    for (const [width, height] of [
      [1024, 700],
      [1440, 900],
    ] as const) {
      await page.setViewportSize({ width, height });
      await page.screenshot({ path: info.outputPath(`${name}-${width}.png`), animations: 'disabled' });
    }
  };
  await foundOffice(host);
  await page.goto(host.url);
  await desk.signInOwn();
  await page.getByRole('button', { name: '批量导入' }).first().click();
  await page
    .getByLabel('粘贴的内容')
    .fill(
      [
        '代账客户一览表\t\t\t\t',
        '\t\t合同\t\t',
        '企业名称\t纳税人识别号\t有效期起\t有效期止\t备注',
        '沈阳甲商贸有限公司\t91350203M0001QKT19\t2026-01-01\t2027-12-31\t老客户',
        '沈阳乙商贸有限公司\tE1234567801\t\t\t',
        `沈阳丙商贸有限公司\t${codeOf(3)}\t\t\t`,
        '沈阳丁商贸有限公司\t123\t\t\t',
      ].join('\n'),
    );
  await page.getByRole('button', { name: '读取', exact: true }).click();
  const lines = page.getByLabel('表头占哪几行');
  await expect(lines).toHaveValue('2 2');
  await expect(page.getByRole('region', { name: '每一列是什么' })).toContainText('合同有效期起');
  await pictures('groups');
  await lines.selectOption({ label: '只有第 3 行' });
  await expect(page.getByRole('region', { name: '每一列是什么' })).not.toContainText('合同有效期起');
  await page.getByRole('button', { name: '把第 3 行设为表头' }).click();
  await expect(lines).toHaveValue('2 2');

  await page.getByTestId('import-rows').click();
  await page.getByRole('button', { name: '核对并保留' }).click();
  const sheet = page.getByRole('dialog', { name: '按原样保留识别号' });
  await sheet.getByLabel('全选').check();
  await sheet.getByTestId('keep-numbers').click();
  await expect(sheet.getByText('请填写保留的理由')).toBeVisible();
  await pictures('keep');
  await sheet.getByLabel('理由').fill('已核对营业执照');
  await sheet.getByTestId('keep-numbers').click();
  await expect(page.getByTestId('import-run')).toHaveText('导入 3 户');

  await page.getByRole('button', { name: '逐格修改' }).click();
  const grid = page.getByRole('grid', { name: '逐格修改' });
  const cell = grid.getByRole('gridcell', { name: '第 7 行，纳税人识别号' });
  await cell.click();
  await expect(cell).toBeFocused();
  await page.keyboard.type(codeOf(4));
  await page.keyboard.press('Enter');
  await expect(page.getByTestId('import-run')).toHaveText('导入 4 户');
  // The mended row stays where it stands.
  await expect(cell).toHaveText(codeOf(4));
  await pictures('grid');
  await cell.focus();
  await page.keyboard.press('ArrowLeft');
  await expect(grid.getByRole('gridcell', { name: '第 7 行，企业名称' })).toBeFocused();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    `沈阳新商贸有限公司\t${codeOf(5)}\n多出的一行\t1`,
  );
  await expect(page.getByText('有 2 格超出表格，没有粘贴')).toBeVisible();
  await expect(cell).toHaveText(codeOf(5));
  await expect(grid.getByRole('gridcell', { name: '第 7 行，企业名称' })).toHaveText('沈阳新商贸有限公司');
  await grid.getByRole('gridcell', { name: '第 7 行，企业名称' }).focus();
  await page.keyboard.press('Control+z');
  await expect(cell).toHaveText(codeOf(4));
  await page.getByTestId('import-run').click();
  await expect(page.getByText('导入完成：新增 4，更新 0，无变化 0，未导入 0')).toBeVisible();
  await desk.frame.go('客户');
  await expect(page.getByRole('img', { name: '这个号码不合校验规则，核对后按原样保留' }).first()).toBeVisible();
  await pictures('clients');
});
