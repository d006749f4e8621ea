import { expect, type Locator, type Page } from '@playwright/test';

/** First run: the choice, the founding of an office step by step, the recovery key that is shown once. */
export class FirstRunPage {
  readonly heading: Locator;
  readonly begin: Locator;
  readonly restore: Locator;
  readonly next: Locator;
  readonly back: Locator;
  readonly create: Locator;
  readonly key: Locator;
  readonly keyKept: Locator;
  readonly keyDone: Locator;

  constructor(readonly page: Page) {
    this.heading = page.getByRole('heading', { name: '欢迎使用代理机构工作台' });
    this.begin = page.getByRole('button', { name: '开始建立' });
    this.restore = page.getByRole('button', { name: '选择备份文件' });
    this.next = page.getByRole('button', { name: '下一步', exact: true });
    this.back = page.getByRole('button', { name: '返回', exact: true });
    this.create = page.getByRole('button', { name: '建立本机构', exact: true });
    this.key = page.getByRole('list', { name: '恢复密钥' });
    this.keyKept = page.getByRole('button', { name: '已保存好，下一步' });
    this.keyDone = page.getByRole('button', { name: '完成', exact: false }).filter({ hasText: /^完成/ });
  }

  world(title: string): Locator {
    return this.page.getByRole('button', { name: `打开${title}`, exact: true });
  }

  field(label: string): Locator {
    return this.page.getByLabel(label, { exact: true });
  }

  step(name: string): Locator {
    return this.page.locator('[aria-current="step"]', { hasText: name });
  }

  /** The recovery key on the screen, as printed. */
  async readKey(): Promise<string> {
    await expect(this.key.getByRole('listitem')).toHaveCount(8);
    const groups = (await this.key.getByRole('listitem').allInnerTexts()).map(
      (text) => text.trim().split(/\s+/).at(-1) ?? '',
    );
    return groups.join('-');
  }

  /** Types the two groups back that are asked for. @param change spoils a group */
  async typeBack(recoveryKey: string, change: (group: string) => string = (group) => group): Promise<void> {
    const asked = this.page.getByLabel(/^第 \d 组$/);
    await expect(asked).toHaveCount(2);
    const groups = recoveryKey.split('-');
    for (const label of await this.page.locator('label', { hasText: /^第 \d 组$/ }).allInnerTexts()) {
      await this.page.getByLabel(label, { exact: true }).fill(change(groups[Number(/\d/.exec(label)?.[0]) - 1] ?? ''));
    }
    await this.keyDone.click();
  }
}
