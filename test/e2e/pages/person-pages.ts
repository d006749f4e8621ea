import { expect, type Locator, type Page } from '@playwright/test';
import { sumInWords } from '../../sum-in-words.ts';

/** The sign-in page's mode 自然人 with its registration and demo panel, and a person's own pages. */
export class PersonPages {
  readonly demo: Locator;
  readonly alert: Locator;
  constructor(readonly page: Page) {
    this.demo = page.getByRole('complementary', { name: '演示自然人' });
    this.alert = page.getByRole('main').getByRole('alert');
  }
  async open(): Promise<void> {
    await this.page.getByRole('tab', { name: /^自然人/ }).click();
  }
  /** Fills in what belongs to a person, or to what can be registered, of the demo panel. */
  async fill(name: string): Promise<void> {
    await this.demo.getByRole('button').filter({ hasText: name }).click();
  }
  field(name: string): Locator {
    return this.page.getByLabel(name, { exact: true });
  }
  button(name: string): Locator {
    // 温馨提示 names some of them again, as links.
    return this.page
      .getByRole('main')
      .getByRole('button', { name, exact: true })
      .and(this.page.locator(':not(.tips *)'));
  }
  heading(name: string | RegExp): Locator {
    return this.page.getByRole('heading', { name });
  }
  /** Answers the captcha in words. */
  async answer(): Promise<void> {
    const other = this.button('改用文字题');
    if (await other.isVisible()) await other.click();
    const question = this.page.getByText(/等于多少$/);
    await expect(question).toBeVisible();
    await this.field('文字验证码（用数字回答）').fill(sumInWords(await question.textContent()));
  }
  /** Login by hand, from the open page. */
  async signIn(identifier: string, password: string): Promise<void> {
    await this.field('证件号码或手机号码').fill(identifier);
    await this.field('自然人密码').fill(password);
    await this.answer();
    await this.button('登录').click();
  }
  /** The code that came for this purpose, filled in by the demo panel. */
  async fillCode(purpose: string): Promise<void> {
    await expect(this.demo.getByRole('status')).toContainText(`用于${purpose}，`);
    await this.demo.getByRole('button', { name: /^填入 \d{6}$/ }).click();
  }
  /** A row of the home page. */
  enterprise(text: RegExp | string): Locator {
    return this.page.getByRole('region', { name: '我任职的企业' }).getByRole('listitem').filter({ hasText: text });
  }
  async signOut(): Promise<void> {
    await this.page
      .getByRole('region', { name: '当前登录' })
      .getByRole('button', { name: /的菜单$/ })
      .click();
    await this.page.getByRole('menuitem', { name: '退出登录' }).click();
  }
}
