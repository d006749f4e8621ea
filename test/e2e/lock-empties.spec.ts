import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

test('J3: under the lock the document holds nothing of a client, and everything is where it was afterwards', async ({
  desk,
  page,
}) => {
  await desk.signInAs(demo.member);
  const [client] = await desk.clients({ remembered: true, kind: 'smallScale' }, 1);
  await desk.openByPalette(client!);
  await desk.client.go('办税事项');
  const search = page.getByRole('searchbox').locator('visible=true').first();
  await search.fill('增值税');
  const text = (): Promise<string> =>
    page.evaluate(
      () =>
        `${document.title} ${document.body.textContent} ${[...document.querySelectorAll('input')].map((input) => input.value).join(' ')} ${document.body.innerHTML}`,
    );
  expect(await text()).toContain(client!.name);

  await page.keyboard.press('Control+l');
  await expect(desk.lock.sheet).toBeVisible();
  const locked = await text();
  for (const hidden of [client!.name, client!.taxpayerId, client!.name.slice(2, 6), '增值税', '¥'])
    expect(locked).not.toContain(hidden);
  expect(locked).not.toMatch(/\d{1,3}(?:,\d{3})+\.\d{2}/);

  await desk.lock.password.fill(demo.staffPassword);
  await desk.lock.unlock.click();
  await expect(desk.lock.sheet).toBeHidden();
  await desk.isOn(client!);
  await expect(search).toHaveValue('增值税');
});

test('J3: a dialog that was open is open again after the lock, with what was typed in it', async ({ desk, page }) => {
  await desk.signInAs();
  const [client] = await desk.clients({}, 1);
  await page.evaluate((id) => {
    location.hash = `#/clients/${id}/edit`;
  }, client!.clientId);
  await page.getByRole('textbox', { name: '联系人' }).fill('张三 13900000000');
  await page.getByRole('button', { name: '终止协议' }).click();
  const reason = page.getByRole('dialog').getByLabel('终止原因');
  await reason.fill('双方协商解除');
  await page.keyboard.press('Control+l');
  await expect(desk.lock.sheet).toBeVisible();
  expect(await page.evaluate(() => document.body.innerHTML)).not.toContain(client!.name);
  await desk.lock.password.fill(demo.staffPassword);
  await desk.lock.unlock.click();
  await expect(reason).toHaveValue('双方协商解除');
  expect(await reason.evaluate((field) => field.closest('dialog')?.matches(':modal'))).toBe(true);
  await page.keyboard.press('Escape');
  await expect(reason).toBeHidden();
  await expect(page.getByRole('textbox', { name: '联系人' })).toHaveValue('张三 13900000000');
});
