import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { GeneratedPage } from '../../../scripts/docs/generated.ts';

const root = join(import.meta.dirname, '../../..');
const names = (await readdir(join(root, 'scripts/docs'))).filter((name) => name.endsWith('.ts')).toSorted();
const modules = await Promise.all(
  names.map(async (name) => (await import(join(root, 'scripts/docs', name))) as { page?: GeneratedPage }),
);
const pages = modules.flatMap(({ page }) => (page ? [page] : []));

describe('generated documentation', () => {
  it.each(pages.map((page) => [page.file, page] as const))(
    '%s is as `npm run docs` writes it',
    async (file, page) => {
      expect(await readFile(join(root, file), 'utf8')).toBe(await page.content());
    },
    60_000,
  );

  it('says why, wherever no permission function is asked', async () => {
    for (const page of pages) expect(await page.content()).not.toMatch(/\*\*(?:names no access|no function)/);
  });
});
