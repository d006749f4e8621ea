import { shellCommandIds, shellCommands, type ShellCommand } from '@contract/shell.ts';

/** Texts of shortcuts and of the sheet that lists them. */
export const keyboard = {
  title: '键盘快捷键',
  hint: '按 Esc 关闭',
  groups: { desk: '全局', tabs: '客户标签', page: '本页', list: '列表', dialog: '对话框' },
  keys: {
    ctrl: 'Ctrl',
    cmd: '⌘',
    alt: 'Alt',
    option: '⌥',
    shift: 'Shift',
    enter: 'Enter',
    escape: 'Esc',
    tab: 'Tab',
    space: '空格',
    up: '↑',
    down: '↓',
    f1: 'F1',
    left: '←',
    right: '→',
  },
  palette: '打开客户或执行命令',
  /** Titles of the one list of commands. */
  commands: Object.fromEntries(shellCommandIds.map((command) => [command, shellCommands[command].title])) as Record<
    ShellCommand,
    string
  >,
  tabAt: '切换到第 1 至 9 个客户',
  back: '返回上一步',
} as const;
