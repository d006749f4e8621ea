import { expect, test } from '../support/desk.ts';
import { callAs } from '../support/engine.ts';
import type { WebHost } from '../support/web-host.ts';

/* Specs share one loopback host a worker: what one test does there, the next one must not find. */
test.describe.configure({ mode: 'serial' });

/** Of the program that left something behind. */
let left: number | undefined;

test('a test leaves behind what it can', async ({ desk, host, page, training }) => {
  left = (host as WebHost).program.child.pid;
  await training.wait(60 * 24 * 30);
  await desk.signInAs();
  await host.newWindow();
  const [client] = await desk.clients({ remembered: true }, 1);
  await desk.openByPalette(client!);
  await page.evaluate(() => {
    localStorage.setItem('left', 'behind');
  });
  expect((await callAs(page, '/session')).body).toMatchObject({ session: { locked: false } });
});

test('the next one finds nothing of it', async ({ desk, host, page }) => {
  expect((host as WebHost).program.child.pid, 'the same program').toBe(left);
  await expect(desk.signIn.firmId).toBeVisible();
  expect(await page.evaluate(() => localStorage.getItem('left'))).toBeNull();
  expect((await callAs(page, '/session')).body).toMatchObject({ session: null, open: [] });
  const { body } = (await callAs(page, '/desk/status')) as { body: { now: string } };
  expect(Math.abs(Date.parse(body.now) - Date.now())).toBeLessThan(60_000);
  await desk.signInAs();
  await expect(desk.frame.tabButtons).toHaveCount(0);
});
