import type { Locator, Page } from '@playwright/test';

/** The second look before an act that cannot be undone. */
export class ConfirmSheet {
  readonly sheet: Locator;
  readonly cancel: Locator;
  /** The button that repeats client, period and amount. */
  readonly act: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: '请核对后再办理' });
    this.cancel = this.sheet.getByRole('button', { name: '取消' });
    this.act = this.sheet.getByRole('button', { name: /^为 / });
  }
}
