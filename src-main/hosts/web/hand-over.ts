import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { plainPage } from './pages.ts';

/** Milliseconds after which the browser is not expected any more. */
const keptFor = 60_000;

/** A page on disk that leads a browser to an address. Only its owner can read it, and the address is in no command line. */
export interface HandOver {
  file: string;
  remove(): Promise<void>;
}

/** @param address contains only URL characters; @returns the page, deleted after a minute */
export async function handOver(address: string): Promise<HandOver> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-open-'));
  const file = join(folder, 'open.html');
  const escaped = new URL(address).href.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;');
  await writeFile(
    file,
    plainPage(
      '代理机构工作台',
      [`正在打开，<a href="${escaped}">没有自动打开时请点这里</a>。`],
      `<meta http-equiv="refresh" content="0;url=${escaped}">`,
    ),
    { mode: 0o600 },
  );
  const remove = async (): Promise<void> => {
    clearTimeout(timer);
    await rm(folder, { recursive: true, force: true });
  };
  const timer = setTimeout(() => {
    void remove();
  }, keptFor);
  timer.unref();
  return { file, remove };
}
