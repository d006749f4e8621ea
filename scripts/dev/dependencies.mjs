import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';

/**
 * What the pages of a folder import of Element Plus. The plugin that brings it writes these imports only when a component is compiled, so Vite's scanner does
 * not see them: each page that opens would have the packages bundled anew, and every open page loaded again.
 * @param {string} folder
 * @returns {Promise<string[]>} module names, sorted
 */
export async function elementModules(folder) {
  const names = new Set(
    readdirSync(folder, { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.vue'))
      .flatMap((file) => readFileSync(join(folder, file), 'utf8').match(/(?<=<)el-[a-z-]+/g) ?? []),
  );
  const found = await Promise.all(
    [...names].map(async (name) => {
      for (const one of [ElementPlusResolver({ importStyle: 'css' })].flat()) {
        const { type, resolve } = typeof one === 'function' ? { type: 'component', resolve: one } : one;
        if (type !== 'component') continue;
        const imported = await resolve(name.replaceAll(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase()));
        if (typeof imported === 'object' && imported) return [imported.from, imported.sideEffects].flat(2);
      }
      return [];
    }),
  );
  return [...new Set(found.flat().filter((module) => typeof module === 'string'))].sort();
}
