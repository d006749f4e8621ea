import { expect, type Locator, type Page } from '@playwright/test';
import type { RunningHost } from '../support/running-host.ts';

/** A simulated phone in its own window. */
export class PhoneWindow {
  readonly trainer: Locator;
  constructor(readonly page: Page) {
    this.trainer = page.getByRole('complementary', { name: '培训控制' });
  }
  /** The window that `act` opens. */
  static async openedBy(host: RunningHost, act: () => Promise<void>): Promise<PhoneWindow> {
    return new PhoneWindow(await host.openedBy(act));
  }
  button(name: string | RegExp): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
  async outcome(label: string): Promise<void> {
    await this.trainer.getByLabel('下一次采集').selectOption({ label });
  }
  /** From the intro to what the camera has read. */
  async showCard(): Promise<void> {
    await this.button('开始采集').click();
    await this.button('拍摄').click();
    await this.button('信息无误，下一步').click();
  }
  /** Has the code sent, takes it from the message that arrives, and goes on to the face. */
  async giveDetails(): Promise<void> {
    await this.button('获取验证码').click();
    await this.button(/^填入 \d{6}$/).click();
    await this.button('下一步').click();
  }
  async face(): Promise<void> {
    await this.button('开始检测').click();
  }
  async collect(): Promise<void> {
    await this.showCard();
    await this.giveDetails();
    await this.face();
    await expect(this.page.getByRole('heading', { name: '实名采集成功' })).toBeVisible();
    await this.button('完成').click();
  }
  /** The newest message's code, as read in the inbox. */
  async codeOf(purpose: string): Promise<string> {
    await this.page.getByRole('navigation').getByRole('button', { name: /短信/ }).click();
    const message = this.page
      .getByRole('listitem')
      .filter({ hasText: `用于${purpose}，` })
      .first();
    await expect(message).toBeVisible();
    return /验证码(\d{6})/.exec((await message.textContent()) ?? '')?.[1] ?? '';
  }
}
