import { mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test, type BareDesktop } from '../support/bare-desktop.ts';
import { foundOffice } from '../support/own-office.ts';
import { callAt } from '../support/web-host.ts';
import { startProgram } from '../support/program.ts';

const text = (desktop: BareDesktop): Promise<string> => desktop.page('document.body.innerText');

/** Founds an office with the browser host. @param keychain without a passphrase, in the keyring of the session */
async function found(dataDir: string, keychain = false): Promise<void> {
  const { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } = process.env;
  const host = startProgram(
    'out/main/host.js',
    ['--port', '0', '--data', dataDir, '--no-open'],
    keychain ? { DBUS_SESSION_BUS_ADDRESS, XDG_RUNTIME_DIR } : {},
  );
  try {
    const [, url = ''] = await host.printed(/"url":"([^"]+)"/);
    await foundOffice({ call: (call) => callAt(url, call) }, keychain ? { passphrase: undefined } : {});
  } finally {
    await host.stop();
  }
}

test('an office at the former place is moved, told, and is the one that both hosts open', async ({ bare, folder }) => {
  const env = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_DATA_HOME: join(folder, 'share') };
  const [former, present] = [join(folder, 'config/agency-desk'), join(folder, 'share/agency-desk')];
  await found(join(former, 'data'));
  await writeFile(
    join(former, 'window-state.json'),
    JSON.stringify({ x: 40, y: 30, width: 1111, height: 722, maximized: false, zoomLevel: 0 }),
  );
  await mkdir(join(former, 'logs'));
  await writeFile(join(former, 'logs/desk.log'), 'of before\n');

  const desktop = await bare({ env });
  await desktop.shown();
  await expect.poll(() => desktop.stderr()).toContain(`机构数据已从“${join(former, 'data')}”移到“${present}”`);
  await expect.poll(() => text(desktop)).toContain('启动口令');
  expect(
    await desktop.main(({ app, BrowserWindow }) => ({
      profile: app.getPath('userData'),
      width: BrowserWindow.getAllWindows()[0]!.getNormalBounds().width,
    })),
  ).toEqual({ profile: join(present, 'desktop'), width: 1111 });
  expect((await readdir(present)).toSorted()).toEqual(expect.arrayContaining(['desk.json', 'desktop', 'office']));
  expect(await readdir(former)).toEqual([]);
  await desktop.main(({ app }) => {
    setTimeout(() => app.quit(), 20);
  });
  expect(await desktop.ended()).toBe(0);

  const host = startProgram('out/main/host.js', ['--port', '0', '--no-open'], env);
  try {
    const [, url = ''] = await host.printed(/"url":"([^"]+)"/);
    const { origin, searchParams } = new URL(url);
    const answer = await fetch(`${origin}/api/desk/status`, {
      headers: {
        authorization: `Bearer ${searchParams.get('token') ?? ''}`,
        'x-desk-window': 'e2e-founding-of-the-own-office-window',
      },
    });
    expect(await answer.json()).toMatchObject({ phase: 'passphrase', dataPlace: present });
  } finally {
    await host.stop();
  }
});

test('two offices: the shared one is opened, the other is named with the way to open it', async ({ bare, folder }) => {
  const env = { XDG_CONFIG_HOME: join(folder, 'config'), XDG_DATA_HOME: join(folder, 'share') };
  await found(join(folder, 'config/agency-desk/data'));
  await found(join(folder, 'share/agency-desk'));
  const desktop = await bare({ env });
  await desktop.shown();
  await expect.poll(() => desktop.stderr()).toContain(`--data "${join(folder, 'config/agency-desk/data')}"`);
  expect(await readdir(join(folder, 'config/agency-desk/data/office'))).toContain('desk.key.json');
});

test('a key in the keyring of the system opens the office; without the keyring the page says so, and nothing is lost', async ({
  bare,
  folder,
}) => {
  await found(folder, true);
  const first = await bare({ args: ['--data', folder] });
  await first.shown();
  // Nothing was asked for: the office stands open for its people to sign in.
  await expect.poll(() => text(first)).toContain('代理机构账号登录');
  await first.main(({ app }) => {
    setTimeout(() => app.quit(), 20);
  });
  expect(await first.ended()).toBe(0);

  const without = await bare({
    args: ['--data', folder],
    env: { DBUS_SESSION_BUS_ADDRESS: `unix:path=${folder}/nobody` },
  });
  await without.shown();
  await expect.poll(() => text(without), { timeout: 30_000 }).toContain('钥匙串');
  await without.main(({ app }) => {
    setTimeout(() => app.quit(), 20);
  });
  expect(await without.ended()).toBe(0);

  const again = await bare({ args: ['--data', folder] });
  await again.shown();
  await expect.poll(() => text(again)).toContain('代理机构账号登录');
});

test('the first start shows the first page, and keeps the profile apart from the data', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', folder] });
  await desktop.shown();
  expect(await text(desktop)).toContain('欢迎使用代理机构工作台');
  expect((await readdir(folder)).filter((name) => name !== 'desktop')).toEqual([]);
});
