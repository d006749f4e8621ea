import { expect } from '@playwright/test';
import { changeService, seeChangedColour, test, timed, tryLogin } from '../support/developed.ts';

test('npm run dev: a changed colour shows without loading the page again, and a changed service answers the page that stays', async ({
  develop,
  page,
}) => {
  test.setTimeout(180_000);
  const developed = await develop();
  await developed.program.printed(/"ready":true|本机服务已启动/, 60_000);
  await page.goto(developed.address);
  const field = page.locator('#firm-id');
  await expect(field).toBeVisible({ timeout: 60_000 });
  await seeChangedColour(developed, page);
  await tryLogin(page);
  await expect(page.getByText('识别号或密码不正确').first()).toBeVisible();

  const starts = (): number => developed.program.stdout().split('本机服务已启动').length - 1;
  const before = starts();
  await timed('a changed service', async () => {
    await changeService(developed);
    await expect.poll(starts, { intervals: [50] }).toBe(before + 1);
  });
  await expect(page.locator('body')).toHaveAttribute('data-kept', 'yes');
  await tryLogin(page);
  await expect(page.getByText('改过的句子').first()).toBeVisible();
});
