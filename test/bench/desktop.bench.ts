/** The desktop in a real Electron on the world `demo`: from its start to a painted window, its memory at rest, and from 退出 to the end of the process. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBare, type BareDesktop } from '../e2e/support/bare-desktop.ts';
import { median, report, series, type Figure } from './support/figure.ts';

const turns = Number(process.env['TURNS'] ?? 5);
/** Milliseconds after which a window that was just opened is at rest. */
const restMs = 5_000;

/** @returns milliseconds from the start of the process to the first frame that has the page's text */
async function start(dataDir: string): Promise<{ desktop: BareDesktop; paintedMs: number }> {
  const began = performance.timeOrigin + performance.now();
  const desktop = await startBare({ args: ['--data', dataDir, '--world', 'demo'] });
  await desktop.shown();
  const painted = await desktop.page<number>(
    `performance.timeOrigin + (performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? performance.now())`,
  );
  return { desktop, paintedMs: painted - began };
}

async function quit(desktop: BareDesktop): Promise<number> {
  await desktop.main(({ app }) => {
    setTimeout(() => app.quit(), 0);
  });
  const began = performance.now();
  await desktop.ended();
  return performance.now() - began;
}

async function measure(folder: string): Promise<Figure[]> {
  const [first, later, ends, whole, main]: number[][] = [[], [], [], [], []];
  for (let turn = 0; turn < turns; turn += 1) {
    const dataDir = join(folder, `turn-${turn}`);
    const one = await start(dataDir);
    first!.push(one.paintedMs);
    ends!.push(await quit(one.desktop));
    const two = await start(dataDir);
    later!.push(two.paintedMs);
    await new Promise((resolve) => {
      setTimeout(resolve, restMs);
    });
    const memory = await two.desktop.main(({ app }) =>
      app.getAppMetrics().map(({ type, memory: { workingSetSize } }) => ({ type, megabytes: workingSetSize / 1024 })),
    );
    whole!.push(memory.reduce((sum, { megabytes }) => sum + megabytes, 0));
    main!.push(memory.find(({ type }) => type === 'Browser')?.megabytes ?? 0);
    ends!.push(await quit(two.desktop));
  }
  const how = 'Electron 33 of the tests under Xvfb, world demo, new and used data folders in turns';
  return [
    {
      name: 'Desktop start to painted window',
      unit: 'ms',
      value: Math.max(median(first!), median(later!)),
      sense: 'atMost',
      limit: 4_000,
      series: [series('first start, which builds the world', first!), series('later starts', later!)],
      how: `${how}; from starting the process to the page's first contentful paint; the slower median counts.`,
    },
    {
      name: 'Memory of all desktop processes at rest',
      unit: 'MB',
      value: median(whole!),
      sense: 'atMost',
      limit: 700,
      series: [series('all processes, MB', whole!), series('main process, MB', main!)],
      how: `${how}; working sets (app.getAppMetrics) ${restMs / 1000} s after the window shows, pages that processes share counted in each.`,
    },
    {
      name: '退出 to the end of the process',
      unit: 'ms',
      value: median(ends!),
      sense: 'atMost',
      limit: 1_000,
      series: [series('退出 to end', ends!)],
      how: `${how}; window and store open, nothing unsaved.`,
    },
  ];
}

await report(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
});
