import { describe, expect, it } from 'vitest';
import { defaultDataDir, formerDesktopDir } from '../../../src-main/hosts/data-folder.ts';
import { startFailure } from '../../../src-main/hosts/host-failure.ts';
import { parseHostOptions, UsageError } from '../../../src-main/hosts/host-options.ts';

describe('arguments of the loopback host', () => {
  it('takes any free port, the usual folder and the last workplace unless told otherwise', () => {
    expect(parseHostOptions([])).toEqual({
      port: null,
      dataDir: defaultDataDir(),
      world: null,
      open: true,
      help: false,
    });
  });

  it('reads every option in either spelling', () => {
    const expected = { port: 65_535, dataDir: '/somewhere', world: 'demo', open: false, help: false };
    expect(parseHostOptions(['--port', '65535', '--data', '/somewhere', '--world', 'demo', '--no-open'])).toEqual(
      expected,
    );
    expect(parseHostOptions(['--port=65535', '--data=/somewhere', '--world=demo', '--no-open'])).toEqual(expected);
  });

  it.each([
    [['--port', '65536'], '端口“65536”不对'],
    [['--port', '-1'], '参数“--port'],
    [['--port=-1'], '端口“-1”不对'],
    [['--port', ''], '端口“”不对'],
    [['--port', '8 0'], '端口“8 0”不对'],
    [['--port'], '参数“--port'],
    [['--world', ''], '--world 后面要写演示环境的名称'],
    [['--data', ''], '--data 后面要写数据文件夹'],
    [['--unknown'], '参数“--unknown”不对'],
    [['demo'], '参数“demo”不对'],
    [['--no-open=yes'], '参数“--no-open”不对'],
  ])('refuses %j in one Chinese sentence', (argv, sentence) => {
    expect(() => parseHostOptions(argv)).toThrow(UsageError);
    expect(() => parseHostOptions(argv)).toThrow(sentence);
  });
});

describe('the default data folder', () => {
  it.each([
    [
      'win32',
      { APPDATA: 'C:\\Users\\li\\AppData\\Roaming' },
      'C:\\Users\\li',
      'C:\\Users\\li\\AppData\\Roaming\\agency-desk',
    ],
    ['win32', {}, 'C:\\Users\\li', 'C:\\Users\\li\\AppData\\Roaming\\agency-desk'],
    ['darwin', {}, '/Users/li', '/Users/li/Library/Application Support/agency-desk'],
    ['linux', { XDG_DATA_HOME: '/data/li' }, '/home/li', '/data/li/agency-desk'],
    ['linux', { XDG_DATA_HOME: 'relative' }, '/home/li', '/home/li/.local/share/agency-desk'],
    ['linux', { XDG_DATA_HOME: '' }, '/home/li', '/home/li/.local/share/agency-desk'],
  ] as const)('on %s with %j', (platform, env, home, expected) => {
    expect(defaultDataDir(platform, env, home)).toBe(expected);
  });
});

describe('the place of the desktop before both hosts shared one', () => {
  it.each([
    [
      'win32',
      { APPDATA: 'C:\\Users\\li\\AppData\\Roaming' },
      'C:\\Users\\li',
      'C:\\Users\\li\\AppData\\Roaming\\agency-desk',
    ],
    ['darwin', {}, '/Users/li', '/Users/li/Library/Application Support/agency-desk'],
    ['linux', { XDG_CONFIG_HOME: '/config/li', XDG_DATA_HOME: '/data/li' }, '/home/li', '/config/li/agency-desk'],
    ['linux', { XDG_CONFIG_HOME: 'relative' }, '/home/li', '/home/li/.config/agency-desk'],
  ] as const)('on %s with %j', (platform, env, home, expected) => {
    expect(formerDesktopDir(platform, env, home)).toBe(expected);
  });
});

describe('why a host did not start', () => {
  const systemError = (fields: object): Error => Object.assign(new Error('listen failed'), fields);

  it.each([
    [systemError({ code: 'EADDRINUSE', syscall: 'listen', port: 8080 }), '端口 8080 已被其他程序占用'],
    [systemError({ code: 'EACCES', syscall: 'listen', port: 80 }), '没有权限使用端口 80'],
    [systemError({ code: 'EACCES', syscall: 'mkdir' }), '没有写入数据文件夹的权限'],
    [systemError({ code: 'ENOSPC', syscall: 'write' }), '磁盘空间不足'],
    [systemError({ code: 'SQLITE_FULL' }), '磁盘空间不足'],
    [systemError({ code: 'ENOTDIR', syscall: 'mkdir' }), '--data 指的不是文件夹'],
    [new Error('odd'), '本机服务没能启动，请把这一行交给维护人员：odd'],
  ])('%o is one Chinese sentence', (error, sentence) => {
    expect(startFailure(error)).toContain(sentence);
    expect(startFailure(error)).not.toContain('\n');
  });
});
