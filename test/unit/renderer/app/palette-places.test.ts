import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, it } from 'vitest';
import type { RouteRecordRaw } from 'vue-router';
import { root } from '../../../../scripts/parts/project.mjs';
import { clientPlaces, officePlaces, settingsPlaces } from '../../../../src-renderer/app/frame/palette-words.ts';
import { railItems } from '../../../../src-renderer/app/frame/rail.ts';

const pagesFolder = join(root, 'src-renderer/pages');
// Only these: what other routes import wants a window.
const files = readdirSync(pagesFolder)
  .map((name) => join(pagesFolder, name, 'routes.ts'))
  .filter((file) => /frame: '(office|client)'/u.test(readFileSync(file, 'utf8')));
const modules = (await Promise.all(files.map((file) => import(pathToFileURL(file).href)))) as {
  routes: RouteRecordRaw[];
}[];
const flat = (routes: readonly RouteRecordRaw[], above = ''): { name: string; path: string; frame: unknown }[] =>
  routes.flatMap((route) => {
    const path = `${above}/${route.path}`;
    const own = typeof route.name === 'string' ? [{ name: route.name, path, frame: route.meta?.['frame'] }] : [];
    return [...own, ...flat(route.children ?? [], path)];
  });
const routes = flat(modules.flatMap((module) => module.routes));
/** Whether a page opens without more than the client in front. */
const opens = (path: string): boolean => !/:(?!clientId)\w+(\([^)]*\))?(?!\?|\w|\()/u.test(path);

it('the palette leads to every page of the client in front', () => {
  const pages = routes.filter(({ name, path }) => name.startsWith('client.') && opens(path)).map(({ name }) => name);
  expect(pages.length).toBeGreaterThan(4);
  expect(Object.keys(clientPlaces).toSorted()).toEqual(pages.toSorted());
});

it('the palette leads to every section of the settings', () => {
  const { path } = routes.find(({ name }) => name === 'settings')!;
  const sections = /section\(([^)]*)\)/u.exec(path)?.[1]?.split('|') ?? [];
  expect(Object.keys(settingsPlaces)).toEqual(sections);
});

it('the palette or the rail leads to every page of the office', () => {
  const pages = routes.filter(({ frame, path }) => frame === 'office' && !path.includes(':')).map(({ name }) => name);
  const known: string[] = [...railItems, ...Object.keys(officePlaces)];
  expect(pages.filter((name) => !known.includes(name))).toEqual([]);
  for (const name of Object.keys(officePlaces)) expect(routes.map((route) => route.name)).toContain(name);
});
