import type { Locator, Page } from '@playwright/test';

/** Setting the first personal password (B5), or changing it. */
export class PasswordSheet {
  readonly sheet: Locator;
  readonly old: Locator;
  readonly fresh: Locator;
  readonly again: Locator;
  readonly save: Locator;
  readonly later: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: /^(请设置个人密码|修改个人密码)$/ });
    this.old = this.sheet.getByLabel('原密码', { exact: true });
    this.fresh = this.sheet.getByLabel('新密码', { exact: true });
    this.again = this.sheet.getByLabel('再次输入新密码');
    this.save = this.sheet.getByRole('button', { name: '保存' });
    this.later = this.sheet.getByRole('button', { name: '以后再说' });
  }
}
