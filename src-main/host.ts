import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { version } from '../package.json';
import { defaultDataDir, formerDesktopDir } from './hosts/data-folder.ts';
import { startFailure } from './hosts/host-failure.ts';
import type { WebHost } from './hosts/web/server.ts';
import help from './hosts/web/host-help.txt?raw';
import { handOver, type HandOver } from './hosts/web/hand-over.ts';
import { keepPort, keptPort } from './hosts/web/kept-port.ts';
import { parseHostOptions, UsageError, type HostOptions } from './hosts/host-options.ts';

/** Work in hand may take so long to end before the process ends without it. */
const closeLimitMs = 10_000;

/** Keeps a sentence in the log file, once there is one. */
let note: (text: string) => void = () => {};

/** Entry of the loopback host: reads the arguments, builds a desk, gives it to the web host. */
async function main(): Promise<void> {
  if (Number(process.versions.napi) < 10) {
    // The encrypted store's binary would crash an older Node without a word.
    fail(
      `本机服务需要 Node.js 22.14 或更高版本，当前是 ${process.versions.node}；请用 npm run host 启动，它会使用项目自带的版本。`,
    );
    return;
  }
  const options = parseHostOptions(process.argv.slice(2));
  if (options.help) {
    process.stdout.write(help);
    return;
  }
  await serve(options);
}

async function serve(options: HostOptions): Promise<void> {
  await mkdir(options.dataDir, { recursive: true, mode: 0o700 });
  const [{ createDesk }, { settleDataFolder }, { startWebHost, PortTaken }, { startHostLog }] = await Promise.all([
    import('./desk/create-desk.ts'),
    import('./desk/former-place.ts'),
    import('./hosts/web/server.ts'),
    import('./hosts/web/host-log.ts'),
  ]);
  const { dataDir, notice } =
    options.dataDir === defaultDataDir()
      ? await settleDataFolder(options.dataDir, join(formerDesktopDir(), 'data'))
      : { ...options, notice: null };
  // Not to stdout, which is for the ready line.
  if (notice !== null) process.stderr.write(`${notice}\n`);
  const log = startHostLog(dataDir);
  note = log.note;
  note(`host ${version}, Node ${process.versions.node}, ${process.platform} ${process.arch}`);
  const desk = await createDesk({ dataDir, world: options.world, host: 'loopback', version, report: log.report });
  const start = (port: number): Promise<WebHost> => startWebHost(desk, { port, report: log.report });
  const host = await start(options.port ?? (await keptPort(dataDir)))
    .catch((error: unknown) => {
      // Somebody else has it by now: only a port that was asked for is worth a failure.
      if (options.port === null && error instanceof PortTaken) return start(0);
      throw error;
    })
    .catch(async (error: unknown) => {
      await desk.close();
      throw error;
    });
  if (options.port === null) await keepPort(dataDir, host.port);
  let handedOver: HandOver | null = null;
  endOnSignal(async () => {
    await handedOver?.remove();
    await host.close();
    await desk.close();
  });
  process.stdout.write(`${JSON.stringify({ ready: true, url: host.url })}\n`);
  if (options.open && showsBrowser()) {
    const opened = await handOver(
      host.newAddress(() => {
        void handedOver?.remove();
      }),
    );
    handedOver = opened;
    await openBrowser(opened.file);
  }
  printOnEnter(() => host.newAddress());
}

/** Ctrl C, an ended terminal and an ended parent all close cleanly; signals that follow meanwhile change nothing. */
function endOnSignal(close: () => Promise<void>): void {
  let closing = false;
  const end = (): void => {
    if (closing) return;
    closing = true;
    setTimeout(() => {
      note('closing took too long');
      fail('手头的工作没有在 10 秒内完成，已直接结束；已经提示保存成功的内容不受影响。');
      process.exit();
    }, closeLimitMs).unref();
    close().then(
      () => process.exit(0),
      (error: unknown) => {
        failWith(error);
        process.exit();
      },
    );
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, end);
  if (process.channel) process.once('disconnect', end);
}

/** Enter in the terminal prints an address for another browser: the first one admits once. */
function printOnEnter(newAddress: () => string): void {
  if (!process.stdin.isTTY) return;
  process.stdin.on('data', () => {
    process.stdout.write(`新的打开地址（只能用一次，10 分钟内有效）：\n${newAddress()}\n`);
  });
  process.stdin.unref();
}

/** Where a browser could be shown; not under WSL, whose browser cannot read a page of this side. */
function showsBrowser(): boolean {
  return (
    ['win32', 'darwin'].includes(process.platform) || Boolean(process.env['DISPLAY'] ?? process.env['WAYLAND_DISPLAY'])
  );
}

/** The browser is given a page to read, never the address: arguments are for every user of the machine to see. No browser is no failure: the address has been printed. */
async function openBrowser(page: string): Promise<void> {
  const { default: open } = await import('open');
  const child = await open(page).catch(() => null);
  child?.on('error', () => {});
}

/** One sentence for the terminal; the log has the whole error. */
function failWith(error: unknown): void {
  note(`failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  fail(startFailure(error));
}

function fail(sentence: string): void {
  process.stderr.write(`${sentence}\n`);
  process.exitCode = 1;
}

main().catch((error: unknown) => {
  failWith(error);
  if (error instanceof UsageError) process.exitCode = 2;
});
