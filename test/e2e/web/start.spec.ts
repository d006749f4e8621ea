import { createServer } from 'node:net';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '../support/web.ts';

test('the built host serves the page', async ({ page, host }) => {
  await page.goto(host.url);
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
});

test('the ready line is all that the host prints on stdout', async ({ loopback: host }) => {
  expect(JSON.parse(host.program.stdout())).toEqual({ ready: true, url: host.url });
  expect(host.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/\?token=[\w-]{20,}$/);
});

test('npm run host ends cleanly on Ctrl C', async ({ dataDir, start }) => {
  const program = start('scripts/host.mjs', ['--no-open', '--port', '0', '--data', dataDir]);
  await program.printed(/^\{"ready":true,"url":"http:\/\/127\.0\.0\.1:\d+\/\?token=[^"]+"\}\n$/);
  expect(await program.stop('SIGINT')).toBe(0);
});

test('npm start without a display prints the address, stays up, and ends cleanly', async ({ dataDir, page, start }) => {
  const program = start('scripts/start.mjs', ['--port', '0', '--data', dataDir, '--world', 'demo']);
  const [url] = await program.printed(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/);
  await page.goto(url);
  await expect(page.getByText('代理机构工作台').first()).toBeVisible();
  expect(program.child.exitCode).toBeNull();
  expect(await program.stop('SIGTERM')).toBe(0);
});

test('a host whose start script is killed does not stay behind', async ({ dataDir, start }) => {
  const program = start('scripts/start.mjs', ['--no-open', '--port', '0', '--data', dataDir]);
  const [url] = await program.printed(/http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/);
  await program.stop('SIGKILL');
  await expect
    .poll(() =>
      fetch(url).then(
        () => 'up',
        () => 'down',
      ),
    )
    .toBe('down');
});

const refusals = [
  {
    name: 'a port out of range',
    args: ['--port', '70000'],
    code: 2,
    sentence: '端口“70000”不对，请写 0 到 65535 之间的整数，0 表示自动选择。',
  },
  {
    name: 'a port that is no number',
    args: ['--port', 'abc'],
    code: 2,
    sentence: '端口“abc”不对，请写 0 到 65535 之间的整数，0 表示自动选择。',
  },
  {
    name: 'an unknown world',
    args: ['--no-open', '--world', 'nowhere'],
    code: 1,
    sentence: '没有名为“nowhere”的演示环境。可用的有：demo、large。',
  },
  {
    name: 'an unknown option',
    args: ['--wrold', 'demo'],
    code: 2,
    sentence: '参数“--wrold”不对，请用 --help 查看可用的参数。',
  },
];
for (const script of ['scripts/start.mjs', 'scripts/host.mjs']) {
  for (const { name, args, code, sentence } of refusals) {
    test(`${script} refuses ${name} in one sentence`, async ({ dataDir, start }) => {
      const program = start(script, [...args, '--data', dataDir]);
      expect(await program.ended()).toBe(code);
      expect(program.stderr().trimEnd().split('\n').at(-1)).toBe(sentence);
      expect(program.stdout()).toBe('');
    });
  }

  test(`${script} says that a port is taken`, async ({ dataDir, start }) => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const program = start(script, ['--no-open', '--port', String(port), '--data', dataDir]);
    expect(await program.ended()).toBe(1);
    expect(program.stderr().trimEnd().split('\n').at(-1)).toBe(
      `端口 ${port} 已被其他程序占用，请用 --port 换一个端口，或用 --port 0 自动选择。`,
    );
    other.close();
  });

  test(`${script} --help explains in Chinese`, async ({ start }) => {
    const program = start(script, ['--help']);
    expect(await program.ended()).toBe(0);
    expect(program.stdout()).toContain('用法：npm');
    for (const option of ['--world', '--data', '--port', '--no-open', '--help'])
      expect(program.stdout()).toContain(option);
  });
}

test('a data folder that is a file is refused in one sentence', async ({ dataDir, start }) => {
  const file = join(dataDir, 'a-file');
  await writeFile(file, '');
  const program = start('out/main/host.js', ['--no-open', '--data', join(file, 'below')]);
  expect(await program.ended()).toBe(1);
  expect(program.stderr()).toBe('--data 指的不是文件夹，请换一个文件夹。\n');
});
