import type { Locator, Page } from '@playwright/test';

/** What stays around every page of whoever is signed in: title bar, rail, client tabs, client band, status bar. */
export class DeskFrame {
  readonly title: Locator;
  readonly rail: Locator;
  readonly tabs: Locator;
  readonly tabButtons: Locator;
  readonly band: Locator;
  readonly status: Locator;
  readonly training: Locator;
  readonly toast: Locator;

  constructor(readonly page: Page) {
    this.title = page.getByRole('banner');
    this.rail = page.getByRole('navigation', { name: '机构' });
    this.tabs = page.getByRole('navigation', { name: '已打开的客户' });
    this.tabButtons = this.tabs.locator('li');
    this.band = page.getByRole('region', { name: '当前客户' });
    this.status = page.getByRole('contentinfo', { name: '状态' });
    this.training = page.locator('[data-frame="training"]');
    // One that is fading out is no longer what the desk says, and two at once are no error of the page.
    this.toast = page.locator('.el-message:not(.el-message-fade-leave-active)').last();
  }

  /** The tab of a client, by its full name (the strip shows a short one). */
  tab(clientName: string): Locator {
    return this.tabs.locator(`li[title^="${clientName}"]`);
  }

  /** The tab whose client is on the screen. */
  get activeTab(): Locator {
    return this.tabs.locator('li', { has: this.page.locator('[aria-current="page"]') });
  }

  go(page: string): Promise<void> {
    return this.rail.getByRole('button', { name: page }).click();
  }

  async closeTab(clientName: string): Promise<void> {
    await this.tab(clientName).getByRole('button', { name: /^关闭/ }).click();
  }

  async signOut(): Promise<void> {
    await this.title.getByRole('button', { name: /^我的账号/ }).click();
    await this.page.getByRole('menuitem', { name: '退出登录' }).click();
  }

  async theme(name: '换成浅色' | '换成深色'): Promise<void> {
    await this.title.getByRole('button', { name: '外观' }).click();
    await this.page.getByRole('menuitem', { name }).click();
  }
}
