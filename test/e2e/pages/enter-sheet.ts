import type { Locator, Page } from '@playwright/test';

/** Step 3 of the login: the agreement password of one client. */
export class EnterSheet {
  readonly sheet: Locator;
  readonly password: Locator;
  readonly remember: Locator;
  readonly enter: Locator;
  readonly cancel: Locator;
  readonly openVault: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: '进入客户' });
    this.password = this.sheet.getByLabel('协议密码', { exact: true });
    this.remember = this.sheet.getByRole('checkbox', { name: '记住协议密码，下次一键进入' });
    this.enter = this.sheet.getByRole('button', { name: /^进入 / });
    this.cancel = this.sheet.getByRole('button', { name: '取消' });
    this.openVault = this.sheet.getByRole('button', {
      name: /^(改用保险库中记住的密码|打开密码保险库后可以记住协议密码)$/,
    });
  }
}
