import { resolve } from 'node:path';
import vue from '@vitejs/plugin-vue';
import { defineConfig } from 'electron-vite';
import { ElementPlusResolver } from 'unplugin-vue-components/resolvers';
import components from 'unplugin-vue-components/vite';
import { manualPages } from './build/manual.ts';
import { thirdPartyNotices } from './build/notices.ts';
import { bundledPackages } from './build/shipped.ts';

const from = (path: string): string => resolve(import.meta.dirname, path);
const alias = { '@contract': from('src-preload/contract') };

const notices = thirdPartyNotices(import.meta.dirname);

/** Everything explicit, because our folders are not the tool's defaults. */
export default defineConfig({
  main: {
    resolve: { alias },
    plugins: [notices.collect()],
    build: {
      outDir: 'out/main',
      target: 'node22',
      externalizeDeps: { exclude: [...bundledPackages] },
      rollupOptions: {
        input: {
          electron: from('src-main/electron.ts'),
          host: from('src-main/host.ts'),
          'table-worker': from('src-main/office/imports/table-worker.ts'),
        },
        // Chunks lie beside the entries, so that import.meta.dirname is out/main wherever a module ends up.
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias },
    plugins: [notices.collect()],
    build: {
      outDir: 'out/preload',
      // A sandboxed preload is CommonJS and may require nothing but electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: from('src-preload/index.ts') },
        external: ['electron'],
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: from('src-renderer'),
    base: './',
    resolve: { alias },
    plugins: [
      vue(),
      components({ dts: false, dirs: [], resolvers: [ElementPlusResolver({ importStyle: 'css' })] }),
      manualPages(from('docs/manual')),
      notices.collect(),
      notices.write(),
    ],
    // Only the composition API of vue-i18n is used.
    define: { __VUE_I18N_LEGACY_API__: false, __VUE_I18N_FULL_INSTALL__: false, __INTLIFY_PROD_DEVTOOLS__: false },
    build: {
      outDir: from('out/renderer'),
      emptyOutDir: true,
      minify: true,
      target: 'es2022',
      rollupOptions: {
        input: from('src-renderer/index.html'),
        // What two pages share lies in two files instead of a hundred: a window that opens asks for each of them.
        output: {
          codeSplitting: {
            groups: [
              { name: 'vendor', test: /node_modules/, minShareCount: 2 },
              { name: 'shared', test: /src-(renderer|preload)/, minShareCount: 2 },
            ],
          },
        },
      },
    },
  },
});
