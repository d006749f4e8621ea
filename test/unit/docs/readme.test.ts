import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modulesDir, root } from '../../../scripts/parts/project.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Every file below the program's sources and scripts, variables of a text written as …, as the README writes them. */
function sources(path: string): string[] {
  if (statSync(join(root, path)).isDirectory())
    return readdirSync(join(root, path)).flatMap((name) => sources(join(path, name)));
  if (!/\.(?:ts|vue|mjs|txt)$/.test(path)) return [];
  return [readFileSync(join(root, path), 'utf8').replace(/\$\{[^{}]*\}|\{\w+\}/g, '…')];
}

const quoted = [...readme.matchAll(/`([^`\n]*[\u4e00-\u9fff][^`\n]*)`/g)].map(([, text = '']) => text);
const table = readme.slice(readme.indexOf('## Troubleshooting'), readme.indexOf('## How the code'));

describe('what the README quotes', () => {
  const texts = ['src-main', 'src-preload', 'src-renderer', 'scripts'].flatMap(sources);

  it('there are messages in the table of troubles', () => {
    expect(quoted.filter((text) => table.includes(`\`${text}\``)).length).toBeGreaterThanOrEqual(2);
  });

  it.each(quoted)('%s is what the program says', (message) => {
    const pattern = new RegExp(
      message
        .split('…')
        .map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
        .join('[^\n]{1,60}?'),
    );
    expect(texts.some((text) => pattern.test(text))).toBe(true);
  });
});

it('names where other programs find the contract', () => {
  for (const address of ['/api/openapi.json', '/api/']) {
    expect(readme).toContain(`\`${address}\``);
    expect(readFileSync(join(root, 'src-main/hosts/web/server.ts'), 'utf8')).toContain(`'${address}'`);
  }
});

describe('the systems that the README names', () => {
  const below = (folder: string): string[] =>
    readdirSync(folder, { recursive: true })
      .map((name) => join(folder, String(name)))
      .filter((file) => file.endsWith('.node'));

  it('Linux: what the native modules ask of the C and C++ libraries, and no more', () => {
    const prebuilt = ['better-sqlite3/prebuilds', 'keytar/prebuilds']
      .flatMap((name) => below(join(modulesDir, name)))
      .filter((file) => /linux-(?:x64|arm64)/.test(file));
    const argon2 = readdirSync(join(modulesDir, '@node-rs'))
      .filter((name) => /linux-.*-gnu/.test(name))
      .flatMap((name) => below(join(modulesDir, '@node-rs', name)));
    expect(prebuilt.length).toBeGreaterThanOrEqual(4);
    const newest = (symbol: RegExp): number =>
      Math.max(
        ...[...prebuilt, ...argon2].flatMap((file) =>
          [...readFileSync(file, 'latin1').matchAll(symbol)].map(([, minor]) => Number(minor)),
        ),
      );
    expect(`glibc 2.${newest(/GLIBC_2\.(\d+)/g)}`).toBe(/glibc 2\.\d+/.exec(readme)?.[0]);
    // 3.4.29 is GCC 11's.
    expect(newest(/GLIBCXX_3\.4\.(\d+)/g)).toBe(29);
    expect(readme).toContain('libstdc++ of GCC 11');
  });

  it('macOS and Windows: what this version of Electron asks', () => {
    const electron = readFileSync(join(modulesDir, 'electron/README.md'), 'utf8');
    expect(electron).toContain('macOS (Ventura and up)');
    expect(readme).toContain('macOS 13 or newer');
    expect(electron).toContain('Windows (Windows 10 and up)');
    expect(readme).toContain('Windows 10 or newer (x64, arm64)');
  });
});
