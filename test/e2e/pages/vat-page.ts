import type { Locator, Page } from '@playwright/test';

/** VAT return of the active client: the form while it is a draft, the receipt once it is submitted. */
export class VatPage {
  readonly period: Locator;
  readonly side: Locator;
  /** What the return comes to, as the side column says it. */
  readonly payable: Locator;
  readonly draft: Locator;
  readonly submit: Locator;
  readonly receipt: Locator;
  readonly leave: Locator;

  constructor(readonly page: Page) {
    this.period = page.getByRole('combobox', { name: '所属期' });
    this.side = page.locator('aside.side').filter({ visible: true });
    this.payable = this.side.locator('.amount');
    this.draft = this.side.getByRole('status');
    this.submit = this.side.getByRole('button', { name: /^提交申报/ });
    this.receipt = page.getByRole('region', { name: '已提交' });
    this.leave = page.getByRole('dialog', { name: '有修改还没有保存' });
  }

  /** A line that is typed, by its number and title on the paper form. */
  line(label: string): Locator {
    return this.page.getByRole('textbox', { name: label });
  }

  /** A line of the form by its key, typed or worked out. */
  value(key: string): Locator {
    return this.page.locator(`[data-line="${key}"]`).filter({ visible: true });
  }

  /** The period on the screen as the form writes it, `2026年10月`, and its state. */
  async shown(): Promise<{ period: string; state: string }> {
    const [period = '', state = ''] = ((await this.period.locator('option:checked').textContent()) ?? '').split(' · ');
    return { period, state };
  }
}
