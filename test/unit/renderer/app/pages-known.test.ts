import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import type { RouteRecordRaw } from 'vue-router';
import { root } from '../../../../scripts/parts/project.mjs';
import { railItems } from '../../../../src-renderer/app/frame/rail.ts';
import { officePages } from '../../../e2e/support/office-pages.ts';

const pages = join(root, 'src-renderer/pages');
// Only these: what other routes import wants a window.
const files = readdirSync(pages)
  .map((name) => join(pages, name, 'routes.ts'))
  .filter((file) => readFileSync(file, 'utf8').includes("frame: 'office'"));
const modules = (await Promise.all(files.map((file) => import(pathToFileURL(file).href)))) as {
  routes: RouteRecordRaw[];
}[];
const office = modules.flatMap((module) => module.routes).filter((route) => route.meta?.frame === 'office');

/** Addresses of a path without parts that only data can give; the last part in brackets and `?` is each of its words, or absent; one that only data gives is absent. */
function addresses(path: string): string[] {
  const choice = /^(.*)\/:\w+\(([\w|]+)\)\?$/u.exec(path);
  if (choice) return [choice[1]!, ...choice[2]!.split('|').map((word) => `${choice[1]!}/${word}`)];
  const plain = path.replace(/\/:\w+(?:\(.*\))?\?$/u, '');
  return plain.includes(':') ? [] : [plain];
}

test('every entry of the rail leads to a page, and every page lights an entry that is there', () => {
  expect(office.length).toBeGreaterThan(0);
  expect(railItems.filter((item) => !office.some((route) => route.name === item && route.meta?.rail === item))).toEqual(
    [],
  );
  expect(office.map((route) => route.meta?.rail)).toEqual(office.map(() => expect.toBeOneOf([...railItems])));
});

test('the walks of axe and of the smallest window visit every page of the office', () => {
  const expected = office.flatMap((route) => addresses(route.path));
  expect(expected.length).toBeGreaterThan(0);
  expect(officePages.map(([path]) => path).toSorted()).toEqual(expected.toSorted());
});
