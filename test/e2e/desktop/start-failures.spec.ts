import { chmod, mkdir, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/bare-desktop.ts';
import { startProgram } from '../support/program.ts';

/** The message box waits for a hand; the same sentence stands on standard error. */
const sentences = (stderr: string): string[] => stderr.split('\n').filter((line) => /[\u4e00-\u9fff]/.test(line));

test('a relative --data is the folder beside whoever typed it', async ({ bare, folder }) => {
  const desktop = await bare({ args: ['--data', 'here', '--world', 'demo'], cwd: folder });
  await desktop.shown();
  expect(await readdir(join(folder, 'here'))).toEqual(expect.arrayContaining(['desktop', 'worlds']));
  expect(await desktop.main(({ app }) => app.getPath('userData'))).toBe(join(folder, 'here/desktop'));
  expect(await desktop.main(({ app }) => app.getPath('crashDumps'))).toBe(join(folder, 'here/desktop/crashes'));
});

for (const [name, args, sentence] of [
  ['an unknown world', ['--world', 'mars'], '没有名为“mars”的演示环境'],
  ['--world without a name', ['--world'], '--world 后面要写演示环境的名称'],
  ['an empty --data', ['--data='], '--data 后面要写数据文件夹'],
] as const) {
  test(`${name} is told in one Chinese line`, async ({ bare, folder }) => {
    const desktop = await bare({ args: [...(args[0].startsWith('--data') ? [] : ['--data', folder]), ...args] });
    await expect.poll(() => sentences(desktop.stderr())).toEqual([expect.stringContaining(sentence)]);
    // The program waits with its message box and has no window behind it.
    expect(desktop.child.exitCode).toBeNull();
  });
}

test('a data folder that is a file is told', async ({ bare, folder }) => {
  const file = join(folder, 'note.txt');
  await writeFile(file, 'x');
  const desktop = await bare({ args: ['--data', file] });
  await expect.poll(() => sentences(desktop.stderr())).toEqual(['--data 指的不是文件夹，请换一个文件夹。']);
});

test('a data folder that cannot be written is told', async ({ bare, folder }) => {
  const closed = join(folder, 'closed');
  await mkdir(closed);
  await chmod(closed, 0o500);
  const desktop = await bare({ args: ['--data', closed] });
  await expect.poll(() => sentences(desktop.stderr())).toEqual([expect.stringContaining('没有写入数据文件夹的权限')]);
  await chmod(closed, 0o700);
});

test('a full disk at the start is told', async ({ bare, folder }) => {
  const small = join(folder, 'small');
  await mkdir(small);
  // A disk of 64 kB with 48 kB on it, seen by this program alone.
  const desktop = await bare({
    args: ['--data', small],
    through: [
      'unshare',
      '--user',
      '--map-root-user',
      '--mount',
      'sh',
      '-c',
      'mount -t tmpfs -o size=64k tmpfs "$0" && head -c 49152 /dev/zero > "$0/filler" && exec "$@"',
      small,
    ],
  });
  await expect.poll(() => sentences(desktop.stderr())).toEqual(['磁盘空间不足，请腾出空间后再启动。']);
});

test('a data folder that the browser host has open is told in the page', async ({ bare, folder }) => {
  const host = startProgram('out/main/host.js', ['--port', '0', '--data', folder, '--world', 'demo', '--no-open']);
  try {
    await host.printed(/"ready":true/);
    const desktop = await bare({ args: ['--data', folder, '--world', 'demo'] });
    await desktop.shown();
    await expect.poll(() => desktop.page('document.body.innerText')).toMatch(/正由另一个|其他程序/);
  } finally {
    await host.stop();
  }
});
