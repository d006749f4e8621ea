import { provideGlobalConfig } from 'element-plus';
import zhCn from 'element-plus/es/locale/lang/zh-cn';
import { createPinia } from 'pinia';
import { createApp } from 'vue';
import App from './app/App.vue';
import { KeyboardRegistry, keyboardKey } from './shared/keyboard/registry.ts';
import { i18n } from './locales/text.ts';
import { createDeskRouter } from './app/router/router.ts';
import { areaNow } from './app/router/area.ts';
import { answerSurroundings } from './app/surroundings.ts';
import { useDesk } from './stores/desk.ts';
import { hearDesk } from './app/hear-desk.ts';
import { useSession } from './stores/session.ts';
import { useTheme } from './stores/theme.ts';
import './styles/index.css';

const app = createApp(App);
app.use(createPinia()).use(i18n);
useTheme();
answerSurroundings();
// The library declares its own props' descriptions here instead of their values.
provideGlobalConfig({ locale: zhCn } as unknown as Parameters<typeof provideGlobalConfig>[0], app, true);

const keyboard = new KeyboardRegistry(/Mac/i.test(navigator.platform));
app.provide(keyboardKey, keyboard);
window.addEventListener('keydown', (event) => {
  keyboard.handle(event);
});

// A part of the program that is gone (updated under an open window) is had by loading the window anew; twice in a row would not help.
window.addEventListener('vite:preloadError', () => {
  const reloadedAt = Number(sessionStorage.getItem('desk.reloadedAt') ?? 0);
  if (Date.now() - reloadedAt < 10_000) return;
  sessionStorage.setItem('desk.reloadedAt', String(Date.now()));
  location.reload();
});

// Desk and session are asked before the first page is drawn, so that nobody sees a page that is not theirs flash by.
const session = useSession();
await Promise.allSettled([useDesk().load(), session.load()]);
app.use(createDeskRouter(areaNow)).mount('#app');
hearDesk();
