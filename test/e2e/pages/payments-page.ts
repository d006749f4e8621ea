import type { Locator, Page } from '@playwright/test';

/** Payments recorded for the active client, and the sheet that records one. */
export class PaymentsPage {
  readonly record: Locator;
  readonly rows: Locator;
  readonly sheet: Locator;
  readonly tax: Locator;
  readonly period: Locator;
  readonly amount: Locator;
  readonly day: Locator;
  readonly submit: Locator;

  constructor(readonly page: Page) {
    this.record = page.getByRole('main').getByRole('button', { name: '登记缴款' });
    this.rows = page.getByRole('main').getByRole('table').getByRole('row');
    this.sheet = page.getByRole('dialog', { name: '登记缴款' });
    this.tax = this.sheet.getByLabel('税（费）种');
    this.period = this.sheet.getByLabel('税款所属期');
    this.amount = this.sheet.getByRole('textbox', { name: '实缴金额（元）' });
    this.day = this.sheet.getByRole('textbox', { name: '缴款日期' });
    this.submit = this.sheet.getByRole('button', { name: '登记', exact: true });
  }
}
