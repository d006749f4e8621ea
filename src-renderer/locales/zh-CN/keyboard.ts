/** Texts of shortcuts and of the sheet that lists them. */
export const keyboard = {
  title: '键盘快捷键',
  hint: '按 Esc 关闭',
  groups: { desk: '全局', tabs: '客户标签', page: '本页', list: '列表', dialog: '对话框' },
  keys: { ctrl: 'Ctrl', cmd: '⌘', alt: 'Alt', option: '⌥', shift: 'Shift', enter: 'Enter', escape: 'Esc', tab: 'Tab', space: '空格', up: '↑', down: '↓', left: '←', right: '→' },
  palette: '打开客户或执行命令',
  sheet: '查看全部快捷键',
  lock: '锁定',
  theme: '切换浅色与深色',
  search: '在本页检索',
  tabAt: '切换到第 1 至 9 个客户',
  nextTab: '下一个客户',
  previousTab: '上一个客户',
  closeTab: '关闭当前客户',
  back: '返回上一步',
} as const;
