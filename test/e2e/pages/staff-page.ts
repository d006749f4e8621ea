import type { Locator, Page } from '@playwright/test';

/** The office's people: the list, one member's side, and the sheets of their acts. */
export class StaffPage {
  readonly grid: Locator;
  readonly side: Locator;
  readonly add: Locator;
  readonly addSheet: Locator;
  readonly code: Locator;

  constructor(readonly page: Page) {
    this.grid = page.getByRole('grid', { name: '人员列表' });
    this.side = page.getByRole('complementary');
    this.add = page.getByRole('button', { name: '登记人员' });
    this.addSheet = page.getByRole('dialog', { name: '登记人员' });
    this.code = page.getByRole('status', { name: '一次性登录码' });
  }

  row(name: string): Locator {
    return this.grid.getByRole('row', { name: new RegExp(name) });
  }

  async choose(name: string): Promise<void> {
    await this.row(name).click();
  }

  act(name: string): Locator {
    return this.side.getByRole('button', { name: new RegExp(`^${name}`) });
  }
}
