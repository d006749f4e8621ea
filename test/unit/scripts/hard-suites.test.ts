import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '../../..');

it('every size that a hard suite reads is set by the command that runs it in full', () => {
  const command = readFileSync(join(root, 'scripts/parts/run-hard.mjs'), 'utf8');
  const asked = ['test/durability', 'test/trust', 'test/fuzz'].flatMap((folder) => {
    expect(command, folder).toContain(`'${folder}'`);
    return readdirSync(join(root, folder))
      .filter((name) => name.endsWith('.ts'))
      .flatMap((name) => [...readFileSync(join(root, folder, name), 'utf8').matchAll(/DESK_(?:TRUST|FUZZ)\w*/g)])
      .map(([name]) => name);
  });
  expect([...new Set(asked)].sort()).toEqual(['DESK_FUZZ_CALLS', 'DESK_TRUST', 'DESK_TRUST_FLIPS', 'DESK_TRUST_KILLS']);
  for (const name of asked) expect(command).toMatch(new RegExp(`\\b${name}:`));
});
