import { execFile } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const scripts = join(import.meta.dirname, '../../../scripts');
/** What stands behind their names is another program's: electron-builder, vitest, nothing. */
const passing = ['package.mjs', 'vitest.mjs', 'build.mjs'];
const commands = (await readdir(scripts)).filter((name) => name.endsWith('.mjs') && !passing.includes(name));

describe('every command', () => {
  it.each(commands)('%s ends with one sentence for an option that it does not have', async (name) => {
    const ended = await promisify(execFile)(process.execPath, [join(scripts, name), '--no-such-option']).then(
      () => ({ code: 0, stderr: '' }),
      (error: unknown) => error as { code: number; stderr: string },
    );
    expect(ended).toMatchObject({ code: 2, stderr: '参数“--no-such-option”不对，请用 --help 查看可用的参数。\n' });
  });
});
