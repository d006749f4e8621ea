import { readFile, stat } from 'node:fs/promises';
import { describe, expect, test, vi } from 'vitest';
import { Entries, entryLifetime } from '../../../src-main/hosts/web/entries.ts';
import { handOver } from '../../../src-main/hosts/web/hand-over.ts';

describe('addresses that admit a browser', () => {
  test('each once; a made one runs out, the printed one does not', () => {
    let now = 0;
    const entries = new Entries('printed', () => now);
    const used = vi.fn<() => void>();
    const [made, late] = [entries.make(used), entries.make()];
    expect(made).toMatch(/^[\w-]{43}$/);
    expect(entries.use('strange')).toBe('unknown');
    expect([entries.use(made), entries.use(made)]).toEqual(['admitted', 'used']);
    expect(used).toHaveBeenCalledOnce();
    now = entryLifetime;
    expect(entries.use(late)).toBe('used');
    now = 100 * entryLifetime;
    expect([entries.use('printed'), entries.use('printed')]).toEqual(['admitted', 'used']);
  });
});

describe('the page that hands an address over to the browser', () => {
  test('is readable by its owner only, names the address, and is gone when it is removed', async () => {
    const address = 'http://127.0.0.1:4100/?token=abc-DEF_1';
    const { file, remove } = await handOver(address);
    if (process.platform !== 'win32') expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect(await readFile(file, 'utf8')).toContain(`content="0;url=${address}"`);
    expect(file).not.toContain('abc-DEF_1');
    await remove();
    await expect(stat(file)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
