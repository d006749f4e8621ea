import { describe, expect, test } from 'vitest';
import { UsageError } from '../../../src-main/hosts/host-options.ts';
import { readStartArguments } from '../../../src-main/hosts/shell/start-arguments.ts';

describe('arguments of the desktop', () => {
  test.each<[string[], ReturnType<typeof readStartArguments>]>([
    [[], { data: null, world: null, backup: null }],
    [['--data', 'here'], { data: '/typed/here', world: null, backup: null }],
    [['--data=../there', '--world=demo'], { data: '/there', world: 'demo', backup: null }],
    [
      ['--data', '/else/where', '--world', 'demo', '备份.deskbackup'],
      { data: '/else/where', world: 'demo', backup: '/typed/备份.deskbackup' },
    ],
    [
      ['/else/B.DESKBACKUP', '--no-sandbox', '--remote-debugging-port=0', '--unknown', 'file.pdf'],
      { data: null, world: null, backup: '/else/B.DESKBACKUP' },
    ],
  ])('%j', (argv, expected) => {
    expect(readStartArguments(argv, '/typed')).toEqual(expected);
  });

  test.each([
    ['--data'],
    ['--data='],
    ['--world'],
    ['--world='],
    ['--data', '--world', 'demo'],
    ['--world', '--data', 'x'],
  ])('%s without its value is told in Chinese', (...argv) => {
    expect(() => readStartArguments(argv, '/typed')).toThrow(UsageError);
    expect(() => readStartArguments(argv, '/typed')).toThrow(/后面要写/);
  });
});
