import { chmodSync, copyFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { desktopFailure, electronFault } from '../../../scripts/parts/desktop-failure.mjs';
import { runDesktop } from '../../../scripts/parts/open-program.mjs';
import { isWholeProgram } from '../../../scripts/parts/program-file.mjs';

describe('why a desktop did not start', () => {
  it.each([
    [
      {
        code: 127,
        output:
          'electron: error while loading shared libraries: libnss3.so: cannot open shared object file: No such file or directory',
      },
      '系统缺少桌面程序要用的 libnss3.so，请让管理员安装（Debian、Ubuntu：libnss3）',
    ],
    [
      {
        code: 127,
        output: 'electron: error while loading shared libraries: libodd.so.1: cannot open shared object file',
      },
      '系统缺少桌面程序要用的 libodd.so.1，请让管理员安装后再试',
    ],
    [
      {
        code: 133,
        output: '[FATAL:zygote_host_impl_linux.cc(127)] No usable sandbox! If you are running on Ubuntu 23.10+',
      },
      'user namespace',
    ],
    [
      {
        code: 133,
        output:
          'FATAL:setuid_sandbox_host.cc The SUID sandbox helper binary was found, but is not configured correctly.',
      },
      'user namespace',
    ],
    [{ code: 1, output: '[ERROR:ozone_platform_x11.cc(240)] Missing X server or $DISPLAY' }, '连不上显示'],
    [{ code: null, error: 'EACCES', output: '' }, '没有执行权限'],
    [{ code: null, error: 'ENOEXEC', output: '' }, '文件不完整，或者不是给这台电脑的处理器用的'],
    [{ code: null, error: 'UNKNOWN', output: '' }, '文件不完整'],
    [{ code: null, error: 'Unknown system error -86', output: '' }, '文件不完整'],
    [{ code: 135, output: '' }, '文件不完整'],
    [
      { code: 3, output: 'first\nAssertion failed: odd\n' },
      '桌面程序没能启动（退出码 3），它最后说的是：Assertion failed: odd',
    ],
    [{ code: 7, output: '' }, '桌面程序没能启动（退出码 7）'],
  ])('%j is one Chinese sentence', (ending, sentence) => {
    const said = desktopFailure(ending).sentence;
    expect(said).toContain(sentence);
    expect(said).not.toContain('\n');
  });
});

/** A Windows program of one section of 512 bytes, as far as its headers go. */
function windowsProgram(machine: number, size: number): Buffer {
  const file = Buffer.alloc(size);
  file.write('MZ');
  file.writeUInt32LE(128, 60);
  file.write('PE\0\0', 128);
  file.writeUInt16LE(machine, 132);
  file.writeUInt16LE(1, 134);
  file.writeUInt16LE(240, 148);
  file.writeUInt32LE(512, 128 + 24 + 240 + 16);
  file.writeUInt32LE(512, 128 + 24 + 240 + 20);
  return file;
}

describe('a file that is to be a program of Windows', () => {
  it.each([
    ['whole', windowsProgram(0x8664, 1024), 'x64', true],
    ['whole, on Arm', windowsProgram(0x8664, 1024), 'arm64', true],
    ['for Arm, on Arm', windowsProgram(0xaa64, 1024), 'arm64', true],
    ['for Arm', windowsProgram(0xaa64, 1024), 'x64', false],
    ['for 32 bits', windowsProgram(0x14c, 1024), 'x64', false],
    ['cut off', windowsProgram(0x8664, 1023), 'x64', false],
    ['a page of a proxy', Buffer.from('<html>'.repeat(50)), 'x64', false],
    ['empty', Buffer.alloc(0), 'x64', false],
  ])('%s', (_what, content, arch, wanted) => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-program-'));
    const file = join(folder, 'electron.exe');
    writeFileSync(file, content);
    expect(isWholeProgram(file, 'win32', arch)).toBe(wanted);
    rmSync(folder, { recursive: true });
  });
});

// Real broken binaries; the loader of each other system says it in its own words, of which the list above has samples.
if (process.platform === 'linux') {
  const folder = mkdtempSync(join(tmpdir(), 'desk-broken-'));
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });
  const whole = readFileSync('/bin/true');
  const made = (name: string, content: Buffer): string => {
    const file = join(folder, name);
    writeFileSync(file, content);
    chmodSync(file, 0o755);
    return file;
  };
  /** The same program for another processor: ELF's field e_machine says which. */
  const foreign = (): Buffer => {
    const copy = Buffer.from(whole);
    copy.writeUInt16LE(process.arch === 'arm64' ? 62 : 183, 18);
    return copy;
  };
  const withoutLibrary = (): Buffer =>
    Buffer.from(whole.toString('latin1').replace('libc.so.6', 'libq.so.6'), 'latin1');
  const notMarked = (): string => {
    const file = join(folder, 'not-marked');
    copyFileSync('/bin/true', file);
    chmodSync(file, 0o644);
    return file;
  };

  describe('a binary of the desktop', () => {
    it.each([
      ['cut off after its first page', () => made('cut', whole.subarray(0, 4096)), '文件不完整', true],
      ['cut off within its header', () => made('header', whole.subarray(0, 40)), '文件不完整', true],
      ['cut off before its last byte', () => made('last', whole.subarray(0, -1)), '文件不完整', true],
      ['empty', () => made('empty', Buffer.alloc(0)), '文件不完整', true],
      [
        'that is a page of a proxy',
        () => made('page', Buffer.from('<html><body>Blocked</body></html>')),
        '文件不完整',
        true,
      ],
      ['for another processor', () => made('foreign', foreign()), '文件不完整', true],
      ['that is not marked as a program', notMarked, '没有执行权限', true],
      [
        'whose library the system lacks',
        () => made('library', withoutLibrary()),
        '系统缺少桌面程序要用的 libq.so.6',
        false,
      ],
    ] as const)('%s is found out before and after the start', async (_what, make, sentence, broken) => {
      const file = make();
      const fault = await electronFault(file);
      expect(fault).toMatchObject({ broken });
      expect(fault?.sentence).toContain(sentence);
      const { failure } = await runDesktop(file, []);
      expect(failure).toContain(sentence);
    });

    it('that runs is no fault', async () => {
      expect(await electronFault(process.execPath)).toBeNull();
      expect(await runDesktop(process.execPath, ['-e', 'process.exit(0)'])).toEqual({ code: 0, failure: null });
    });
  });
}
