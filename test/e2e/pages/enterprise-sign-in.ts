import { expect, type Locator, type Page } from '@playwright/test';

/** The sign-in page's mode 企业, with the demo panel beside it. */
export class EnterpriseSignIn {
  readonly demo: Locator;
  constructor(readonly page: Page) {
    this.demo = page.getByRole('complementary', { name: '演示企业' });
  }
  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: /^企业/ }).click();
  }
  way(name: '普通登录' | '快捷登录'): Locator {
    return this.page.locator('.ways').getByText(name);
  }
  /** Fills taxpayer id and password of the demo enterprise whose text holds `text`. */
  async fill(text: string): Promise<void> {
    await this.demo.getByRole('button').filter({ hasText: text }).first().click();
  }
  /** A person of the chosen demo enterprise. */
  person(capacity: string): Locator {
    return this.demo.locator('.people').getByRole('button').filter({ hasText: capacity });
  }
  button(name: string): Locator {
    // 温馨提示 names some of them again, as links.
    return this.page
      .getByRole('main')
      .getByRole('button', { name, exact: true })
      .and(this.page.locator(':not(.tips *)'));
  }
  /** The code that came for this purpose, filled in by the demo panel. */
  async fillCode(purpose: '企业登录' | '企业快捷登录'): Promise<void> {
    await expect(this.demo.getByRole('status')).toContainText(`用于${purpose}，`);
    await this.demo.getByRole('button', { name: /^填入 \d{6}$/ }).click();
  }
  /** Ordinary login of the demo enterprise whose text holds `text`, by the personal password of the person shown with `person`. */
  async byPassword(text: string, person: string): Promise<void> {
    await this.open();
    await this.fill(text);
    await this.button('登录').click();
    await expect(this.heading('选择办税人')).toBeVisible();
    await this.person(person).click();
    await this.button('确定').click();
  }
  /** By the menu behind the taxpayer's name. */
  async signOut(): Promise<void> {
    await this.page
      .getByRole('region', { name: '当前登录' })
      .getByRole('button', { name: /的菜单$/ })
      .click();
    await this.page.getByRole('menuitem', { name: '退出登录' }).click();
  }
  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }
}
