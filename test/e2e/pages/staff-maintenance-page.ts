import { expect, type Locator, type Page } from '@playwright/test';

/** 企业人员维护, behind the taxpayer's name at the top right (E1). */
export class StaffMaintenancePage {
  constructor(readonly page: Page) {}
  /** The menu behind the taxpayer's name, open and whole: what it does not hold now is not in it. */
  async menu(): Promise<Locator> {
    await this.page
      .getByRole('region', { name: '当前登录' })
      .getByRole('button', { name: /的菜单$/ })
      .click();
    const menu = this.page.getByRole('menu');
    await expect(menu.getByRole('menuitem', { name: '退出登录' })).toBeVisible();
    return menu;
  }
  /** Escape is heard from when the menu has come in whole: who presses it sooner presses it again. */
  async closeMenu(): Promise<void> {
    await expect(async () => {
      await this.page.keyboard.press('Escape');
      await expect(this.page.getByRole('menu')).toBeHidden({ timeout: 1000 });
    }).toPass();
  }
  async open(): Promise<void> {
    await (await this.menu()).getByRole('menuitem', { name: '企业人员维护' }).click();
  }
  row(name: string): Locator {
    return this.page.getByRole('table', { name: '人员' }).getByRole('row').filter({ hasText: name });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: typeof name === 'string' });
  }
  field(name: string): Locator {
    return this.page.getByRole('main').getByLabel(name, { exact: true });
  }
  tab(name: string): Locator {
    return this.page.getByRole('navigation', { name: '企业人员维护' }).getByRole('link', { name });
  }
}
