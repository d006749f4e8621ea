import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import {
  bundledPackages,
  closureOf,
  hostPackages,
  readLock,
  runtimePackages,
  shippedPaths,
  unshippedPaths,
  type Locked,
} from '../../../build/shipped.ts';

const root = join(import.meta.dirname, '../../..');
const locked = readLock(root);

test("every production package has exactly one place: bundled, beside the bundle, or the loopback host's", () => {
  const { dependencies } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    dependencies: Record<string, string>;
  };
  expect([...bundledPackages, ...runtimePackages, ...hostPackages].sort()).toEqual(Object.keys(dependencies).sort());
});

test('what is bundled is not shipped again, unless something that is shipped needs it', () => {
  const shipped = new Set(shippedPaths(locked));
  expect([...bundledPackages, ...hostPackages].filter((name) => shipped.has(`node_modules/${name}`))).toEqual([]);
  expect(runtimePackages.filter((name) => !shipped.has(`node_modules/${name}`))).toEqual([]);
  expect(unshippedPaths(locked).filter((path) => shipped.has(path))).toEqual([]);
  expect(unshippedPaths(locked)).toContain('node_modules/zod');
});

test('a package is looked for where Node looks: beside, then further out; what is not installed is left out', () => {
  const packages: Locked = {
    'node_modules/a': { version: '1.0.0', dependencies: { b: '2', gone: '1' }, optionalDependencies: { other: '1' } },
    'node_modules/a/node_modules/b': { version: '2.0.0', dependencies: { c: '1', a: '1' } },
    'node_modules/b': { version: '1.0.0' },
    'node_modules/c': { version: '1.0.0' },
    'node_modules/d': { version: '1.0.0' },
  };
  expect(closureOf(packages, ['a'])).toEqual(['node_modules/a', 'node_modules/a/node_modules/b', 'node_modules/c']);
});
