import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const renderer = resolve(import.meta.dirname, '../../../../../src-renderer');

it('every screen that shows the last day to file says 预计 where no notice has named it', () => {
  const shows = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.vue'))
    .map((name) => ({ name, text: readFileSync(join(renderer, name), 'utf8') }))
    // The day of a report to the tax authority follows from the agreement, and from no notice.
    .filter(({ text }) => /(?<!report)\.dueDay\b/u.test(text));
  expect(shows.length).toBeGreaterThanOrEqual(2);
  for (const { name, text } of shows)
    expect(text, name).toMatch(/v-if="\w+\.dueExpected"[^>]*>\{\{ t\('client\.expected'\)/u);
});
