import type { Locator, Page } from '@playwright/test';

/** The office's client list: step 3 of the login begins here. */
export class ClientListPage {
  readonly heading: Locator;
  readonly count: Locator;
  readonly search: Locator;
  readonly grid: Locator;
  readonly rows: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: '客户', exact: true });
    this.count = page.getByRole('status').filter({ hasText: /共 [\d,]+ 户/ });
    this.search = page.getByRole('textbox', { name: '检索客户' });
    this.grid = page.getByRole('grid', { name: '客户' });
    this.rows = this.grid.locator('[role=row][aria-rowindex]:not([aria-rowindex="1"])');
  }

  row(clientName: string): Locator {
    return this.rows.filter({ has: this.page.getByTitle(clientName, { exact: true }) });
  }

  filter(name: string): Locator {
    return this.page.getByRole('group', { name: '筛选' }).getByRole('button', { name, exact: true });
  }

  /** The act at the end of a row: 进入, 一键进入, 切换 or 重新进入. */
  act(clientName: string): Locator {
    return this.row(clientName).getByRole('button', { name: /^(进入|一键进入|切换|重新进入)$/ });
  }
}
