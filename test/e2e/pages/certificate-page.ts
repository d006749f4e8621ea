import type { Locator, Page } from '@playwright/test';

/** Tax-payment certificate of the active client. */
export class CertificatePage {
  readonly from: Locator;
  readonly to: Locator;
  readonly found: Locator;
  readonly issue: Locator;
  readonly number: Locator;
  readonly save: Locator;
  readonly preview: Locator;

  constructor(readonly page: Page) {
    const main = page.getByRole('main');
    this.from = main.getByRole('textbox', { name: '缴款日期从' });
    this.to = main.getByRole('textbox', { name: '至', exact: true });
    this.found = main.locator('.found').filter({ visible: true });
    this.issue = main.getByRole('button', { name: /^(重新)?开具/ });
    this.number = main.locator('.number strong').filter({ visible: true });
    this.save = main.getByRole('button', { name: '保存 PDF' });
    this.preview = main.getByRole('img', { name: /^完税证明预览/ });
  }
}
