import type { MenuItemConstructorOptions } from 'electron';
import { commandFacts, type ShellCommand } from '@contract/shell.ts';

/** Actions of the menu. */
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

/** As in browsers: plus also works without Shift, which most keyboards need for it, and the numeric keypad works, too. */
const zooms = [
  { label: '放大', change: 'in', keys: ['Plus', '=', 'numadd'] },
  { label: '缩小', change: 'out', keys: ['-', 'numsub'] },
  { label: '实际大小', change: 'reset', keys: ['0', 'num0'] },
] as const;

/**
 * The application menu. Items that the page executes are grey until the front page says that it accepts them. The menu
 * shows the page's own keys but does not register them: the page knows whether an input method is composing, and the
 * menu does not. So both hosts behave alike.
 */
export function menuTemplate(
  platform: NodeJS.Platform,
  packaged: boolean,
  actions: MenuActions,
): MenuItemConstructorOptions[] {
  const mac = platform === 'darwin';
  const item = (command: ShellCommand): MenuItemConstructorOptions => {
    const { title, key } = commandFacts(command);
    // A character alone is no accelerator: it is a letter in every text field.
    const sign = key !== null && key.length === 1;
    return {
      id: command,
      label: sign ? `${title}  ${key}` : title,
      enabled: false,
      click: () => actions.command(command),
      ...(key === null || sign ? {} : { accelerator: acceleratorOf(key), registerAccelerator: false }),
    };
  };
  const line: MenuItemConstructorOptions = { type: 'separator' };
  const about: MenuItemConstructorOptions = { label: '关于代理机构工作台', click: () => actions.about() };
  const settings = item('settings');
  const lock = item('lock');

  return [
    ...(mac
      ? [
          {
            label: '代理机构工作台',
            submenu: [
              about,
              line,
              settings,
              lock,
              line,
              { role: 'services', label: '服务' },
              line,
              { role: 'hide', label: '隐藏' },
              { role: 'hideOthers', label: '隐藏其他' },
              { role: 'unhide', label: '全部显示' },
              line,
              { role: 'quit', label: '退出' },
            ],
          } satisfies MenuItemConstructorOptions,
        ]
      : []),
    {
      label: '文件(&F)',
      submenu: [
        { label: '新窗口', accelerator: 'CmdOrCtrl+Shift+N', click: () => actions.newWindow() },
        item('print'),
        ...(mac ? [] : [line, settings, lock]),
        line,
        { role: 'close', label: '关闭窗口', accelerator: 'CmdOrCtrl+Shift+W' },
        ...(mac
          ? []
          : [{ role: 'quit', label: '退出', accelerator: 'CmdOrCtrl+Q' } satisfies MenuItemConstructorOptions]),
      ],
    },
    {
      label: '编辑(&E)',
      submenu: [
        { role: 'undo', label: '撤销' },
        { role: 'redo', label: '重做' },
        line,
        { role: 'cut', label: '剪切' },
        { role: 'copy', label: '复制' },
        { role: 'paste', label: '粘贴' },
        { role: 'pasteAndMatchStyle', label: '粘贴为纯文本' },
        { role: 'delete', label: '删除' },
        { role: 'selectAll', label: '全选' },
        line,
        item('search'),
      ],
    },
    {
      label: '客户(&C)',
      submenu: [
        item('palette'),
        line,
        item('nextClient'),
        item('previousClient'),
        item('closeClient'),
        line,
        ...clientNumbers.map((number) => item(`client${number}`)),
      ],
    },
    {
      label: '查看(&V)',
      submenu: [
        ...zooms.flatMap(({ label, change, keys: [key, ...others] }) => [
          { label, accelerator: `CmdOrCtrl+${key}`, click: () => actions.zoom(change) },
          ...others.map((other) => ({
            label,
            accelerator: `CmdOrCtrl+${other}`,
            visible: false,
            click: () => actions.zoom(change),
          })),
        ]),
        line,
        { role: 'togglefullscreen', label: '全屏' },
        ...(packaged
          ? []
          : ([
              line,
              { role: 'reload', label: '重新载入' },
              { role: 'toggleDevTools', label: '开发者工具' },
            ] satisfies MenuItemConstructorOptions[])),
      ],
    },
    {
      label: '窗口(&W)',
      submenu: [
        { role: 'minimize', label: '最小化' },
        { role: 'zoom', label: '缩放' },
        ...(mac ? [line, { role: 'front', label: '全部置于最前' } satisfies MenuItemConstructorOptions] : []),
      ],
    },
    {
      label: '帮助(&H)',
      role: 'help',
      submenu: [
        item('manual'),
        item('shortcuts'),
        item('notices'),
        { label: '打开日志文件夹', click: () => actions.openLogs() },
        ...(actions.checkForUpdates ? [{ label: '检查更新…', click: () => actions.checkForUpdates?.() }] : []),
        ...(mac ? [] : [line, about]),
      ],
    },
  ];
}

/** A key of the shared command list in Electron's notation. */
function acceleratorOf(key: string): string {
  return key
    .split('+')
    .map((part) => (part === 'mod' ? 'CmdOrCtrl' : part.charAt(0).toUpperCase() + part.slice(1)))
    .join('+');
}

/** The tray's menu. @param mayLock whether somebody is signed in whom a lock would lock */
export function trayTemplate(
  actions: { show(): void; lock(): void; quit(): void },
  mayLock: boolean,
): MenuItemConstructorOptions[] {
  return [
    { label: '显示', click: () => actions.show() },
    { id: 'lock', label: commandFacts('lock').title, enabled: mayLock, click: () => actions.lock() },
    { type: 'separator' },
    { label: '退出', click: () => actions.quit() },
  ];
}
