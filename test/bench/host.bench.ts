/** How long the built host takes to be ready on the world `demo`, and how much script its sign-in page loads. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect } from '@playwright/test';
import { Desk } from '../e2e/flows/desk.ts';
import { interleaved, median, report, series, type Figure } from './support/figure.ts';
import { startBrowser, startHost } from './support/running-host.ts';

async function ready(dataDir: string): Promise<number> {
  const { program, readyMs } = await startHost(dataDir, 'demo');
  await program.stop();
  return readyMs;
}

async function starts(folder: string): Promise<Figure> {
  const used = join(folder, 'used');
  await ready(used);
  const times = await interleaved(
    {
      first: (turn) => ready(join(folder, `new-${turn}`)),
      later: () => ready(used),
    },
    { turns: Number(process.env['TURNS'] ?? 9), warm: 1 },
  );
  return {
    name: 'Loopback host ready after its start, world demo',
    unit: 'ms',
    value: Math.max(median(times.first), median(times.later)),
    sense: 'atMost',
    limit: 1500,
    series: [series('first start, which builds the world', times.first), series('later starts', times.later)],
    how: 'From starting the process (as built) to its ready line, on new and on used data folders in turns; the slower median counts.',
  };
}

async function firstPage(folder: string): Promise<Figure> {
  const { program, url } = await startHost(join(folder, 'used'), 'demo');
  const browser = await startBrowser();
  try {
    const page = await browser.newPage();
    const scripts = new Map<string, Promise<number>>();
    page.on('response', (response) => {
      const isScript =
        response.request().resourceType() === 'script' ||
        (response.headers()['content-type'] ?? '').includes('javascript');
      if (isScript)
        scripts.set(
          response.url(),
          response.body().then((body) => gzipSync(body).length),
        );
    });
    await page.goto(url);
    await expect(new Desk(page).signIn.step('机构账号')).toBeVisible();
    await page.waitForLoadState('networkidle');
    const sizes = await Promise.all(scripts.values());
    const kilobytes = sizes.reduce((sum, size) => sum + size, 0) / 1000;
    return {
      name: 'Script of the sign-in page, gzipped',
      unit: 'kB',
      value: kilobytes,
      sense: 'atMost',
      limit: 400,
      series: [
        series(
          `${sizes.length} files, kB each`,
          sizes.map((size) => size / 1000),
        ),
      ],
      how: 'Every script that Chromium loads until the sign-in page is shown and the network is quiet, prefetched ones too; each gzipped by itself.',
    };
  } finally {
    await browser.close();
    await program.stop();
  }
}

await report(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    return [await starts(folder), await firstPage(folder)];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
