// The process behind `npm run dev`, on the project's own Node: Vite for the renderer, and a program that is rebuilt and restarted.
import { createServer as createTcpServer } from 'node:net';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { resolveConfig } from 'electron-vite';
import { build, createServer, mergeConfig } from 'vite';
import { outDir, root } from '../parts/project.mjs';
import { elementModules } from './dependencies.mjs';
import { Program } from './program.mjs';
import { proxyTo } from './proxy.mjs';

const args = process.argv.slice(2);
const port = Number(process.env.DESK_DEV_PORT);
const electron = process.env.DESK_DEV_ELECTRON;
/** Beside the real build, which stays as it is. */
const devDir = join(outDir, 'dev');

/** A port that is free now; the program keeps it through all its restarts. */
function freePort() {
  return /** @type {Promise<number>} */ (
    new Promise((resolve, reject) => {
      const server = createTcpServer()
        .once('error', reject)
        .listen(0, '127.0.0.1', () => {
          const address = server.address();
          server.close(() => {
            resolve(typeof address === 'object' && address ? address.port : 0);
          });
        });
    })
  );
}

/**
 * Builds one layer, and again at each change.
 * @param {import('vite').UserConfig} config
 * @param {string} outputs
 * @param {() => void} again called after every build but the first
 * @returns {Promise<void>} when the first build is there
 */
async function watch(config, outputs, again) {
  const watcher = await build(
    mergeConfig(config, {
      configFile: false,
      root,
      mode: 'development',
      logLevel: 'warn',
      build: { outDir: outputs, watch: {}, minify: false, sourcemap: true, emptyOutDir: true },
    }),
  );
  if (!('on' in watcher)) throw new Error('the bundler does not watch');
  await /** @type {Promise<void>} */ (
    new Promise((there) => {
      let first = true;
      watcher.on('event', (event) => {
        if (event.code === 'ERROR') process.stderr.write(`${event.error.message}\n`);
        if (event.code !== 'END') return;
        if (!first) return again();
        first = false;
        there();
      });
    })
  );
}

// Packages stay where they are: bundling them is two thirds of a build, and only a program that is started often gains by it.
const ownOnly = { build: { rollupOptions: { external: [/^(?!@contract\/)@?[a-z]/] } } };

const { config: forBuild } = await resolveConfig({ root }, 'build', 'development');
const { config: forServe } = await resolveConfig({ root }, 'serve', 'development');
const hostPort = await freePort();
const program =
  electron === undefined
    ? Program.host(join(devDir, 'main', 'host.js'), [...args, '--port', String(hostPort), '--no-open'])
    : Program.desktop(electron, [root, ...args], `http://127.0.0.1:${port}`);
const vite = await createServer(
  mergeConfig(forServe?.renderer ?? {}, {
    configFile: false,
    logLevel: 'info',
    optimizeDeps: { include: await elementModules(join(root, 'src-renderer')) },
    server: {
      // While the program is built: the first page waits for it anyway.
      warmup: { clientFiles: ['./main.ts', './pages/sign-in/SignInPage.vue'] },
      host: '127.0.0.1',
      port,
      strictPort: true,
      hmr: { host: '127.0.0.1', clientPort: port, protocol: 'ws' },
      proxy: electron === undefined ? proxyTo(hostPort, () => program.token) : {},
    },
  }),
);
await vite.listen().catch((/** @type {unknown} */ error) => {
  process.stderr.write(
    `端口 ${port} 不能用：${error instanceof Error ? error.message : String(error)}。请用 --port 换一个端口。\n`,
  );
  process.exit(1);
});

const restart = () => void program.restart();
if (electron === undefined) {
  // The host serves no page of its own here, but does not start without one.
  mkdirSync(join(devDir, 'renderer'), { recursive: true });
  writeFileSync(join(devDir, 'renderer', 'index.html'), `<a href="http://127.0.0.1:${port}/">npm run dev</a>\n`);
  await watch(mergeConfig(forBuild?.main ?? {}, ownOnly), join(devDir, 'main'), restart);
  restart();
  process.stdout.write(`请在浏览器中打开 http://127.0.0.1:${port}/\n`);
} else {
  // The desktop reads the places of a real build; what stands there is that no more.
  rmSync(join(outDir, '.built-from'), { force: true });
  // Both first: a program that starts with one of them shows a page without its bridge, and is ended at once for the other.
  await Promise.all([
    watch(mergeConfig(forBuild?.main ?? {}, ownOnly), join(outDir, 'main'), restart),
    watch(forBuild?.preload ?? {}, join(outDir, 'preload'), restart),
  ]);
  restart();
}

let ending = false;
const end = async () => {
  if (ending) return;
  ending = true;
  await Promise.all([program.stop(), vite.close()]);
  process.exit(0);
};
for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP']))
  process.on(signal, () => {
    void end();
  });
process.once('disconnect', () => {
  void end();
});
