import type { Locator, Page } from '@playwright/test';

/** What there is to read over whatever is on the screen: the manual, or the third-party notices. */
export class ReadingSheet {
  readonly manual: Locator;
  readonly notices: Locator;

  constructor(readonly page: Page) {
    this.manual = page.getByRole('tabpanel', { name: '操作手册' });
    this.notices = page.getByRole('tabpanel', { name: '第三方声明' });
  }

  /** By the sheet of shortcuts, as from any page. */
  async open(what: '操作手册' | '第三方声明'): Promise<void> {
    await this.page.keyboard.press('?');
    await this.page.getByRole('dialog', { name: '键盘快捷键' }).getByRole('button', { name: what }).click();
  }

  /** A chapter in the list at the left. */
  chapter(title: string): Locator {
    return this.manual.getByRole('navigation', { name: '章节' }).getByRole('button', { name: title });
  }

  get pictures(): Locator {
    return this.manual.getByRole('figure').getByRole('img');
  }

  notice(name: string): Locator {
    return this.notices.getByRole('listitem').filter({ has: this.page.getByText(name, { exact: true }) });
  }
}
