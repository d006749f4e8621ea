import { expect, type Locator, type Page } from '@playwright/test';
import { EnterpriseSignIn } from './enterprise-sign-in.ts';

/** 代理机构认定管理 in a window of the taxpayer. */
export class EnterpriseDelegationPage {
  readonly signIn: EnterpriseSignIn;
  readonly rows: Locator;
  /** The second look before an act. */
  readonly sheet: Locator;

  constructor(readonly page: Page) {
    this.signIn = new EnterpriseSignIn(page);
    this.rows = page
      .getByRole('main')
      .getByRole('row')
      .filter({ has: page.getByRole('link', { name: /^查看与/ }) });
    this.sheet = page.getByRole('dialog').filter({ has: page.locator('.confirm') });
  }

  /** Signs in as the legal representative of the demo enterprise whose text holds `text`, and opens the page. @returns the enterprise's name */
  async open(text: string): Promise<string> {
    await this.signIn.byPassword(text, '法定代表人');
    await this.go();
    return (await this.page.getByRole('region', { name: '当前登录' }).locator('strong').textContent()) ?? '';
  }

  async go(): Promise<void> {
    await this.page
      .getByRole('navigation', { name: '税务局业务' })
      .getByRole('link', { name: '代理机构认定管理' })
      .click();
    await expect(this.heading('代理机构认定管理')).toBeVisible();
  }

  heading(name: string): Locator {
    return this.page.getByRole('heading', { name, level: 1 });
  }
  row(agency: string): Locator {
    return this.rows.filter({ hasText: agency });
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('main').getByRole('button', { name });
  }

  /** From the list: recognises an agency for a year with all functions. */
  async recognise(agency: string, password: string): Promise<void> {
    await this.button('认定代理机构').first().click();
    const sync = this.button('同步代理机构');
    const choice = this.page.getByRole('list', { name: '代理机构' }).getByRole('button', { name: new RegExp(agency) });
    await sync.click();
    await choice.click();
    await this.button('一年').click();
    await this.button(/^全部可委托事项/).click();
    await this.page.getByLabel('协议密码', { exact: true }).fill(password);
    await this.button(`认定 ${agency}`).click();
    await expect(this.heading(agency)).toBeVisible();
  }

  /** On an agreement: does an act that asks for a reason. */
  async act(name: string, agency: string, reason: string): Promise<void> {
    await this.button(name).click();
    await this.sheet.getByLabel('原因').fill(reason);
    await this.sheet.getByRole('button', { name: `${name} ${agency}` }).click();
    await expect(this.sheet).toBeHidden();
  }
}
