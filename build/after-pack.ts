import { join } from 'node:path';
import { Arch, type AfterPackContext } from 'electron-builder';
import { setFuses } from './fuses.ts';
import { nativeModulesIn, nativeProblems, type BinaryTarget } from './native-modules.ts';

/** Folder of a packed program that holds app.asar. */
export function resourcesFolder(
  context: Pick<AfterPackContext, 'electronPlatformName' | 'appOutDir'> & {
    packager: { appInfo: { productFilename: string } };
  },
): string {
  return context.electronPlatformName === 'darwin'
    ? join(context.appOutDir, `${context.packager.appInfo.productFilename}.app`, 'Contents/Resources')
    : join(context.appOutDir, 'resources');
}

/** Hook of electron-builder: refuses a package whose native modules are another machine's, then sets the fuses of the binary just packed. */
export async function afterPack(context: AfterPackContext): Promise<void> {
  const target: BinaryTarget = {
    platform: context.electronPlatformName as BinaryTarget['platform'],
    arch: Arch[context.arch],
  };
  const problems = nativeProblems(
    await nativeModulesIn(join(resourcesFolder(context as never), 'app.asar.unpacked')),
    target,
  );
  if (problems.length > 0) throw new Error(problems.join('\n'));
  await setFuses(context);
}
