import type { Locator, Page } from '@playwright/test';

/** The login page: the agency's first two steps, and in a training world the demo accounts beside them. */
export class SignInPage {
  readonly card: Locator;
  readonly firmId: Locator;
  readonly firmPassword: Locator;
  readonly next: Locator;
  readonly staff: Locator;
  readonly submit: Locator;
  readonly back: Locator;
  readonly sendCode: Locator;
  readonly code: Locator;
  /** Line above the form: why the last session or flow ended, or what was refused. */
  readonly alert: Locator;
  readonly notice: Locator;
  readonly demo: Locator;

  constructor(readonly page: Page) {
    this.card = page.getByRole('region', { name: '登录' });
    this.firmId = this.card.getByLabel('社会信用代码（纳税人识别号）');
    this.firmPassword = this.card.getByLabel('机构登录密码', { exact: true });
    this.next = this.card.getByRole('button', { name: '下一步' });
    this.staff = this.card.getByRole('radiogroup', { name: '选择待办人员' });
    this.submit = this.card.getByRole('button', { name: '登录', exact: true });
    this.back = this.card.getByRole('button', { name: '上一步', exact: true });
    this.sendCode = this.card.getByRole('button', { name: /^(获取验证码|重新获取)$/ });
    this.code = this.card.getByRole('textbox', { name: '验证码', exact: true });
    this.alert = this.card.getByRole('alert').filter({ hasText: /\S/ });
    this.notice = this.card.getByRole('status').filter({ hasText: /\S/ });
    this.demo = page.getByRole('complementary', { name: '演示账号' });
  }

  /** Current step, as the step bar names it. */
  step(name: string): Locator {
    return this.card.locator('[aria-current="step"]', { hasText: name });
  }

  member(name: string): Locator {
    return this.staff.getByRole('radio', { name: new RegExp(name) });
  }

  whyNot(name: string): Locator {
    return this.staff.locator('.line', { hasText: name }).getByRole('button', { name: '为什么不能办' });
  }

  personalPassword(name: string): Locator {
    return this.card.getByLabel(`${name} 的个人密码`);
  }

  /** 动态口令 of the chosen person. */
  authenticatorCode(name: string): Locator {
    return this.card.getByRole('textbox', { name: `${name} 的动态口令` });
  }

  /** What the person has both of. */
  method(name: '密码登录' | '手机短信登录' | '动态口令'): Locator {
    return this.card.getByRole('radiogroup', { name: '验证方式' }).getByText(name);
  }
}
