import type { Locator, Page } from '@playwright/test';

/** Pages of one client, as the strip below the band names them. */
export type ClientPageName = '首页' | '办税事项' | '增值税申报' | '申报查询' | '缴款记录' | '完税证明';

/** What is on the screen of the client whose tab is active; the panes of other clients are hidden. */
export class ClientPages {
  readonly nav: Locator;

  constructor(readonly page: Page) {
    this.nav = page.getByRole('navigation', { name: '客户办税' });
  }

  async go(name: ClientPageName): Promise<void> {
    await this.nav.getByRole('link', { name }).click();
    await this.heading(name).waitFor();
  }

  heading(name: ClientPageName): Locator {
    return this.page.getByRole('heading', { name, level: 1 });
  }

  section(name: string): Locator {
    return this.page.getByRole('region', { name });
  }
}
