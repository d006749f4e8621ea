import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** Smallest window of the desktop: a screen of 1366×768 at 125 % has no more to give. */
const smallest = { width: 960, height: 560 };

/** What axe finds serious or worse, as `rule: selector` lines. */
async function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations: found } = await (rules === null ? builder : builder.withRules([...rules])).analyze();
  return found.filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n').slice(1, 2).join(' ').trim() ?? ''}`));
}

/** Controls that stand outside of what can be seen or scrolled to, or whose words are cut off; the link that skips to the content comes with its focus. */
function cutControls(): string[] {
  const cut: string[] = [];
  const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
  if (document.documentElement.scrollWidth > innerWidth) cut.push(`page is ${document.documentElement.scrollWidth} px wide`);
  const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  for (const control of root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [role=button]')) {
    const box = control.getBoundingClientRect();
    if (!control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) || box.width < 3 || control.closest('[inert], .visually-hidden, [aria-hidden=true], .skip')) continue;
    const name = `${control.tagName.toLowerCase()} “${(control.ariaLabel ?? control.textContent).trim().slice(0, 30)}”`;
    if (control.tagName === 'BUTTON' && control.scrollWidth > control.clientWidth + 1 && getComputedStyle(control).overflowX !== 'visible') cut.push(`${name}: words are cut`);
    let [across, down] = [true, true];
    for (let around = control.parentElement; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.position === 'fixed') break;
      const edge = around === document.documentElement ? new DOMRect(0, 0, innerWidth, innerHeight) : around.getBoundingClientRect();
      if (scrolls(style.overflowX)) across = false;
      if (scrolls(style.overflowY)) down = false;
      const clips = style.overflowX !== 'visible' || around === document.documentElement;
      if (across && clips && (box.left < edge.left - 1 || box.right > edge.right + 1)) { cut.push(`${name}: cut at the side by ${around.className || around.tagName}`); break; }
      if (down && clips && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) { cut.push(`${name}: cut above or below by ${around.className || around.tagName}`); break; }
    }
  }
  return cut;
}

/** Puts on a look and waits until it is drawn: the program hears of it at the next frame, and is drawn in the one after. */
async function look(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1) await new Promise((drawn) => { requestAnimationFrame(drawn); });
    await Promise.allSettled(document.getAnimations().filter((animation) => animation instanceof CSSTransition).map((animation) => animation.finished));
  });
}

/**
 * What stands on the screen: nothing that axe finds serious, in light and dark; and at the smallest window nothing cut off and no
 * scrolling sideways. The page is left light and as large as it was.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await test.step(screen, async () => {
    const before = page.viewportSize();
    await look(page, 'light');
    expect.soft(await violations(page, null), `${screen}, light`).toEqual([]);
    await look(page, 'dark');
    // Colours are all that the dark look changes.
    expect.soft(await violations(page, ['color-contrast', 'link-in-text-block']), `${screen}, dark`).toEqual([]);
    await look(page, 'light');
    await page.setViewportSize(smallest);
    await expect.soft(async () => { expect(await page.evaluate(cutControls)).toEqual([]); }, `${screen}, ${smallest.width}×${smallest.height}`).toPass({ timeout: 2_000 });
    if (before) await page.setViewportSize(before);
  });
}
