import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium, expect, type Page } from '@playwright/test';
import { changeService, freePort, seeChangedColour, test, timed, tryLogin } from '../support/developed.ts';
import { desktopBinary } from '../support/desktop.ts';

test.skip(desktopBinary() === null, 'no Electron was found');
test.skip(process.platform === 'win32', 'stands on a script in front of Electron');

/** The first window of the program that runs now, as soon as there is one. */
async function windowAt(port: number): Promise<Page> {
  let page: Page | undefined;
  await expect
    .poll(
      async () => {
        const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, { timeout: 5_000 }).catch(() => null);
        page = browser
          ?.contexts()[0]
          ?.pages()
          .find((one) => one.url().startsWith('desk://'));
        if (page === undefined) await browser?.close();
        return page !== undefined;
      },
      { timeout: 90_000, intervals: [200] },
    )
    .toBe(true);
  return page!;
}

test('npm run dev -- --electron: the page is drawn; a changed colour shows in it, a changed service in the window that opens again where it was', async ({
  develop,
}, info) => {
  const port = await freePort();
  const electron = info.outputPath('electron');
  await writeFile(electron, `#!/bin/sh\nexec "${desktopBinary()}" --remote-debugging-port=${port} "$@"\n`);
  await chmod(electron, 0o755);
  const { DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
  const developed = await develop({
    electron,
    env: { DISPLAY, DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR, XDG_CONFIG_HOME: join(info.outputPath(), 'config') },
  });
  const page = await windowAt(port);
  await timed('the first page', () => expect(page.locator('#firm-id')).toBeVisible({ timeout: 60_000 }));
  const place = (at: Page): Promise<number[]> => at.evaluate(() => [screenX, screenY, outerWidth, outerHeight]);
  const before = await place(page);
  await seeChangedColour(developed, page);
  await tryLogin(page);
  await expect(page.getByText('识别号或密码不正确').first()).toBeVisible();

  const gone = page.waitForEvent('close', { timeout: 60_000 });
  await timed('a changed service', async () => {
    await changeService(developed);
    await gone;
    const again = await windowAt(port);
    await expect(again.locator('#firm-id')).toBeVisible({ timeout: 60_000 });
    expect(await place(again)).toEqual(before);
    await tryLogin(again);
    await expect(again.getByText('改过的句子').first()).toBeVisible();
  });
  // The packages were bundled once: nothing was found late, so nobody's page was loaded again for it.
  expect(developed.program.stdout()).not.toContain('reloading');
});
