import type { Configuration } from 'electron-builder';
import { setFuses } from './build/fuses.ts';

/**
 * Packaging for Windows, macOS and Linux: `npm run package`. The network is used for Electron's binary only. No update feed is
 * configured: give `publish` one, and the menu offers updates.
 */
export default {
  appId: 'cn.agencydesk.workbench',
  productName: '代理机构工作台',
  executableName: 'agency-desk',
  // Latin file names: some download servers and mail programs still spoil others.
  artifactName: 'agency-desk-${version}-${os}-${arch}.${ext}',
  copyright: '代理机构工作台',
  directories: { output: 'dist', buildResources: 'build' },
  // A whitelist; packages that production needs are added by electron-builder itself.
  files: ['out/**', 'resources/**', 'package.json', '!**/*.map', '!**/*.{md,markdown,tsbuildinfo}'],
  asar: true,
  // Native modules are opened by the system's loader, which reads no archive.
  // Workers are opened without the archive as well.
  asarUnpack: ['out/main/table-worker.js', 'out/main/table-parse*.js', '**/node_modules/csv-parse/**', '**/*.node', '**/node_modules/better-sqlite3/build/Release/**', '**/node_modules/keytar/**', '**/node_modules/@node-rs/argon2*/**'],
  npmRebuild: true,
  electronLanguages: ['zh-CN', 'zh_CN', 'en-US', 'en'],
  afterPack: setFuses,
  publish: null,

  win: { target: [{ target: 'nsis', arch: ['x64'] }], icon: 'build/icon.ico', legalTrademarks: '代理机构工作台', requestedExecutionLevel: 'asInvoker' },
  nsis: {
    oneClick: false, perMachine: false, allowElevation: true, allowToChangeInstallationDirectory: true,
    // 2052 is Simplified Chinese; one language only, so that no question about it comes first.
    language: '2052', installerLanguages: ['zh_CN'], displayLanguageSelector: false, multiLanguageInstaller: false, unicode: true,
    include: 'build/installer.nsh', license: 'build/license_zh_CN.txt',
    shortcutName: '代理机构工作台', uninstallDisplayName: '代理机构工作台 ${version}', menuCategory: false, createDesktopShortcut: true, createStartMenuShortcut: true,
    // Clients' data are never removed with the program.
    deleteAppDataOnUninstall: false, runAfterFinish: true, differentialPackage: false,
  },

  mac: {
    target: [{ target: 'dmg', arch: ['x64', 'arm64'] }], icon: 'build/icon.icns', category: 'public.app-category.business', darkModeSupport: true,
    hardenedRuntime: true, gatekeeperAssess: false, entitlements: 'build/entitlements.mac.plist', entitlementsInherit: 'build/entitlements.mac.plist',
    extendInfo: { CFBundleDevelopmentRegion: 'zh_CN', CFBundleLocalizations: ['zh_CN'], CFBundleDisplayName: '代理机构工作台', NSHumanReadableCopyright: '代理机构工作台' },
  },
  dmg: { title: '代理机构工作台 ${version}', sign: false, contents: [{ x: 150, y: 200, type: 'file' }, { x: 390, y: 200, type: 'link', path: '/Applications' }], window: { width: 540, height: 400 } },

  linux: {
    target: [{ target: 'AppImage', arch: ['x64'] }, { target: 'deb', arch: ['x64'] }], icon: 'build/icons', category: 'Office', executableName: 'agency-desk', maintainer: 'Agency Desk <noreply@agencydesk.invalid>',
    synopsis: '代理机构工作台', description: '代理机构办税工作台：按步登录，在多个委托企业之间切换办理。本机记录，未连接税务机关。',
    desktop: { entry: { Name: 'Agency Desk', 'Name[zh_CN]': '代理机构工作台', 'Comment[zh_CN]': '在多个委托企业之间切换办税', StartupWMClass: 'agency-desk', 'Keywords[zh_CN]': '办税;代理记账;申报' } },
  },
  // keytar talks to the desktop's keyring through libsecret; without it the program asks for a passphrase.
  deb: { depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1'], recommends: ['libsecret-1-0', 'libappindicator3-1', 'fonts-noto-cjk'] },
} satisfies Configuration;
