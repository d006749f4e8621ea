import type { Locator, Page } from '@playwright/test';

/** Settings, section by section. */
export class SettingsPage {
  readonly vault: Locator;
  readonly security: Locator;
  readonly password: Locator;
  readonly openVault: Locator;
  readonly closeVault: Locator;
  readonly remembered: Locator;
  readonly reveal: Locator;

  constructor(readonly page: Page) {
    this.vault = page.getByRole('region', { name: '密码保险库' });
    this.security = page.getByRole('region', { name: '安全' });
    this.password = this.vault.getByLabel('个人密码', { exact: true });
    this.openVault = this.vault.getByRole('button', { name: '打开保险库', exact: true });
    this.closeVault = this.vault.getByRole('button', { name: '关闭保险库' });
    this.remembered = this.vault.locator('.set-block', { hasText: '已记住的协议密码' }).getByRole('listitem');
    this.reveal = page.getByRole('dialog', { name: '查看协议密码' });
  }

  section(name: string): Promise<void> {
    return this.page.getByRole('navigation', { name: '设置分类' }).getByRole('link', { name, exact: true }).click();
  }
}
