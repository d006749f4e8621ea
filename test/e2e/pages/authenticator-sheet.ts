import { expect, type Locator, type Page } from '@playwright/test';

/** 动态口令 in 设置 › 安全: the block with its state, and the sheet that sets, renews or removes it. */
export class AuthenticatorSheet {
  readonly block: Locator;
  readonly sheet: Locator;
  readonly password: Locator;
  readonly next: Locator;
  readonly picture: Locator;
  readonly code: Locator;

  constructor(readonly page: Page) {
    this.block = page
      .locator('.set-block', { hasText: '动态口令' })
      .filter({ has: page.getByRole('heading', { name: '动态口令' }) });
    this.sheet = page.getByRole('dialog', { name: /动态口令$/ });
    this.password = this.sheet.getByLabel('个人密码', { exact: true });
    this.next = this.sheet.getByRole('button', { name: '下一步' });
    this.picture = this.sheet.getByRole('img', { name: '动态口令的二维码' });
    this.code = this.sheet.getByRole('textbox', { name: '动态口令' });
  }

  /** Opens the sheet and gives the password. @returns the secret as it is shown to be typed */
  async begin(act: '设置动态口令' | '更换动态口令', personalPassword: string): Promise<string> {
    await this.block.getByRole('button', { name: act }).click();
    await this.password.fill(personalPassword);
    await this.next.click();
    await expect(this.picture).toBeVisible();
    return (await this.sheet.getByRole('status', { name: '密钥' }).innerText()).replace(/\s/gu, '');
  }
}
