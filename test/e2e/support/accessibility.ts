import AxeBuilder from '@axe-core/playwright';
import { expect, test, type Page } from '@playwright/test';

/** Smallest window of the desktop: a screen of 1366×768 at 125 % has no more to give. */
export const smallest = { width: 960, height: 560 };

/** What axe finds serious or worse, as `rule: selector` lines. */
async function violations(page: Page, rules: readonly string[] | null): Promise<string[]> {
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations: found } = await (rules === null ? builder : builder.withRules([...rules])).analyze();
  return found
    .filter((one) => one.impact === 'serious' || one.impact === 'critical')
    .flatMap((one) =>
      one.nodes.map(
        (node) =>
          `${one.id}: ${node.target.join(' ')} ${node.failureSummary?.split('\n').slice(1, 2).join(' ').trim() ?? ''}`,
      ),
    );
}

/** Controls that stand outside of what can be seen or scrolled to, or whose words are cut off; the link that skips to the content comes with its focus. */
function cutControls(): string[] {
  const cut: string[] = [];
  const scrolls = (overflow: string): boolean => overflow === 'auto' || overflow === 'scroll';
  if (document.documentElement.scrollWidth > innerWidth)
    cut.push(`page is ${document.documentElement.scrollWidth} px wide`);
  const root = [...document.querySelectorAll('dialog[open]')].at(-1) ?? document.body;
  for (const control of root.querySelectorAll<HTMLElement>('button, a[href], input, select, textarea, [role=button]')) {
    const box = control.getBoundingClientRect();
    if (
      !control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
      box.width < 3 ||
      control.closest('[inert], .visually-hidden, [aria-hidden=true], .skip')
    )
      continue;
    const name = `${control.tagName.toLowerCase()} “${(control.ariaLabel ?? control.textContent).trim().slice(0, 30)}”`;
    if (
      control.tagName === 'BUTTON' &&
      control.scrollWidth > control.clientWidth + 1 &&
      getComputedStyle(control).overflowX !== 'visible'
    )
      cut.push(`${name}: words are cut`);
    if (control instanceof HTMLInputElement && control.placeholder !== '' && control.value === '') {
      const style = getComputedStyle(control);
      const pen = document.createElement('canvas').getContext('2d');
      if (!pen) throw new Error('no canvas to measure words with');
      // The shorthand is empty where digits are set as in a table.
      pen.font = `${style.fontStyle} ${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const room = control.clientWidth - Number.parseFloat(style.paddingLeft) - Number.parseFloat(style.paddingRight);
      if (pen.measureText(control.placeholder).width > room + 1) cut.push(`${name}: “${control.placeholder}” is cut`);
    }
    let [across, down] = [true, true];
    for (let around = control.parentElement; around; around = around.parentElement) {
      const style = getComputedStyle(around);
      if (style.position === 'fixed') break;
      const edge =
        around === document.documentElement
          ? new DOMRect(0, 0, innerWidth, innerHeight)
          : around.getBoundingClientRect();
      if (scrolls(style.overflowX)) across = false;
      if (scrolls(style.overflowY)) down = false;
      const clips = style.overflowX !== 'visible' || around === document.documentElement;
      if (across && clips && (box.left < edge.left - 1 || box.right > edge.right + 1)) {
        cut.push(`${name}: cut at the side by ${around.className || around.tagName}`);
        break;
      }
      if (down && clips && (box.top < edge.top - 1 || box.bottom > edge.bottom + 1)) {
        cut.push(`${name}: cut above or below by ${around.className || around.tagName}`);
        break;
      }
    }
  }
  return cut;
}

/**
 * Controls that scrolling cannot bring out from behind something (a sticky bar, the window's edge), and a dialog whose main button is not in sight at once.
 * The page is left scrolled as it was.
 */
function unreachableControls(): string[] {
  const found: string[] = [];
  const dialog = [...document.querySelectorAll<HTMLElement>('dialog[open]')].at(-1);
  const named = (control: HTMLElement): string =>
    `${control.tagName.toLowerCase()} “${(control.ariaLabel ?? control.textContent).trim().slice(0, 30)}”`;
  const scrolled = new Map<Element, [number, number]>();
  for (const element of document.querySelectorAll('*'))
    if (element.scrollHeight > element.clientHeight || element.scrollWidth > element.clientWidth)
      scrolled.set(element, [element.scrollLeft, element.scrollTop]);
  const main = [...(dialog?.querySelectorAll<HTMLElement>('footer button') ?? [])];
  for (const button of main) {
    const { top, bottom, left, right } = button.getBoundingClientRect();
    if (bottom > top && (top < 0 || left < 0 || bottom > innerHeight || right > innerWidth))
      found.push(`${named(button)}: a button of the dialog is not in sight`);
  }
  for (const control of (dialog ?? document.body).querySelectorAll<HTMLElement>(
    'button, a[href], input, select, textarea, [role=button]',
  )) {
    if (
      !control.checkVisibility({ opacityProperty: true, visibilityProperty: true }) ||
      control.closest('[inert], .visually-hidden, [aria-hidden=true], .skip, .el-message') ||
      control.getBoundingClientRect().width < 3
    )
      continue;
    // Shown where the row is pointed at; cut away in every other row.
    if (getComputedStyle(control).clipPath === 'inset(50%)') continue;
    control.scrollIntoView({ block: 'center', inline: 'center', behavior: 'instant' });
    const { left, top, width, height } = control.getBoundingClientRect();
    const [x, y] = [left + width / 2, top + height / 2];
    if (x < 0 || y < 0 || x > innerWidth || y > innerHeight) {
      found.push(`${named(control)}: cannot be scrolled into the window`);
      continue;
    }
    // A toast goes by itself.
    const over = document.elementsFromPoint(x, y).find((element) => !element.closest('.el-message'));
    const own =
      over &&
      (control.contains(over) ||
        over.contains(control) ||
        over.closest('label')?.contains(control) ||
        over.parentElement?.contains(control));
    if (!own) found.push(`${named(control)}: lies behind ${over?.className.toString() || over?.tagName || 'nothing'}`);
  }
  for (const [element, [left, top]] of scrolled) element.scrollTo({ left, top, behavior: 'instant' });
  return found;
}

/** Nothing cut off, nothing out of reach and no scrolling sideways at the smallest window. The page is left as large as it was. */
export async function expectReachable(page: Page, screen: string): Promise<void> {
  const before = page.viewportSize();
  await page.setViewportSize(smallest);
  await expect
    .soft(async () => {
      expect([...(await page.evaluate(cutControls)), ...(await page.evaluate(unreachableControls))]).toEqual([]);
    }, `${screen}, ${smallest.width}×${smallest.height}`)
    .toPass({ timeout: 2_000 });
  if (process.env['DESK_TEST_PICTURES'])
    await page.screenshot({
      path: `${process.env['DESK_TEST_PICTURES']}/${screen.replaceAll(/[^\p{L}\p{N}]+/gu, '-')}.png`,
    });
  if (before) await page.setViewportSize(before);
}

/** Puts on a look and waits until it is drawn: the program hears of it at the next frame, and is drawn in the one after. */
async function look(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
  await page.evaluate(async () => {
    for (let frame = 0; frame < 3; frame += 1)
      await new Promise((drawn) => {
        requestAnimationFrame(drawn);
      });
    await Promise.allSettled(
      document
        .getAnimations()
        .filter((animation) => animation instanceof CSSTransition)
        .map((animation) => animation.finished),
    );
  });
}

/**
 * What stands on the screen: nothing that axe finds serious, in light and dark; and at the smallest window nothing cut off and no
 * scrolling sideways. The page is left light and as large as it was.
 */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await test.step(screen, async () => {
    await look(page, 'light');
    expect.soft(await violations(page, null), `${screen}, light`).toEqual([]);
    await look(page, 'dark');
    // Colours are all that the dark look changes.
    expect.soft(await violations(page, ['color-contrast', 'link-in-text-block']), `${screen}, dark`).toEqual([]);
    await look(page, 'light');
    await expectReachable(page, screen);
  });
}
