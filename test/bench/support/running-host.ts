import { readFile } from 'node:fs/promises';
import { chromium, type Browser } from '@playwright/test';
import { findChromium } from '../../../scripts/parts/chromium.mjs';
import { hostFlags } from '../../../scripts/parts/project.mjs';
import { startProgram, type Program } from '../../e2e/support/program.ts';

/** A loopback host as built, started for a bench. */
export interface BenchHost {
  url: string;
  program: Program;
  /** From the start of the process to its ready line, in milliseconds. */
  readyMs: number;
}

/** Starts the built host on a world, with the options of Node that `npm run host` gives it. @param limitMs a world is built at its first start */
export async function startHost(dataDir: string, world: string, limitMs = 170_000): Promise<BenchHost> {
  const began = performance.now();
  const program = startProgram('out/main/host.js', ['--port', '0', '--data', dataDir, '--no-open', '--world', world], {
    NODE_OPTIONS: hostFlags.join(' '),
  });
  const [line] = await program.printed(/^\{"ready":true.*\}$/m, limitMs);
  const readyMs = performance.now() - began;
  return { url: (JSON.parse(line) as { url: string }).url, program, readyMs };
}

/** The browser of the end-to-end tests, without anything that talks to the outside. */
export async function startBrowser(): Promise<Browser> {
  const executablePath = await findChromium();
  return chromium.launch({
    ...(executablePath === null ? {} : { executablePath }),
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}

/** Resident memory of a process in MB, now and at its highest (Linux). */
export async function memoryOf(program: Program): Promise<{ now: number; highest: number }> {
  const status = await readFile(`/proc/${program.child.pid ?? 0}/status`, 'utf8');
  const megabytes = (name: string): number => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1]) / 1024;
  return { now: megabytes('VmRSS'), highest: megabytes('VmHWM') };
}
