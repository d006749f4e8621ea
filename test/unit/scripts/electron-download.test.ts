import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { crc32 } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { modulesDir, root } from '../../../scripts/parts/project.mjs';

type ElectronScript = typeof import('../../../scripts/parts/electron.mjs');

/** Electron's own installer in a clone of its own, and a mirror on this machine that answers as a test says. */
let clone = '';
let parts: ElectronScript;
let mirror: Server;
let address = '';
let asked: string[] = [];
let said = '';
let answer: (response: import('node:http').ServerResponse) => void;

beforeEach(async () => {
  clone = mkdtempSync(join(tmpdir(), 'desk-electron-'));
  cpSync(join(root, 'scripts/parts'), join(clone, 'scripts/parts'), { recursive: true });
  cpSync(join(modulesDir, 'electron'), join(clone, 'node_modules/electron'), {
    recursive: true,
    filter: (file) => !/electron[\\/](?:dist|path\.txt)/.test(file),
  });
  for (const scope of ['@electron', '@electron-internal'])
    symlinkSync(join(modulesDir, scope), join(clone, 'node_modules', scope), 'junction');
  asked = [];
  mirror = createServer((request, response) => {
    asked.push(request.url ?? '');
    answer(response);
  }).listen(0, '127.0.0.1');
  await once(mirror, 'listening');
  const bound = mirror.address();
  address = `http://127.0.0.1:${typeof bound === 'object' && bound ? bound.port : 0}/electron`;
  said = '';
  vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
  vi.stubEnv('electron_config_cache', join(clone, 'cache'));
  for (const name of [
    'ELECTRON_OVERRIDE_DIST_PATH',
    'ELECTRON_MIRROR',
    'npm_config_electron_mirror',
    'NPM_CONFIG_ELECTRON_MIRROR',
  ])
    vi.stubEnv(name, undefined);
  vi.resetModules();
  parts = (await import(pathToFileURL(join(clone, 'scripts/parts/electron.mjs')).href)) as ElectronScript;
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
  mirror.closeAllConnections();
  mirror.close();
  rmSync(clone, { recursive: true, force: true, maxRetries: 3 });
});

/** A ZIP archive of one stored file. */
function zipOf(name: string, content: Buffer): Buffer {
  const file = Buffer.from(name);
  const fields = (size: number): Buffer => {
    const block = Buffer.alloc(size);
    block.writeUInt32LE(crc32(content), 0);
    block.writeUInt32LE(content.length, 4);
    block.writeUInt32LE(content.length, 8);
    block.writeUInt16LE(file.length, 12);
    return block;
  };
  const local = Buffer.concat([
    Buffer.from('504b03040a0000000000000021000000'.slice(0, 28), 'hex'),
    fields(16),
    file,
    content,
  ]);
  const central = Buffer.concat([
    Buffer.from('504b010214030a000000000000002100', 'hex'),
    fields(14),
    Buffer.from('0000000000000000', 'hex'),
    Buffer.from('0000ed81', 'hex'),
    Buffer.alloc(4),
    file,
  ]);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 8);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(central.length, 12);
  end.writeUInt32LE(local.length, 16);
  return Buffer.concat([local, central, end]);
}

const wholeSentence = /请用 npm start -- --electron-mirror 网址 指定一个镜像（.*环境变量 ELECTRON_MIRROR）/;
const artifact = (): string => {
  const { version } = JSON.parse(readFileSync(join(clone, 'node_modules/electron/package.json'), 'utf8')) as {
    version: string;
  };
  return `electron-v${version}-${process.platform}-${process.arch}.zip`;
};

describe('a mirror of Electron', () => {
  it.each([
    {
      name: 'has nothing',
      reply: (response) => {
        response.writeHead(404).end();
      },
      reason: '对方回答 404，没有这个版本',
    },
    {
      name: 'is in trouble',
      reply: (response) => {
        response.writeHead(503).end();
      },
      reason: '对方回答 503',
    },
    {
      name: 'stalls',
      reply: (response) => {
        response.writeHead(200, { 'content-length': 1_000_000 }).write('PK');
      },
      reason: '对方长时间没有发来数据',
    },
    {
      name: 'cuts off',
      reply: (response) => {
        response.writeHead(200, { 'content-length': 1_000_000 }).write('PK', () => {
          response.destroy();
        });
      },
      reason: '连接失败或中断',
    },
    {
      name: 'serves another file',
      reply: (response) => {
        response.end(zipOf('electron', Buffer.from('not Electron')));
      },
      reason: '与校验值不符，已丢弃',
    },
  ] satisfies { name: string; reply: typeof answer; reason: string }[])(
    'that $name is told with its reason and a way on, and is not asked again unasked',
    async ({ reply, reason }) => {
      answer = reply;
      const place = parts.electronMirror(address);
      expect(parts.hasFailedBefore(place)).toBe(false);
      expect(await parts.fetchElectron({ mirror: place, stallMs: 2_000 })).toBeNull();
      expect(said).toContain(reason);
      expect(said).toMatch(wholeSentence);
      expect(asked[0]).toMatch(/^\/electron\/v?\d+\.\d+\.\d+\/electron-v.*\.zip$/);
      expect(parts.findElectron()).toBeNull();
      expect(parts.hasFailedBefore(place)).toBe(true);
      // Another place may have it.
      expect(parts.hasFailedBefore(parts.electronMirror('https://mirror.example/electron/'))).toBe(false);
      expect(parts.hasFailedBefore('')).toBe(false);
    },
    60_000,
  );

  it('that cannot be reached is told, without the password in its address', async () => {
    mirror.close();
    await once(mirror, 'close');
    const place = parts.electronMirror(address.replace('//', '//li:Geheim-1@'));
    expect(await parts.fetchElectron({ mirror: place })).toBeNull();
    expect(said).toMatch(wholeSentence);
    expect(
      said +
        readFileSync(join(clone, '.cache/electron.log'), 'utf8') +
        readFileSync(join(clone, '.cache/electron-failed.json'), 'utf8'),
    ).not.toContain('Geheim-1');
  }, 60_000);

  it('that has it brings a binary, also in place of a broken one', async () => {
    const zip = zipOf(
      process.platform === 'win32'
        ? 'electron.exe'
        : process.platform === 'darwin'
          ? 'Electron.app/Contents/MacOS/Electron'
          : 'electron',
      Buffer.from('a whole one'),
    );
    writeFileSync(
      join(clone, 'node_modules/electron/checksums.json'),
      JSON.stringify({ [artifact()]: createHash('sha256').update(zip).digest('hex') }),
    );
    answer = (response) => {
      response.end(zip);
    };
    mkdirSync(join(clone, 'node_modules/electron/dist'), { recursive: true });
    writeFileSync(join(clone, 'node_modules/electron/dist/rest-of-a-broken-one'), '');
    const file = await parts.fetchElectron({ mirror: parts.electronMirror(`${address}/`), anew: true });
    expect(file).toBe(parts.findElectron());
    expect(readFileSync(file ?? '', 'utf8')).toBe('a whole one');
    expect(existsSync(join(clone, 'node_modules/electron/dist/rest-of-a-broken-one'))).toBe(false);
  }, 60_000);
});

describe('the name of a mirror', () => {
  it('comes from the argument, npm, or the environment, in this order, and ends in a slash', () => {
    expect(parts.electronMirror()).toBe('');
    vi.stubEnv('ELECTRON_MIRROR', 'https://environment.example/e/');
    expect(parts.electronMirror()).toBe('https://environment.example/e/');
    vi.stubEnv('npm_config_electron_mirror', 'https://npm.example/e');
    expect(parts.electronMirror()).toBe('https://npm.example/e/');
    expect(parts.electronMirror('http://argument.example')).toBe('http://argument.example/');
  });

  it.each(['', 'mirror', 'file:///etc', 'ftp://mirror.example/'])('%j is refused in one Chinese sentence', (named) => {
    expect(() => parts.electronMirror(named)).toThrow('Electron 镜像的网址不对');
  });
});
