import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../../scripts/parts/project.mjs';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** Every file below the program's sources and scripts, variables of a text written as …, as the README writes them. */
function sources(path: string): string[] {
  if (statSync(join(root, path)).isDirectory()) return readdirSync(join(root, path)).flatMap((name) => sources(join(path, name)));
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
    const pattern = new RegExp(message.split('…').map((part) => part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('[^\n]{1,60}?'));
    expect(texts.some((text) => pattern.test(text))).toBe(true);
  });
});
