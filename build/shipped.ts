import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Packages whose code the bundler puts into out/main: finding and reading hundreds of small files was a third of every start. They are never packed a
 * second time as packages.
 */
export const bundledPackages = [
  '@cj-tech-master/excelts',
  'kysely',
  'zod',
  '@orpc/client',
  '@orpc/contract',
  '@orpc/json-schema',
  '@orpc/openapi',
  '@orpc/server',
  '@orpc/shared',
  '@orpc/standard-server',
  '@orpc/standard-server-peer',
  '@orpc/zod',
  'chinese-days',
  'htmlparser2',
  'kdbxweb',
  'otpauth',
  'pinyin-pro',
] as const;

/** Packages that the packed desktop loads at run time: native modules, fonts, and what reads files beside its own code. */
export const runtimePackages = [
  '@embedpdf/fonts-sc',
  '@node-rs/argon2',
  'better-sqlite3',
  'electron-log',
  'electron-updater',
  'fontkit',
  'keytar',
  'pdfkit',
] as const;

/** Packages of the loopback host alone, which the packed binary cannot start (its RunAsNode fuse is off). */
export const hostPackages = ['open', 'ws'] as const;

/** Headers for compilers; nothing requires them. */
const compileTimeOnly = new Set(['node-addon-api']);

/** One installed package, as package-lock.json has it. */
export interface LockedPackage {
  version: string;
  dev?: boolean;
  optional?: boolean;
  dependencies?: Record<string, string>;
  optionalDependencies?: Record<string, string>;
  license?: string;
  name?: string;
}
/** Installed packages by path, `node_modules/a/node_modules/b`; the project itself is the empty path. */
export type Locked = Readonly<Record<string, LockedPackage>>;

/** Reads what package-lock.json in a folder installs. Throws when the file is missing or no JSON. */
export function readLock(folder: string): Locked {
  return (JSON.parse(readFileSync(join(folder, 'package-lock.json'), 'utf8')) as { packages: Locked }).packages;
}

/** Where Node finds a package that is asked for from `from`; null: it is not installed (another system's optional package). */
function resolveFrom(locked: Locked, from: string, name: string): string | null {
  for (let at = from; ; at = at.includes('/node_modules/') ? at.slice(0, at.lastIndexOf('/node_modules/')) : '') {
    const path = `${at === '' ? '' : `${at}/`}node_modules/${name}`;
    if (locked[path]) return path;
    if (at === '') return null;
  }
}

/** Paths of packages and of all that they depend on, sorted. Names that are not installed are left out. */
export function closureOf(locked: Locked, names: readonly string[]): string[] {
  const found = new Set<string>();
  const visit = (from: string, name: string): void => {
    const path = resolveFrom(locked, from, name);
    if (path === null || found.has(path) || compileTimeOnly.has(name)) return;
    found.add(path);
    const { dependencies = {}, optionalDependencies = {} } = locked[path]!;
    for (const next of Object.keys({ ...dependencies, ...optionalDependencies })) visit(path, next);
  };
  for (const name of names) visit('', name);
  return [...found].sort();
}

/** Paths of the packages that belong into the package. */
export const shippedPaths = (locked: Locked): string[] => closureOf(locked, runtimePackages);

/** Of those, what is installed here: npm leaves out native packages of other systems, and nothing else. Throws when another is missing. */
export function shippedHere(locked: Locked, root: string): string[] {
  return shippedPaths(locked).filter((path) => {
    const there = existsSync(join(root, path, 'package.json'));
    if (!there && locked[path]?.optional !== true) throw new Error(`${path} is not installed`);
    return there;
  });
}

/** Paths of production packages that electron-builder would add and that the packed program never loads. */
export function unshippedPaths(locked: Locked): string[] {
  const shipped = new Set(shippedPaths(locked));
  return Object.entries(locked)
    .flatMap(([path, { dev = false }]) => (path === '' || dev || shipped.has(path) ? [] : [path]))
    .sort();
}

/**
 * What of the shipped packages stays behind, as electron-builder's patterns: sources and build files of native modules, binaries of other systems, other
 * module formats, types, maps, documents that are no licence. `${platform}` and `${arch}` are filled in for each target.
 */
const needless = [
  '!**/*.{map,ts,mts,cts,flow,c,cc,cpp,h,hpp,gyp,gypi,mk,tsbuildinfo,yml,yaml,coffee}',
  '!**/{test,tests,__tests__,spec,.yarn,.github,benchmark,example,examples}{,/**}',
  // Documents, but never a licence.
  '!**/!(*[lL][iI][cC][eE][nN][sScC][eE]*|*NOTICE*|*COPYING*).{md,markdown}',
  '!node_modules/better-sqlite3/{build,deps,src}{,/**}',
  '!node_modules/better-sqlite3/prebuilds/!(${platform}-${arch}).node',
  // What its install script copied for the building machine comes first when it loads: only the prebuilt one of the target is packed.
  '!node_modules/keytar/{build,script,src}{,/**}',
  '!node_modules/keytar/prebuilds/!(${platform}-${arch}){,/**}',
  '!node_modules/@embedpdf/fonts-sc/fonts/!(NotoSansHans-Regular).otf',
  '!node_modules/pdfkit/{tools,*.config.*,jsconfig.json}{,/**}',
  '!node_modules/pdfkit/js/pdfkit.{browser,standalone,old}*',
  '!node_modules/fontkit/{src{,/**},dist/browser*}',
  '!node_modules/brotli/{build,enc}{,/**}',
  '!node_modules/fflate/{umd{,/**},esm/browser.js,lib/browser.cjs}',
  '!node_modules/{pako/dist,js-yaml/bin,js-yaml/dist}{,/**}',
  '!node_modules/@noble/*/src{,/**}',
  '!node_modules/@swc/helpers/{src,scripts}{,/**}',
] as const;

/** Where the desktop's own modules begin: its entry, and the worker that it starts by its address. */
export const desktopEntries = ['electron.js', 'table-worker.js'] as const;

/** Modules of the program that its entries reach, by the imports that stand in its own bundled files. @param read text of a file in out/main */
export function reachedFrom(entries: readonly string[], read: (name: string) => string): Set<string> {
  const reached = new Set<string>();
  const visit = (name: string): void => {
    if (reached.has(name)) return;
    reached.add(name);
    for (const [, next] of read(name).matchAll(/(?:from|import)\s*\(?\s*"\.\/([\w.-]+\.js)"/g)) visit(next!);
  };
  entries.forEach(visit);
  return reached;
}

/** Modules of the loopback host alone. @param folder out/main as built; none where nothing was built yet */
function hostModules(folder: string): string[] {
  if (!existsSync(folder)) return [];
  const reached = reachedFrom(desktopEntries, (name) => readFileSync(join(folder, name), 'utf8'));
  return readdirSync(folder).filter((name) => !reached.has(name));
}

/** Modules that the table worker reaches: a worker is opened without the archive, and so is all that it loads. Paths; none where nothing was built yet. */
export function workerModules(): string[] {
  const folder = join(import.meta.dirname, '../out/main');
  if (!existsSync(folder)) return [];
  const reached = reachedFrom(['table-worker.js'], (name) => readFileSync(join(folder, name), 'utf8'));
  return [...reached].sort().map((name) => `out/main/${name}`);
}

/** electron-builder puts a package that lies inside another one at the top: left out there, too, where nothing of that name is shipped. */
function hoistedPaths(locked: Locked): string[] {
  const nameOf = (path: string): string => path.slice(path.lastIndexOf('node_modules/'));
  const shipped = new Set(shippedPaths(locked).map(nameOf));
  const nested = unshippedPaths(locked).filter((path) => path.includes('/node_modules/'));
  return [...new Set(nested.map(nameOf))].filter((path) => !shipped.has(path));
}

/** Patterns for electron-builder's `files`: the program, and of node_modules only what it loads at run time. */
export function filePatterns(locked: Locked): string[] {
  return [
    'out/**',
    'resources/**',
    'package.json',
    '!out/.*',
    ...hostModules(join(import.meta.dirname, '../out/main')).map((name) => `!out/main/${name}`),
    ...[...unshippedPaths(locked), ...hoistedPaths(locked)].map((path) => `!${path}{,/**}`),
    ...needless,
  ];
}
