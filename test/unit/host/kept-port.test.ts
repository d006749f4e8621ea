import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { keepPort, keptPort } from '../../../src-main/hosts/web/kept-port.ts';

it('the port of the last start is kept with its data folder; a note that is none is passed over', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-port-'));
  try {
    expect(await keptPort(folder)).toBe(0);
    await keepPort(folder, 41_234);
    expect(await keptPort(folder)).toBe(41_234);
    for (const spoilt of ['', '80', '70000', '-1', '41234 x', 'x'.repeat(1000)]) {
      await writeFile(join(folder, 'loopback-port'), spoilt);
      expect(await keptPort(folder), spoilt.slice(0, 9)).toBe(0);
    }
    await keepPort(join(folder, 'not there'), 41_234);
    expect(await keptPort(join(folder, 'not there'))).toBe(0);
  } finally {
    await rm(folder, { recursive: true });
  }
});
