import type { Locator, Page } from '@playwright/test';

/** The second look before an act that cannot be undone. */
export class ConfirmSheet {
  readonly sheet: Locator;
  readonly cancel: Locator;
  /** The button that repeats client, period and amount. */
  readonly act: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog').filter({ has: page.locator('.confirm') });
    this.cancel = this.sheet.getByRole('button', { name: '返回' });
    this.act = this.sheet.getByRole('button', { name: /^为 / });
  }
}
