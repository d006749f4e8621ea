import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/host.ts';

// What npm start does with a desktop that cannot run. The display is one that nothing is behind: no window can open.
const display = { DISPLAY: ':987' };

test('npm start with a broken desktop says so, or as root that it may not, and never opens nothing without a word', async ({
  dataDir,
  start,
}) => {
  const dist = join(dataDir, 'dist');
  await mkdir(dist);
  const name =
    process.platform === 'win32'
      ? 'electron.exe'
      : process.platform === 'darwin'
        ? 'Electron.app/Contents/MacOS/Electron'
        : 'electron';
  await mkdir(join(dist, name, '..'), { recursive: true });
  await writeFile(join(dist, name), 'half a pro', { mode: 0o755 });
  const program = start(
    'scripts/start.mjs',
    ['--electron', '--no-open', '--port', '0', '--data', join(dataDir, 'data')],
    { ...display, ELECTRON_OVERRIDE_DIST_PATH: dist },
  );
  if (process.platform === 'linux' && process.getuid?.() === 0) {
    await program.printed(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/);
    expect(program.stderr()).toContain(
      '以 root 身份不能安全地打开桌面程序，请改用普通用户执行 npm start。现在改用浏览器打开，数据与桌面程序是同一份。\n',
    );
    expect(await program.stop('SIGTERM')).toBe(0);
  } else {
    expect(await program.ended()).toBe(1);
    expect(program.stderr()).toContain('ELECTRON_OVERRIDE_DIST_PATH 指的桌面组件不能用');
  }
});

test('npm start without a display says so, and that the data are the same', async ({ dataDir, start }) => {
  const program = start('scripts/start.mjs', ['--data', dataDir]);
  await program.printed(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/);
  if (process.platform === 'linux')
    expect(program.stderr()).toContain(
      '没有可用的桌面显示（远程登录，或没有图形界面），改用本机网页方式，数据与桌面程序是同一份。\n',
    );
  expect(await program.stop('SIGTERM')).toBe(0);
});

test('npm start refuses the address of a mirror that is none, in one sentence', async ({ dataDir, start }) => {
  const program = start('scripts/start.mjs', ['--electron-mirror', 'mirror', '--data', dataDir]);
  expect(await program.ended()).toBe(2);
  expect(program.stderr()).toBe(
    'Electron 镜像的网址不对，要以 https:// 开头、以版本文件夹的上一级结尾；请改正 --electron-mirror 或 ELECTRON_MIRROR 后再试。\n',
  );
});
