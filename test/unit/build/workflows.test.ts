import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { validateWorkflow } from '@action-validator/core';
import { expect, test } from 'vitest';

const folder = join(import.meta.dirname, '../../../.github/workflows');
const texts = async (): Promise<[string, string][]> =>
  Promise.all(
    (await readdir(folder))
      .sort()
      .map(async (name): Promise<[string, string]> => [name, await readFile(join(folder, name), 'utf8')]),
  );

test('workflows are what the schema of workflows allows', async () => {
  const found = await texts();
  expect(found.map(([name]) => name)).toEqual(['release.yml', 'test.yml']);
  for (const [name, text] of found) expect(validateWorkflow(text).errors, name).toEqual([]);
  // The check itself sees a fault.
  expect(validateWorkflow(found[0]![1].replace('runs-on:', 'runs-un:')).errors).not.toEqual([]);
});

test('workflows may read and no more, but for the job that attaches packages; no password is left in a clone', async () => {
  for (const [name, text] of await texts()) {
    expect(text, name).toMatch(/^permissions:\n {2}contents: read\n/m);
    expect(text.match(/actions\/checkout@/g)?.length, name).toBe(text.match(/persist-credentials: false/g)?.length);
    // A title or branch that somebody else chose is never part of a command.
    expect(text, name).not.toMatch(/run:.*\$\{\{/);
  }
  expect((await texts()).map(([, text]) => text.match(/contents: write/g)?.length ?? 0)).toEqual([1, 0]);
});

test('Node is tested in every version that package.json allows, on the three systems', async () => {
  const text = await readFile(join(folder, 'test.yml'), 'utf8');
  expect(text).toMatch(/os: \[ubuntu-[\d.]+, windows-\d+, macos-\d+\]/);
  expect(text).toMatch(/node: \['20\.19', '22', '24'\]/);
});
