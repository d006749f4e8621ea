import { cp, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from '../support/host.ts';
import { projectRoot, type Program } from '../support/program.ts';

const ready = /^\{"ready":true,"url":"([^"]+)"\}$/m;
const asked = ['--port', '0', '--no-open', '--world', 'demo'];

/** Path of the log that a host on this data folder keeps. */
const logOf = (dataDir: string): string => join(dataDir, 'logs', 'desk.log');

/** Cookies by printed address, which admits a browser once. */
const cookies = new Map<string, string>();

/** Asks for an address as the browser does that was admitted. */
async function ask(url: string, path: string): Promise<number> {
  const cookie =
    cookies.get(url) ?? (await fetch(url, { redirect: 'manual' })).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  cookies.set(url, cookie);
  const answer = await fetch(new URL(path, url), { headers: { cookie } });
  await answer.arrayBuffer();
  return answer.status;
}

/** A built program in a folder whose name must not get into a log, with a page file that is gone when it is asked for. */
async function withMissingFile(
  folder: string,
  start: (script: string, args: readonly string[]) => Program,
  dataDir: string,
): Promise<{ program: Program; fail(): Promise<void> }> {
  const copy = join(folder, 'mobile 13812345678');
  await cp(join(projectRoot, 'out'), join(copy, 'out'), { recursive: true });
  await cp(join(projectRoot, 'package.json'), join(copy, 'package.json'));
  await symlink(join(projectRoot, 'node_modules'), join(copy, 'node_modules'));
  await mkdir(dataDir, { recursive: true });
  const program = start(relative(projectRoot, join(copy, 'out/main/host.js')), [...asked, '--data', dataDir]);
  const [, url = ''] = await program.printed(ready);
  await rm(join(copy, 'out/renderer/icon.svg'));
  return {
    program,
    fail: async () => {
      expect(await ask(url, '/icon.svg')).toBe(500);
    },
  };
}

test('an incident of the loopback host lands in its log file, redacted', async ({ dataDir, start }) => {
  const data = join(dataDir, 'data');
  const { program, fail } = await withMissingFile(dataDir, start, data);
  await fail();
  const log = await readFile(logOf(data), 'utf8');
  expect(log).toMatch(/\[info\]\s+host \d+\.\d+\.\d+, Node /);
  expect(log).toMatch(/"place":"web".*"message":"ENOENT: no such file or directory/);
  expect(log).toContain('〔手机号〕');
  expect(log).not.toContain('13812345678');
  expect(log).not.toContain(new URL((ready.exec(program.stdout()) ?? ['', ''])[1]).searchParams.get('token'));
  expect(program.stdout().trim().split('\n')).toHaveLength(1);
  if (process.platform !== 'win32') expect((await stat(logOf(data))).mode & 0o777).toBe(0o600);
});

test('the log file of the loopback host is put aside at 2 MB, and one old one is kept', async ({ dataDir, start }) => {
  await mkdir(join(dataDir, 'logs'));
  await writeFile(logOf(dataDir), 'x'.repeat(2 * 1024 * 1024 + 1));
  const program = start('out/main/host.js', [...asked, '--data', dataDir]);
  await program.printed(ready);
  expect((await stat(join(dataDir, 'logs', 'desk.old.log'))).size).toBe(2 * 1024 * 1024 + 1);
  expect(await readFile(logOf(dataDir), 'utf8')).toMatch(/^\[[^\]]+\] \[info\]\s+host /);
});

const obstacles = [
  { name: 'cannot be made', put: (dataDir: string) => writeFile(join(dataDir, 'logs'), '') },
  ...(process.platform === 'linux'
    ? [
        {
          name: 'is on a full disk',
          put: async (dataDir: string) => {
            await mkdir(join(dataDir, 'logs'));
            await symlink('/dev/full', logOf(dataDir));
          },
        },
      ]
    : []),
];
for (const { name, put } of obstacles) {
  test(`a log folder that ${name} is told once in the terminal and stops nothing`, async ({ dataDir, start }) => {
    const data = join(dataDir, 'data');
    await mkdir(data);
    await put(data);
    const { program, fail } = await withMissingFile(dataDir, start, data);
    await fail();
    await fail();
    expect(program.stderr().match(/日志写不进/g)).toHaveLength(1);
    expect(program.stderr()).toContain('工作台照常运行');
    // What the file could not take is still in the terminal.
    expect(program.stderr().match(/"place":"web"/g)).toHaveLength(2);
    expect(program.stdout().trim().split('\n')).toHaveLength(1);
    expect(await program.stop('SIGTERM')).toBe(0);
  });
}

test('a crash of the loopback host stands in its log file, redacted', async ({ dataDir, start }) => {
  // A fault from outside, once the host is ready: there is none inside that a test could count on.
  const fault = `const write = process.stdout.write.bind(process.stdout);
    process.stdout.write = (text, ...rest) => { if (String(text).includes('"ready":true')) setTimeout(() => { throw new Error('password=Geheim-1'); }); return write(text, ...rest); };`;
  await writeFile(join(dataDir, 'fault.mjs'), fault);
  const program = start('out/main/host.js', [...asked, '--data', dataDir], {
    NODE_OPTIONS: `--import=${pathToFileURL(join(dataDir, 'fault.mjs')).href}`,
  });
  expect(await program.ended()).not.toBe(0);
  const log = await readFile(logOf(dataDir), 'utf8');
  expect(log).toContain('uncaughtException: Error: password=…');
  expect(log).not.toContain('Geheim-1');
});
