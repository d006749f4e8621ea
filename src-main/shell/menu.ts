import type { MenuItemConstructorOptions } from 'electron';
import type { ShellCommand } from '@contract/shell.ts';

/** What the menu can set off. */
export interface MenuActions {
  command(command: ShellCommand): void;
  newWindow(): void;
  zoom(change: 'in' | 'out' | 'reset'): void;
  about(): void;
  openLogs(): void;
  /** Null while no update feed is configured. */
  checkForUpdates: (() => void) | null;
}

const clientNumbers = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/**
 * The application menu. Keys that the page handles itself are shown but not registered: the page knows whether an input method is
 * composing, the menu does not, and so both hosts act alike.
 */
export function menuTemplate(platform: NodeJS.Platform, packaged: boolean, actions: MenuActions): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = (label: string, command: ShellCommand, accelerator?: string): MenuItemConstructorOptions =>
    ({ label, click: () => actions.command(command), ...(accelerator === undefined ? {} : { accelerator, registerAccelerator: false }) });
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const about: MenuItemConstructorOptions = { label: '关于代理机构工作台', click: () => actions.about() };
  const settings = item('设置…', 'settings', 'CmdOrCtrl+,');
  const lock = item('锁定', 'lock', 'CmdOrCtrl+L');

  return [
    ...(mac ? [{
      label: '代理机构工作台',
      submenu: [about, line, settings, lock, line, { role: 'services', label: '服务' }, line, { role: 'hide', label: '隐藏' }, { role: 'hideOthers', label: '隐藏其他' },
        { role: 'unhide', label: '全部显示' }, line, { role: 'quit', label: '退出' }],
    } satisfies MenuItemConstructorOptions] : []),
    {
      label: '文件(&F)',
      submenu: [
        { label: '新窗口', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newWindow() }, item('打印…', 'print', 'CmdOrCtrl+P'),
        ...(mac ? [] : [line, settings, lock]), line, { role: 'close', label: '关闭窗口', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(mac ? [] : [{ role: 'quit', label: '退出', accelerator: 'CmdOrCtrl+Q' } satisfies MenuItemConstructorOptions]),
      ],
    },
    {
      label: '编辑(&E)',
      submenu: [
        { role: 'undo', label: '撤销' }, { role: 'redo', label: '重做' }, line, { role: 'cut', label: '剪切' }, { role: 'copy', label: '复制' }, { role: 'paste', label: '粘贴' },
        { role: 'pasteAndMatchStyle', label: '粘贴为纯文本' }, { role: 'delete', label: '删除' }, { role: 'selectAll', label: '全选' }, line, item('在本页中查找  /', 'search'),
      ],
    },
    {
      label: '客户(&C)',
      submenu: [
        item('打开或切换客户…', 'palette', 'CmdOrCtrl+K'), line, item('下一个客户', 'nextClient', 'Ctrl+Tab'), item('上一个客户', 'previousClient', 'Ctrl+Shift+Tab'),
        item('关闭当前客户', 'closeClient', 'CmdOrCtrl+W'), line,
        ...clientNumbers.map((number) => item(`第 ${number} 个客户`, `client${number}`, `CmdOrCtrl+${number}`)),
      ],
    },
    {
      label: '查看(&V)',
      submenu: [
        { label: '放大', accelerator: 'CmdOrCtrl+Plus', click: () => actions.zoom('in') }, { label: '缩小', accelerator: 'CmdOrCtrl+-', click: () => actions.zoom('out') },
        { label: '实际大小', accelerator: 'CmdOrCtrl+0', click: () => actions.zoom('reset') }, line, { role: 'togglefullscreen', label: '全屏' },
        ...(packaged ? [] : [line, { role: 'reload', label: '重新载入' }, { role: 'toggleDevTools', label: '开发者工具' }] satisfies MenuItemConstructorOptions[]),
      ],
    },
    { label: '窗口(&W)', submenu: [{ role: 'minimize', label: '最小化' }, { role: 'zoom', label: '缩放' }, ...(mac ? [line, { role: 'front', label: '全部置于最前' } satisfies MenuItemConstructorOptions] : [])] },
    {
      label: '帮助(&H)', role: 'help',
      submenu: [
        item('键盘快捷键  ?', 'shortcuts'), { label: '打开日志文件夹', click: () => actions.openLogs() },
        ...(actions.checkForUpdates ? [{ label: '检查更新…', click: () => actions.checkForUpdates?.() }] : []), ...(mac ? [] : [line, about]),
      ],
    },
  ];
}

/** The tray's menu. */
export function trayTemplate(actions: { show(): void; lock(): void; quit(): void }): MenuItemConstructorOptions[] {
  return [
    { label: '显示', click: () => actions.show() }, { label: '锁定', click: () => actions.lock() }, { type: 'separator' }, { label: '退出', click: () => actions.quit() },
  ];
}
