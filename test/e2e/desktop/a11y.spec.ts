import { Desk } from '../flows/desk.ts';
import { expectAccessible } from '../support/accessibility.ts';
import { expect, test } from '../support/desktop.ts';
import { chooseCommand } from '../support/shell.ts';

// What the desktop alone shows; all other pages are walked in the browser (web/a11y.spec.ts).
test('the screens that the desktop has of its own', async ({ launch }) => {
  const { app, page } = await launch();
  const desk = new Desk(page);
  await expect(desk.signIn.firmId).toBeVisible();
  await page.setViewportSize({ width: 1440, height: 900 });
  await expectAccessible(page, 'sign-in');
  const settings = page.getByRole('dialog', { name: '设置' });
  await chooseCommand(app, 'settings');
  await expect(settings).toBeVisible();
  await expectAccessible(page, 'settings of the machine');
  await page.keyboard.press('Escape');
  await expect(settings).toBeHidden();
  await desk.signInAs();
  await page.evaluate(() => {
    location.hash = '#/settings/about';
  });
  await expect(page.getByTestId('about-facts')).toContainText('Electron');
  await expectAccessible(page, 'about');
});
