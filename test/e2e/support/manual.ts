import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect, test as base } from './desk.ts';
import { projectRoot } from './program.ts';

/** Pages of the 2020 manual in its order; each is a file of docs/manual, written by the spec that walks through it. */
export const chapters = {
  'login-page': '登录页：三种登录方式',
  'quick-login': '企业快捷登录',
  'forgotten-password': '找回企业密码',
  'staff-maintenance': '企业人员维护',
  'ordinary-login': '企业普通登录与同步办税人',
  'sms-or-password': '短信登录与密码登录',
  'personal-password': '设置个人密码',
  'password-reset': '重置办税人密码',
  'social-insurance': '纯社保户登录',
  'person-login': '自然人登录与密码找回',
  'agency-login': '代理机构登录',
  delegation: '代理机构认定管理',
  'real-name': '实名采集',
  'home-page': '登录成功后的首页',
} as const;
export type Chapter = keyof typeof chapters;

const folder = join(projectRoot, 'docs/manual');
const names = Object.keys(chapters) as Chapter[];
/** Pictures and texts are written when asked for; otherwise the text must still be what the flow says, and pictures stay as they are. */
const writing = process.env['DESK_SCREENSHOTS'] === '1';

/** `03-forgotten-password`. */
const fileOf = (chapter: Chapter): string => `${String(names.indexOf(chapter) + 1).padStart(2, '0')}-${chapter}`;

/** One page of docs/manual while a spec walks through it. */
export class ManualPage {
  readonly #lines: string[];
  #pictures = 0;

  constructor(
    readonly chapter: Chapter,
    rules: string,
  ) {
    this.#lines = [
      `# ${names.indexOf(chapter) + 1}. ${chapters[chapter]}`,
      '',
      `规则：${rules}（演示环境，数据均为样例）`,
    ];
  }
  /** What the person does next, in a sentence or two. */
  say(text: string): void {
    this.#lines.push('', text);
  }
  /** The window as it stands, under what was just said. */
  async show(page: Page, caption: string): Promise<void> {
    this.#pictures += 1;
    const name = `${fileOf(this.chapter)}-${this.#pictures}.png`;
    this.#lines.push('', `![${caption}](${name})`);
    if (!writing) return;
    await mkdir(folder, { recursive: true });
    await page.screenshot({ path: join(folder, name), animations: 'disabled' });
  }
  async finish(): Promise<void> {
    await keep(`${fileOf(this.chapter)}.md`, `${this.#lines.join('\n')}\n`);
  }
}

/** The list of all pages. */
export async function keepIndex(): Promise<void> {
  const list = names.map((chapter, index) => `${index + 1}. [${chapters[chapter]}](${fileOf(chapter)}.md)`);
  await keep(
    'README.md',
    [
      '# 操作手册',
      '',
      '《辽宁省电子税务局新版用户权限操作手册》（2020）的每一页在本程序中的做法，按原手册的顺序。',
      '文字和图片由 `test/e2e/manual` 中的界面测试生成（`DESK_SCREENSHOTS=1 npm test -- --only e2e test/e2e/manual`）。',
      '',
      ...list,
      '',
    ].join('\n'),
  );
}

async function keep(name: string, text: string): Promise<void> {
  if (writing) {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, name), text);
  } else {
    expect(await readFile(join(folder, name), 'utf8'), `docs/manual/${name} is what this flow says`).toBe(text);
  }
}

/** `test` whose flow writes pages of the manual: `const page = manual('quick-login', 'C1、C2')`. */
export const manualTest = base.extend<{ manual: (chapter: Chapter, rules: string) => ManualPage }>({
  manual: async ({ page }, use, info) => {
    await page.setViewportSize({ width: 1280, height: 800 });
    const begun: ManualPage[] = [];
    await use((chapter, rules) => {
      const one = new ManualPage(chapter, rules);
      begun.push(one);
      return one;
    });
    if (info.status === info.expectedStatus) for (const one of begun) await one.finish();
  },
});
export { expect } from './desk.ts';
