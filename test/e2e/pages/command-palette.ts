import type { Locator, Page } from '@playwright/test';

/** Ctrl K. */
export class CommandPalette {
  readonly sheet: Locator;
  readonly field: Locator;
  readonly options: Locator;
  readonly active: Locator;

  constructor(readonly page: Page) {
    this.sheet = page.getByRole('dialog', { name: '打开客户或执行命令' });
    this.field = this.sheet.getByRole('combobox');
    this.options = this.sheet.getByRole('option');
    this.active = this.sheet.getByRole('option', { selected: true });
  }

  async open(): Promise<void> {
    await this.page.keyboard.press('Control+k');
    await this.field.waitFor();
  }
}
