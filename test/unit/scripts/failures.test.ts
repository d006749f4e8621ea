import { describe, expect, it } from 'vitest';
import { hasDisplay } from '../../../scripts/parts/display.mjs';
import { installFailure } from '../../../scripts/parts/install.mjs';

describe('a failed install', () => {
  it.each([
    ['npm error code ENOSPC\nnpm error nospc ENOSPC: no space left on device, write', '磁盘空间不足'],
    ['npm error code ENOTFOUND\nnpm error network request to a registry failed', '连不上 npm 软件源'],
    ['npm error code ECONNREFUSED', '连不上 npm 软件源'],
    ['npm error code E503', '连不上 npm 软件源'],
    ['npm error code EACCES\nnpm error syscall mkdir', '没有写入 node_modules 的权限'],
    ['npm error code EUSAGE', 'package-lock.json 与 package.json 不一致'],
    ['npm error something else', '安装依赖失败'],
  ])('that printed %j is one Chinese sentence', (output, sentence) => {
    const said = installFailure({ output, timedOut: false, missing: false });
    expect(said).toContain(sentence);
    expect(said).not.toContain('\n');
  });

  it('for want of npm says so', () => {
    expect(installFailure({ output: '', timedOut: false, missing: true })).toContain('找不到 npm');
  });
});

describe('a display', () => {
  it.each([
    ['linux', {}, false],
    ['linux', { DISPLAY: ':0' }, true],
    ['linux', { WAYLAND_DISPLAY: 'wayland-0' }, true],
    ['linux', { WSL_DISTRO_NAME: 'Debian' }, true],
    ['linux', { SSH_CONNECTION: 'x', DISPLAY: 'localhost:10' }, true],
    ['win32', {}, true],
    ['darwin', {}, true],
    ['darwin', { SSH_CONNECTION: 'x' }, false],
  ] as const)('on %s with %j: %s', (platform, env, wanted) => {
    expect(hasDisplay(platform, env)).toBe(wanted);
  });
});
