// @vitest-environment jsdom
import ElementPlus from 'element-plus';
import { createPinia } from 'pinia';
import { afterEach, expect, it } from 'vitest';
import { createApp, h, type App } from 'vue';
import ClientBand from '../../../../src-renderer/app/frame/ClientBand.vue';
import { useTabs } from '../../../../src-renderer/stores/tabs.ts';

let app: App | null = null;
afterEach(() => {
  app?.unmount();
  document.body.replaceChildren();
});

const open = { agreement: { firstDay: '2026-01-01', lastDay: '2026-12-31', recordedByAgency: false } };
/** The band's words. @param idleEndsAt null: the tab is locked */
function band(idleEndsAt: string | null, now: string, cannot?: string): string {
  const pinia = createPinia();
  if (cannot !== undefined) useTabs(pinia).cannot.set('c', cannot);
  const tab = {
    clientId: 'c',
    name: '甲乙商贸有限公司',
    shortName: '甲乙',
    coreName: '甲乙',
    taxpayerId: '91350100M000100Y43',
    colour: 0,
    badge: '甲',
    open: idleEndsAt === null ? null : { ...open, idleEndsAt, endsAt: '2026-11-30T20:00:00Z' },
    ended: idleEndsAt === null ? 'agreementCancelled' : null,
  };
  const root = document.body.appendChild(document.createElement('div'));
  app = createApp(() => h(ClientBand as never, { tab, staffName: '林静', now }))
    .use(ElementPlus)
    .use(pinia);
  app.mount(root);
  const text = root.textContent;
  app.unmount();
  app = null;
  return text;
}

it('J3: never says more minutes than a session has, also where the page’s clock is behind, and never none while it is open', () => {
  const ends = '2026-11-30T10:30:00Z';
  expect(band(ends, '2026-11-30T10:00:00Z')).toContain('会话剩余 30 分钟');
  expect(band(ends, '2026-11-30T09:59:20Z')).toContain('会话剩余 30 分钟');
  expect(band(ends, '2026-11-30T10:10:00Z')).toContain('会话剩余 20 分钟');
  expect(band(ends, '2026-11-30T10:29:50Z')).toContain('会话不足 1 分钟');
});

it('G4, H2: says 重新进入 of a locked client only where it can be entered', () => {
  expect(band(null, '2026-11-30T10:00:00Z')).toContain('已锁定，重新进入后继续办理');
  const ended = band(null, '2026-11-30T10:00:00Z', '协议已由委托企业终止。');
  expect(ended).toContain('已锁定，现在不能进入');
  expect(ended).not.toContain('重新进入');
});
