import { Desk } from './flows/desk.ts';
import { demo } from './support/demo.ts';
import { expect, test } from './support/desk.ts';

test('signing in and entering a client takes the keyboard only', async ({ desk, page }) => {
  const { signIn, list, enterSheet } = desk;
  await expect(signIn.firmId).toBeFocused();
  await page.keyboard.type(demo.firm.taxpayerId);
  await page.keyboard.press('Tab');
  await expect(signIn.firmPassword).toBeFocused();
  await page.keyboard.type(demo.firm.password);
  await page.keyboard.press('Enter');

  await expect(signIn.member(demo.admin)).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('ArrowUp');
  await expect(signIn.member(demo.admin)).toBeFocused();
  await page.keyboard.press('Space');
  await expect(signIn.personalPassword(demo.admin)).toBeFocused();
  await page.keyboard.type(demo.staffPassword);
  await page.keyboard.press('Enter');

  await expect(list.search).toBeFocused();
  const [client] = await desk.clients({ remembered: false }, 1);
  await page.keyboard.type(client!.name.slice(2));
  await expect(list.row(client!.name)).toHaveAttribute('aria-current', 'true');
  await page.keyboard.press('Enter');
  await expect(enterSheet.password).toBeFocused();
  await page.keyboard.type(demo.agreementPassword);
  await page.keyboard.press('Tab');
  await expect(enterSheet.remember).toBeFocused();
  await page.keyboard.press('Space');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Enter');
  await desk.isOn(client!);

  // Down to the client's pages, and back to the list with what was typed there.
  for (const target of [desk.client.nav.getByRole('link', { name: '首页' })]) {
    await expect
      .poll(async () => {
        await page.keyboard.press('Tab');
        return target.evaluate((element) => element === document.activeElement);
      })
      .toBe(true);
  }
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await expect(desk.client.heading('办税事项')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(desk.client.heading('首页')).toBeVisible();
  await desk.pressTab('close');
  await expect(new Desk(page).list.heading).toBeVisible();
  await expect(list.search).toBeFocused();
});
