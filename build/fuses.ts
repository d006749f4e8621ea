import { join } from 'node:path';
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire, type FuseV1Config } from '@electron/fuses';
import type { AfterPackContext } from 'electron-builder';

/**
 * Every fuse of the binary, decided. The type asks for all of them and `strictlyRequireAllFuses` refuses a binary with one more, so
 * that a new Electron cannot bring a switch that nobody looked at.
 */
export const fuses = {
  version: FuseVersion.V1,
  strictlyRequireAllFuses: true,
  // electron-builder signs after this hook; without a certificate the ad-hoc signature of Apple silicon must be made anew.
  resetAdHocDarwinSignature: true,
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  // We ship no snapshot of our own.
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Guard pages instead of explicit bounds checks: faster, and the default of browsers.
  [FuseV1Options.WasmTrapHandlers]: true,
} as const satisfies FuseV1Config & Record<FuseV1Options, boolean>;

/** Path of the packed binary, whose name differs by system. */
export function packedBinary(
  context: Pick<AfterPackContext, 'electronPlatformName' | 'appOutDir'> & {
    packager: { appInfo: { productFilename: string }; executableName?: string };
  },
): string {
  const { appInfo, executableName } = context.packager;
  if (context.electronPlatformName === 'darwin') return join(context.appOutDir, `${appInfo.productFilename}.app`);
  if (context.electronPlatformName === 'win32')
    return join(context.appOutDir, `${executableName ?? appInfo.productFilename}.exe`);
  return join(context.appOutDir, executableName ?? appInfo.productFilename);
}

/** Fuses that a binary of this project's own Electron has; an older one that somebody builds with has fewer. */
async function fusesOf(binary: string): Promise<FuseV1Config> {
  const wire = await getCurrentFuseWire(binary);
  const missing = Object.keys(fuses).filter((key) => /^\d+$/.test(key) && !(key in wire));
  // Only for a copy of Electron that the builder was told to use: the official one must have them all, or the build fails.
  if (missing.length === 0 || (process.env['DESK_ELECTRON_DIST'] ?? '') === '') return fuses;
  process.stderr.write(
    `This Electron is older and has no fuse ${missing.map((key) => FuseV1Options[Number(key)]).join(', ')}.\n`,
  );
  return Object.fromEntries(Object.entries(fuses).filter(([key]) => !missing.includes(key))) as unknown as FuseV1Config;
}

/** Sets the fuses of a packed binary. Throws when the binary has one that is not decided here, or lacks one. */
export async function setFuses(context: AfterPackContext): Promise<void> {
  const binary = packedBinary(context as never);
  await flipFuses(binary, await fusesOf(binary));
}
