import type { Locator, Page } from '@playwright/test';

/** Ctrl L: what covers the desk until the personal password is typed. */
export class LockSheet {
  readonly sheet: Locator;
  readonly password: Locator;
  readonly unlock: Locator;
  readonly signOut: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: '已锁定' });
    this.password = this.sheet.getByLabel('个人密码');
    this.unlock = this.sheet.getByRole('button', { name: '解锁' });
    this.signOut = this.sheet.getByRole('button', { name: '退出登录' });
  }
}
