import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

test('the login card stands still when a strip comes, and an empty code is told at its field', async ({ desk }) => {
  const card = desk.signIn.card;
  await expect(desk.signIn.firmId).toBeVisible();
  const before = await card.boundingBox();
  await desk.giveFirm('Falsch-2026');
  await expect(desk.signIn.alert).toContainText('还可再试');
  expect(await card.boundingBox()).toEqual(before);

  await desk.giveFirm();
  await desk.signIn.member(demo.admin).click();
  await desk.signIn.method('手机短信登录').click();
  await desk.signIn.submit.click();
  await expect(card).toContainText('请先发送验证码，再输入收到的 6 位数字');
  await desk.signIn.sendCode.click();
  await expect(desk.signIn.code).toBeVisible();
  await desk.signIn.submit.click();
  await expect(card).toContainText('请输入 6 位验证码');
});

test('what was searched for last is written over, and a mouse at rest lights no row of the palette', async ({
  desk,
  page,
}) => {
  await desk.signInAs();
  const [first, second] = await desk.clients({}, 2);
  await desk.list.search.fill(first!.name);
  await expect(desk.list.rows).toHaveCount(1);
  await desk.frame.go('轨迹');
  await desk.frame.go('客户');
  await expect(desk.list.search).toBeFocused();
  await page.keyboard.type(second!.name);
  await expect(desk.list.search).toHaveValue(second!.name);
  await expect(desk.list.rows).toHaveCount(1);

  await desk.palette.open();
  const row = desk.palette.options.nth(3);
  const box = (await row.boundingBox())!;
  await page.keyboard.press('Escape');
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await desk.palette.open();
  const ground = (): Promise<string> => row.evaluate((element) => getComputedStyle(element).backgroundColor);
  const other = (): Promise<string> =>
    desk.palette.options.nth(4).evaluate((element) => getComputedStyle(element).backgroundColor);
  await expect(row).toBeVisible();
  await expect.poll(async () => (await ground()) === (await other())).toBe(true);
  await page.mouse.move(box.x + box.width / 2 + 3, box.y + box.height / 2);
  await expect.poll(async () => (await ground()) === (await other())).toBe(false);
});
