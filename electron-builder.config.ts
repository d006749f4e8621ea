import type { Configuration } from 'electron-builder';
import { afterPack } from './build/after-pack.ts';
import { filePatterns, readLock, workerModules } from './build/shipped.ts';
import { azureSignOptions, canNotarize, unsignedNotes } from './build/signing.ts';

/** The name that people see. */
const shownName = '代理机构工作台';
/** A copy of Electron that lies here already (unpacked); without it, electron-builder fetches its own. */
const electronDist = process.env['DESK_ELECTRON_DIST'] ?? '';
const azure = azureSignOptions(process.env);

// One plain line for whatever this build leaves unsigned.
for (const note of unsignedNotes(process.platform, process.env)) process.stderr.write(`${note}\n`);

/**
 * Packaging for Windows, macOS and Linux: `npm run package` builds for the machine that it runs on, since native modules are installed for that one alone.
 * The network is used for electron-builder's own tools and Electron's binary. No update feed is configured: give `publish` one, and the menu offers updates.
 */
export default {
  appId: 'cn.agencydesk.workbench',
  // On Linux the product's name is the folder in /opt: Latin letters there. Elsewhere the folder is named after the executable.
  productName: process.platform === 'linux' ? 'agency-desk' : shownName,
  executableName: 'agency-desk',
  // Latin file names: some download servers and mail programs still spoil others.
  artifactName: 'agency-desk-${version}-${os}-${arch}.${ext}',
  copyright: shownName,
  directories: { output: 'dist', buildResources: 'build' },
  ...(electronDist === '' ? {} : { electronDist }),
  // A whitelist; of the packages that production needs, which electron-builder adds by itself, only those that are loaded at run time.
  files: filePatterns(readLock(import.meta.dirname)),
  asar: true,
  // Native modules are opened by the system's loader, which reads no archive.
  // Workers, and what they load, are opened without the archive as well.
  asarUnpack: [...workerModules(), '**/*.node'],
  // All native modules are Node-API builds out of their packages: nothing is compiled.
  npmRebuild: false,
  electronLanguages: ['zh-CN', 'zh_CN', 'en-US', 'en'],
  afterPack,
  publish: null,
  fileAssociations: [
    {
      ext: 'deskbackup',
      name: '代理机构工作台备份',
      description: '代理机构工作台的加密备份',
      mimeType: 'application/vnd.agencydesk.backup',
      role: 'Viewer',
    },
  ],

  win: {
    target: ['nsis'],
    icon: 'build/icon.ico',
    legalTrademarks: shownName,
    requestedExecutionLevel: 'asInvoker',
    ...(azure === null ? {} : { azureSignOptions: azure }),
  },
  nsis: {
    oneClick: false,
    perMachine: false,
    allowElevation: true,
    allowToChangeInstallationDirectory: true,
    // 2052 is Simplified Chinese; one language only, so that no question about it comes first.
    language: '2052',
    installerLanguages: ['zh_CN'],
    displayLanguageSelector: false,
    multiLanguageInstaller: false,
    unicode: true,
    include: 'build/installer.nsh',
    license: 'build/license_zh_CN.txt',
    shortcutName: shownName,
    uninstallDisplayName: '代理机构工作台 ${version}',
    menuCategory: false,
    createDesktopShortcut: true,
    createStartMenuShortcut: true,
    // Clients' data are never removed with the program.
    deleteAppDataOnUninstall: false,
    runAfterFinish: true,
    differentialPackage: false,
  },

  mac: {
    // Updates are installed from the zip.
    target: ['dmg', 'zip'],
    icon: 'build/icon.icns',
    category: 'public.app-category.business',
    darkModeSupport: true,
    hardenedRuntime: true,
    gatekeeperAssess: false,
    entitlements: 'build/entitlements.mac.plist',
    entitlementsInherit: 'build/entitlements.mac.plist',
    notarize: canNotarize(process.env),
    // The folder stays agency-desk.app: Finder shows the localised name only where the plain one equals the folder's.
    extendInfo: {
      CFBundleDevelopmentRegion: 'zh_CN',
      CFBundleLocalizations: ['zh_CN'],
      CFBundleDisplayName: 'agency-desk',
      LSHasLocalizedDisplayName: true,
      NSHumanReadableCopyright: shownName,
    },
    extraResources: [{ from: 'build/mac', to: '.', filter: ['*.lproj/InfoPlist.strings'] }],
  },
  dmg: {
    title: '代理机构工作台 ${version}',
    sign: false,
    contents: [
      { x: 150, y: 200, type: 'file' },
      { x: 390, y: 200, type: 'link', path: '/Applications' },
    ],
    window: { width: 540, height: 400 },
  },

  linux: {
    target: ['AppImage', 'deb', 'rpm'],
    icon: 'build/icons',
    category: 'Office',
    executableName: 'agency-desk',
    maintainer: 'Agency Desk <noreply@agencydesk.invalid>',
    vendor: 'Agency Desk',
    synopsis: shownName,
    description: '代理机构办税工作台：按步登录，在多个委托企业之间切换办理。本机记录，未连接税务机关。',
    desktop: {
      entry: {
        Name: 'Agency Desk',
        'Name[zh_CN]': shownName,
        'Comment[zh_CN]': '在多个委托企业之间切换办税',
        StartupWMClass: 'agency-desk',
        'Keywords[zh_CN]': '办税;代理记账;申报',
      },
    },
  },
  // keytar talks to the desktop's keyring through libsecret; without it the program asks for a passphrase.
  deb: {
    depends: ['libgtk-3-0', 'libnotify4', 'libnss3', 'libxss1', 'libxtst6', 'xdg-utils', 'libatspi2.0-0', 'libuuid1'],
    recommends: ['libsecret-1-0', 'libappindicator3-1', 'fonts-noto-cjk'],
  },
  rpm: {
    depends: [
      'gtk3',
      'libnotify',
      'nss',
      'libXScrnSaver',
      '(libXtst or libXtst6)',
      'xdg-utils',
      'at-spi2-core',
      '(libuuid or libuuid1)',
    ],
  },
} satisfies Configuration;
