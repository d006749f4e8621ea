import { globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Where the scripts of components lie as plain TypeScript, so that eslint reads them with types as one program. */
export const vueScriptsFolder = '.cache/vue-scripts';

const config = {
  extends: '../../tsconfig.base.json',
  // Beside each other for the compiler: an import finds the component's script here and everything else where it is.
  compilerOptions: { lib: ['ES2023', 'DOM', 'DOM.Iterable'], rootDirs: ['../../src-renderer', '.'] },
  include: ['**/*.ts', '../../src-renderer/env.d.ts'],
};
const script = /^<script[^>]*lang="ts"[^>]*>\n([^]*?)<\/script>/gm;
/** What other components import; what it really is, vue-tsc checks. */
const closing = 'declare const component: new () => unknown;\nexport default component;\n';

/** The scripts of a component, each line where it stands in the file; null without one. @param {string} text */
export function scriptOf(text) {
  const found = [...text.matchAll(script)];
  if (found.length === 0) return null;
  let lines = '';
  let at = 0;
  for (const { index, 0: whole, 1: inside = '' } of found) {
    const from = index + whole.indexOf('\n') + 1;
    lines += text.slice(at, from).replaceAll(/[^\n]/g, '') + inside;
    at = from + inside.length;
  }
  return lines + closing;
}

/**
 * Writes what differs, and takes away what has no component any more. The parser of .vue files cannot do this: it hands each script to the compiler
 * as a change of its project, which costs more than the whole run.
 * @param {string} root folder of the repository
 */
export function writeVueScripts(root) {
  const folder = join(root, vueScriptsFolder);
  const files = new Map([['tsconfig.json', JSON.stringify(config)]]);
  for (const file of globSync('**/*.vue', { cwd: join(root, 'src-renderer') })) {
    const text = scriptOf(readFileSync(join(root, 'src-renderer', file), 'utf8'));
    if (text !== null) files.set(`${file.replaceAll('\\', '/')}.ts`, text);
  }
  for (const [file, text] of files) {
    const at = join(folder, file);
    if (readOr(at) === text) continue;
    mkdirSync(dirname(at), { recursive: true });
    writeFileSync(at, text);
  }
  for (const file of globSync('**/*.ts', { cwd: folder }))
    if (!files.has(file.replaceAll('\\', '/'))) rmSync(join(folder, file));
}

/** @param {string} file */
function readOr(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return null;
  }
}
