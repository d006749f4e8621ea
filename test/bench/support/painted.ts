import type { Page } from '@playwright/test';

/** What a key press is to bring about before it counts as painted. */
export type Awaited = 'listAnswered' | 'clientShown';

interface WatchedWindow extends Window {
  benchPainted?: Promise<number>;
}

/**
 * Milliseconds from a key press (or from the text that an input method commits) to the paint after its effect, taken inside the page: the
 * press's own time stamp, the change of the document that completes the effect, then two animation frames.
 */
export async function paintedAfter(page: Page, awaited: Awaited, act: () => Promise<void>): Promise<number> {
  await page.evaluate((kind) => {
    const shownClient = (): string => document.querySelector('[data-frame="band"] .name')?.textContent ?? '';
    const before = shownClient();
    let began = 0;
    let asked = false;
    const begin = (event: Event): void => {
      began ||= event.timeStamp;
    };
    addEventListener('keydown', begin, { capture: true });
    addEventListener('beforeinput', begin, { capture: true });
    const done = (): boolean => {
      if (kind === 'listAnswered') {
        const busy = document.querySelector('.busy--on') !== null;
        asked ||= busy;
        return asked && !busy;
      }
      // Nothing here may ask for layout: it would be the page's own time.
      const pane = [...document.querySelectorAll<HTMLElement>('main .pane[tabindex="-1"]')].find((one) => !one.inert);
      return (
        shownClient() !== before &&
        pane?.querySelector('h1') != null &&
        pane.querySelector('.skeleton, .tile--wait') === null
      );
    };
    (window as WatchedWindow).benchPainted = new Promise((resolve) => {
      const observer = new MutationObserver(() => {
        if (began === 0 || !done()) return;
        observer.disconnect();
        removeEventListener('keydown', begin, { capture: true });
        removeEventListener('beforeinput', begin, { capture: true });
        requestAnimationFrame(() => requestAnimationFrame(() => resolve(performance.now() - began)));
      });
      observer.observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
  }, awaited);
  await act();
  return page.evaluate(() => (window as WatchedWindow).benchPainted ?? NaN);
}
