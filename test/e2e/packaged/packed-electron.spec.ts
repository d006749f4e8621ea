import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { _electron, type ElectronApplication } from '@playwright/test';
import { FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { fuses } from '../../../build/fuses.ts';
import { nativeModulesIn, nativePackages, nativeProblems } from '../../../build/native-modules.ts';
import {
  bundledPackages,
  hostPackages,
  readLock,
  shippedHere,
  desktopEntries,
  reachedFrom,
} from '../../../build/shipped.ts';
import { Desk } from '../flows/desk.ts';
import { demo } from '../support/demo.ts';
import { inMain } from '../support/main-process.ts';
import { filesOf, needless, packageOf, secrets, textOf } from '../support/package-contents.ts';
import { electronToPack, expect, test } from '../support/packed-program.ts';
import { projectRoot } from '../support/program.ts';

test.skip(electronToPack() === null, 'no Electron to pack with: set ELECTRON_OVERRIDE_DIST_PATH');

const archiveOf = (folder: string): string => join(folder, 'resources/app.asar');

test('the package that users get has every fuse as it was decided', async ({ packed }) => {
  const wire = await getCurrentFuseWire(join(packed.folder, 'agency-desk'));
  const isOn = (fuse: FuseV1Options): boolean => Number(wire[fuse]) === '1'.charCodeAt(0);
  for (const fuse of Object.values(FuseV1Options).filter((value) => typeof value === 'number')) {
    // Electron 33 has no fuse for WebAssembly's trap handlers yet.
    if (fuse === FuseV1Options.WasmTrapHandlers && wire[fuse] === undefined) continue;
    expect(isOn(fuse), FuseV1Options[fuse]).toBe(fuses[fuse]);
  }
  const attachable = await getCurrentFuseWire(packed.testBinary);
  const different = Object.values(FuseV1Options).filter(
    (fuse) => typeof fuse === 'number' && wire[fuse] !== attachable[fuse],
  );
  expect(different).toEqual([FuseV1Options.EnableNodeCliInspectArguments]);
});

test('the package holds nothing that the program does not need', async ({ packed }) => {
  const files = filesOf(archiveOf(packed.folder));
  for (const [what, pattern] of Object.entries(needless))
    expect(
      files.filter(({ path }) => pattern.test(path)).map(({ path }) => path),
      what,
    ).toEqual([]);
  // Today 29 MB; a quarter more is something that somebody should have looked at.
  expect(files.reduce((sum, { size }) => sum + size, 0)).toBeLessThan(36e6);

  const packages = new Set(files.map(({ path }) => packageOf(path)).filter((name) => name !== null));
  expect(
    [...bundledPackages, ...hostPackages].filter((name) => packages.has(name)),
    "bundled or the other host's, and shipped all the same",
  ).toEqual([]);
  const expected = new Set(shippedHere(readLock(projectRoot), projectRoot).map((path) => packageOf(`${path}/`)));
  expect([...packages].sort()).toEqual([...expected].sort());

  const main = files
    .filter(({ path }) => path.startsWith('out/main/'))
    .map(({ path }) => path.slice('out/main/'.length));
  expect(main.sort()).toEqual(
    [...reachedFrom(desktopEntries, (name) => textOf(archiveOf(packed.folder), `out/main/${name}`))].sort(),
  );
});

test('every package that is shipped brings its licence', async ({ packed }) => {
  const files = filesOf(archiveOf(packed.folder)).map(({ path }) => path);
  const notices = JSON.parse(await readFile(join(projectRoot, 'out/renderer/notices.json'), 'utf8')) as {
    name: string;
    text: string | null;
  }[];
  const isLicence = (file: string): boolean => /^(?:licen[cs]e|copying|notice)/i.test(file);
  const lock = readLock(projectRoot);
  for (const path of shippedHere(lock, projectRoot)) {
    const name = lock[path]?.name ?? path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    expect(
      notices.map((notice) => notice.name),
      path,
    ).toContain(name);
    for (const file of (await readdir(join(projectRoot, path))).filter(isLicence))
      expect(files, path).toContain(`${path}/${file}`);
  }
  expect((await readFile(join(packed.folder, 'LICENSES.chromium.html'))).length).toBeGreaterThan(1e6);
  expect(await readFile(join(packed.folder, 'LICENSE.electron.txt'), 'utf8')).toContain('Electron');
});

test('no secret is in any packed text', async ({ packed }) => {
  const archive = archiveOf(packed.folder);
  const texts = filesOf(archive).filter(
    ({ path }) => /\.(?:[cm]?js|json|css|html|svg|txt|md)$/i.test(path) || !/\.\w+$/.test(path),
  );
  expect(texts.length).toBeGreaterThan(300);
  const found = texts.flatMap(({ path }) =>
    Object.entries(secrets)
      .filter(([, pattern]) => pattern.test(textOf(archive, path)))
      .map(([what]) => `${path}: ${what}`),
  );
  expect(found).toEqual([]);
  // The demo world's passwords are published in the README; those of specs and of builds stand in no package.
  const own = texts
    .filter(({ path }) => /^(?:out|resources)\/|^package\.json$/.test(path))
    .map(({ path }) => textOf(archive, path))
    .join('\n');
  for (const name of ['WIN_CSC_LINK', 'CSC_KEY_PASSWORD', 'APPLE_APP_SPECIFIC_PASSWORD'])
    expect(own).not.toContain(name);
});

test("each native module is this system's, once, beside the archive", async ({ packed }) => {
  const folder = join(packed.folder, 'resources/app.asar.unpacked');
  expect(nativeProblems(await nativeModulesIn(folder), { platform: 'linux', arch: process.arch })).toEqual([]);
  const listed = filesOf(archiveOf(packed.folder)).filter(({ path }) => path.endsWith('.node'));
  expect(listed.map(({ unpacked }) => unpacked)).toEqual(nativePackages.map(() => true));
});

test('G1, G2, G3: the packed program does the main job, and ends', async ({ packed }, info) => {
  const app: ElectronApplication = await _electron.launch({
    executablePath: packed.testBinary,
    chromiumSandbox: true,
    args: ['--data', info.outputPath('data'), '--world', 'demo'],
    env: process.env as Record<string, string>,
  });
  const child = app.process();
  const gone = new Promise<number | null>((resolve) => {
    child.once('exit', resolve);
  });
  try {
    const page = await app.firstWindow();
    const desk = new Desk(page);
    await expect(desk.frame.training).toContainText('演示环境');
    expect(await inMain(app, ({ app: electron }) => electron.isPackaged)).toBe(true);
    await desk.signIn.firmId.fill(demo.firm.taxpayerId);
    await desk.signIn.firmPassword.fill(demo.firm.password);
    await desk.signIn.next.click();
    await desk.signIn.member(demo.admin).click();
    await desk.signIn.personalPassword(demo.admin).fill(demo.staffPassword);
    await desk.signIn.submit.click();
    await expect(desk.list.count).toHaveText('共 300 户');
    await expect(desk.frame.status).toContainText('密码保险库已打开');

    // A client whose agreement password is in the vault: one press.
    await desk.list.grid.getByRole('button', { name: '一键进入', exact: true }).first().click();
    await expect(desk.frame.band).toContainText(`以 ${demo.admin} 身份办理`);

    // A table too long for the main process is read by a worker, whose program lies in the archive.
    await page.evaluate(() => {
      location.hash = '#/import';
    });
    const rows = Array.from({ length: 3_000 }, (_, row) => `沈阳第${row}号商贸有限公司\t不是识别号${row}`);
    await page.getByLabel('粘贴的内容').focus();
    await inMain(
      app,
      ({ BrowserWindow, clipboard }, text) => {
        void clipboard.writeText(text);
        BrowserWindow.getAllWindows()[0]!.webContents.paste();
      },
      ['企业名称\t纳税人识别号', ...rows].join('\n'),
    );
    await page.getByRole('button', { name: '读取', exact: true }).click();
    await page.getByTestId('import-rows').click();
    await expect(page.getByRole('main')).toContainText('3,000');

    // A training world has no key in the keychain; in the package the module loads all the same.
    await inMain(app, ({ app: electron }) => {
      process.getBuiltinModule('node:module').createRequire(`${electron.getAppPath()}/package.json`)('keytar');
    });
    // Which files the processor runs, as the system knows it: natives of the unpacked folder, and no others of ours.
    const maps = await readFile(`/proc/${child.pid}/maps`, 'utf8');
    const loaded = [...new Set([...maps.matchAll(/\S+\.node$/gm)].map(([path]) => path))];
    for (const name of nativePackages)
      expect(
        loaded.filter((path) => path.includes(`/app.asar.unpacked/node_modules/${name}`)),
        name,
      ).toHaveLength(1);
    expect(loaded.filter((path) => !path.includes('/app.asar.unpacked/'))).toEqual([]);

    await inMain(app, ({ Menu }) => {
      const items = Menu.getApplicationMenu()!.items.flatMap((menu) => menu.submenu?.items ?? []);
      // In a turn of its own: the answer to this call must leave before the program does.
      setTimeout(() => (items.find((item) => item.label === '退出') as unknown as { click(): void }).click(), 20);
    });
    expect(await gone).toBe(0);
  } finally {
    if (child.exitCode === null) child.kill('SIGKILL');
  }
});
