import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { root } from '../../../scripts/parts/project.mjs';

/**
 * Names that mean the same in more than one module: an area of the contract and its texts, the routes of each page. Everything else has
 * one name for one thing.
 */
const texts = 'src-renderer/locales/zh-CN/';
const ofEachPage = ['routes'];

const declared =
  /^export (?:declare )?(?:async )?(?:abstract )?(?:const|let|function\*?|class|interface|type|enum) (\w+)/gmu;

it('no two modules export one name with different meanings', () => {
  const modules = new Map<string, string[]>();
  for (const layer of ['src-main', 'src-preload', 'src-renderer'])
    for (const name of readdirSync(join(root, layer), { recursive: true, encoding: 'utf8' })) {
      const path = `${layer}/${name.replaceAll('\\', '/')}`;
      if (!/\.(?:ts|vue)$/u.test(path) || path.endsWith('.d.ts') || path.startsWith(texts)) continue;
      for (const exported of new Set(
        [...readFileSync(join(root, path), 'utf8').matchAll(declared)].map(([, found = '']) => found),
      ))
        modules.set(exported, [...(modules.get(exported) ?? []), path]);
    }
  expect(modules.size).toBeGreaterThan(1_000);
  expect([...modules].filter(([name, paths]) => paths.length > 1 && !ofEachPage.includes(name))).toEqual([]);
});
