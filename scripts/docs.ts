/**
 * Writes every generated page of docs/: `npm run docs`. A generator is a file of scripts/docs/ that exports `page`; docs/rules.md comes last, because
 * its tests are listed by the runners.
 */
import { readdir, writeFile } from 'node:fs/promises';
import type { GeneratedPage } from './docs/generated.ts';
import { listTests } from './parts/list-tests.mjs';
import { rulesMarkdown, rulesPage } from './parts/rules-page.mjs';
import { readRules } from './parts/rules.mjs';

const folder = new URL('docs/', import.meta.url);
const names = (await readdir(folder)).filter((name) => name.endsWith('.ts')).toSorted();
for (const name of names) {
  const { page } = (await import(new URL(name, folder).href)) as { page?: GeneratedPage };
  if (!page) continue;
  await writeFile(new URL(`../${page.file}`, import.meta.url), await page.content());
  process.stdout.write(`${page.file}\n`);
}

// A minute or two: both runners load every file of tests. `--quick` leaves it out.
if (!process.argv.includes('--quick')) {
  await writeFile(rulesPage, rulesMarkdown(readRules(), await listTests()));
  process.stdout.write('docs/rules.md\n');
}
