import { readdir, readFile, stat } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';

/** One file of the built renderer, found only by its address. */
export interface RendererFile {
  /** Address path, `/assets/index-1a2b3c4d.js`. */
  path: string;
  contentType: string;
  /** Its name contains a hash of its content, so it may be cached forever. */
  immutable: boolean;
  size: number;
  read(): Promise<Buffer>;
}

const contentTypes: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.json': 'application/json',
  '.woff2': 'font/woff2',
  '.webmanifest': 'application/manifest+json',
  '.wasm': 'application/wasm',
};

/** Folder of the built renderer, beside the bundle or below the project; the error says how to build it. */
export function rendererFolder(): string {
  const candidates = ['../renderer', '../../renderer', '../out/renderer', '../../out/renderer'].map((path) =>
    join(import.meta.dirname, path),
  );
  const found = candidates.find((folder) => existsSync(join(folder, 'index.html')));
  if (!found) throw new Error('没有找到界面文件。请先运行 npm run build，再启动程序。');
  return found;
}

/**
 * Lists a folder once. A request looks its address up in this map, so it can reach no file that was not
 * listed: there is no path to traverse.
 */
export async function listRendererFiles(folder: string): Promise<Map<string, RendererFile>> {
  const files = new Map<string, RendererFile>();
  await collect(folder, '', files);
  const index = files.get('/index.html');
  if (index) files.set('/', index);
  return files;
}

// Not `recursive: true`: inside an ASAR archive Electron supports plain listings only.
async function collect(folder: string, address: string, files: Map<string, RendererFile>): Promise<void> {
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    const file = join(folder, entry.name);
    const path = `${address}/${entry.name}`;
    if (entry.isDirectory()) await collect(file, path, files);
    const contentType = contentTypes[extname(entry.name)];
    // A symbolic link is not a file here: it could lead anywhere.
    if (!entry.isFile() || !contentType) continue;
    const immutable = /^\/assets\/.+-[\w-]{8}\.\w+$/.test(path);
    files.set(path, { path, contentType, immutable, size: (await stat(file)).size, read: () => readFile(file) });
  }
}
