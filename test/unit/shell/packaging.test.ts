import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { FuseV1Options } from '@electron/fuses';
import { validateConfiguration } from 'app-builder-lib/out/util/config/config';
import { expect, test } from 'vitest';
import { fuses, packedBinary } from '../../../build/fuses.ts';
import config from '../../../electron-builder.config.ts';

const root = join(import.meta.dirname, '../../..');

test('every fuse is decided, the dangerous ones off and the protecting ones on', () => {
  for (const fuse of Object.values(FuseV1Options).filter((value) => typeof value === 'number'))
    expect(typeof fuses[fuse]).toBe('boolean');
  expect(fuses).toMatchObject({
    strictlyRequireAllFuses: true,
    [FuseV1Options.RunAsNode]: false,
    [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
    [FuseV1Options.EnableNodeCliInspectArguments]: false,
    [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
    [FuseV1Options.EnableCookieEncryption]: true,
    [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
    [FuseV1Options.OnlyLoadAppFromAsar]: true,
  });
});

test.each([
  ['darwin', '/o/代理机构工作台.app'],
  ['win32', '/o/agency-desk.exe'],
  ['linux', '/o/agency-desk'],
] as const)('the binary of %s is found', (electronPlatformName, path) => {
  expect(
    packedBinary({
      electronPlatformName,
      appOutDir: '/o',
      packager: { appInfo: { productFilename: '代理机构工作台' }, executableName: 'agency-desk' },
    }).replaceAll('\\', '/'),
  ).toBe(path);
});

test('electron-builder takes the configuration', async () => {
  const check = (given: object): Promise<void> =>
    validateConfiguration(structuredClone({ ...given, afterPack: null }), { add: () => {}, isEnabled: false } as never);
  await expect(check(config)).resolves.toBe(undefined);
  await expect(check({ ...config, nsis: { ...config.nsis, oneClik: true } })).rejects.toThrow('configuration.nsis');
});

test('every file that the configuration names is there', () => {
  const named = [...JSON.stringify({ ...config, afterPack: undefined }).matchAll(/"(build\/[^"]+)"/g)].map(
    ([, path]) => path ?? '',
  );
  expect(named.length).toBeGreaterThan(5);
  expect(
    config.mac.extraResources.map(({ from }) => existsSync(join(root, from, 'zh_CN.lproj/InfoPlist.strings'))),
  ).toEqual([true]);
  expect(named.filter((path) => !existsSync(join(root, path)))).toEqual([]);
});

test('only what the program needs is packed, and native modules lie beside the archive', () => {
  expect(config.files.filter((pattern) => !pattern.startsWith('!'))).toEqual([
    'out/**',
    'resources/**',
    'package.json',
  ]);
  expect(config.npmRebuild).toBe(false);
  expect(config.asar).toBe(true);
  expect(config.asarUnpack).toContain('**/*.node');
  expect(config.publish).toBe(null);
});

test('the installer speaks Simplified Chinese, and never removes data', async () => {
  expect(config.nsis).toMatchObject({
    language: '2052',
    installerLanguages: ['zh_CN'],
    deleteAppDataOnUninstall: false,
    multiLanguageInstaller: false,
  });
  for (const name of ['installer.nsh', 'license_zh_CN.txt']) {
    const text = await readFile(join(root, 'build', name), 'utf8');
    // NSIS reads a file without the mark in the machine's own code page.
    expect(text.startsWith('\ufeff')).toBe(true);
    expect(text).toMatch(/[\u4e00-\u9fff]{4}/);
  }
});

test('the containers of the icon hold what their headers say', async () => {
  const ico = await readFile(join(root, 'build/icon.ico'));
  expect([ico.readUInt16LE(0), ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([0, 1, 7]);
  const icns = await readFile(join(root, 'build/icon.icns'));
  expect([icns.toString('ascii', 0, 4), icns.readUInt32BE(4)]).toEqual(['icns', icns.length]);
});

test('macOS has a zip, which updates are installed from, beside the dmg; Linux deb, rpm and AppImage; each for the machine that builds', () => {
  expect(config.mac.target).toEqual(['dmg', 'zip']);
  expect(config.linux.target).toEqual(['AppImage', 'deb', 'rpm']);
  expect(config.win.target).toEqual(['nsis']);
});

test('paths are Latin, shown names Chinese', async () => {
  for (const path of [
    config.executableName,
    config.artifactName,
    config.linux.executableName,
    config.mac.extendInfo.CFBundleDisplayName,
  ])
    expect(path).toMatch(/^[\w.${}-]+$/);
  // On Linux the product's name is a folder; elsewhere it is only shown.
  expect(config.productName).toBe(process.platform === 'linux' ? 'agency-desk' : '代理机构工作台');
  expect([config.nsis.shortcutName, config.linux.desktop.entry['Name[zh_CN]']]).toEqual([
    '代理机构工作台',
    '代理机构工作台',
  ]);
  expect(await readFile(join(root, 'build/mac/zh_CN.lproj/InfoPlist.strings'), 'utf8')).toContain(
    'CFBundleDisplayName = "代理机构工作台";',
  );
});

test('.deskbackup files belong to the program on every system', () => {
  expect(config.fileAssociations).toEqual([
    expect.objectContaining({
      ext: 'deskbackup',
      mimeType: 'application/vnd.agencydesk.backup',
      name: expect.stringMatching(/备份/),
    }),
  ]);
});
