import { ipcMain, MessageChannelMain, shell as system } from 'electron';
import { z } from 'zod';
import { pieceBytes, shellChannels, shellCommandIds, type ShellAnswer, type ShellRequest } from '@contract/shell.ts';
import { keepTheme, themeSchema } from './appearance.ts';
import type { Comforts } from './comforts.ts';
import { desktopSettingsSchema } from './desktop-settings.ts';
import { decideExternal, decidePhonePage } from './navigation.ts';
import type { Saving } from './saving.ts';
import { trustedSender } from './sender.ts';
import type { DeskWindow, DeskWindows } from './windows.ts';

/** Maximum size of a file that a page may save, in bytes. */
const longestFile = 64 * 1024 * 1024 * 1024;
/** Zoom levels that can be set, in Chromium's steps of 20 per cent. */
const zoomLevels = { least: -3, most: 5 };

const requestSchema = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('saveFile'),
    name: z.string().min(1).max(400),
    size: z.number().int().min(0).max(longestFile),
  }),
  z.object({
    kind: z.literal('savePiece'),
    save: z.string().max(64),
    bytes: z.instanceof(Uint8Array).refine((bytes) => bytes.byteLength <= pieceBytes),
  }),
  z.object({ kind: z.literal('dropSave') }),
  z.object({ kind: z.literal('openExternal'), url: z.string().max(2_048) }),
  z.object({ kind: z.literal('newWindow') }),
  z.object({ kind: z.literal('phone'), of: z.string().max(200).nullable() }),
  z.object({ kind: z.literal('zoom'), change: z.enum(['in', 'out', 'reset']) }),
  z.object({ kind: z.literal('theme'), theme: themeSchema }),
  z.object({ kind: z.literal('unsaved'), what: z.array(z.string().min(1).max(200)).max(50) }),
  z.object({ kind: z.literal('openedBackup') }),
  z.object({
    kind: z.literal('backupPiece'),
    at: z.number().int().min(0),
    length: z.number().int().min(1).max(pieceBytes),
  }),
  z.object({ kind: z.literal('offer'), commands: z.array(z.enum(shellCommandIds)).max(shellCommandIds.length) }),
  z.object({ kind: z.literal('copySecret'), text: z.string().min(1).max(4_096) }),
  z.object({ kind: z.literal('forgetSecret') }),
  z.object({ kind: z.literal('secretShown'), shown: z.boolean() }),
  z.object({ kind: z.literal('progress'), part: z.union([z.number().min(0).max(1), z.literal('unknown'), z.null()]) }),
  z.object({ kind: z.literal('workEnded'), title: z.string().min(1).max(200), text: z.string().max(1_000) }),
  z.object({ kind: z.literal('settings') }),
  z.object({ kind: z.literal('changeSettings'), change: desktopSettingsSchema.partial().strict() }),
]) satisfies z.ZodType<ShellRequest>;

const done: ShellAnswer = { result: 'done' };
const refused = (message: string): ShellAnswer => ({ result: 'refused', message });

async function openExternal(url: string): Promise<ShellAnswer> {
  const external = decideExternal(url);
  if (external === null) return refused('这个网址不在允许打开的名单里。');
  return system.openExternal(external).then(
    () => done,
    () => refused('没有找到可以打开网页的浏览器。'),
  );
}

/** Changes the zoom of one window. */
export function zoom(window: DeskWindow, change: 'in' | 'out' | 'reset'): void {
  const { webContents } = window.browser;
  const level = change === 'reset' ? 0 : webContents.getZoomLevel() + (change === 'in' ? 0.5 : -0.5);
  webContents.setZoomLevel(Math.max(zoomLevels.least, Math.min(zoomLevels.most, level)));
}

async function openPhone(of: string | null, windows: DeskWindows): Promise<ShellAnswer> {
  const page = decidePhonePage(of);
  if (page === null) return refused('没有这个人的模拟手机。');
  return (await windows.openPhone(page)) ? done : refused('已打开的模拟手机太多，请先关闭几个。');
}

/** What other parts of the shell do for pages. */
export interface PageServices {
  /** Receives the engine's end of a new port. */
  servePort(window: DeskWindow, port: Electron.MessagePortMain): void;
  reportUnsaved(window: DeskWindow, what: readonly string[]): void;
  takeBackup(): Promise<ShellAnswer>;
  /** A piece of the file that was taken last. */
  backupPiece(at: number, length: number): Promise<ShellAnswer>;
  saving: Saving;
  comforts: Comforts;
}

async function carryOut(
  request: ShellRequest,
  window: DeskWindow,
  windows: DeskWindows,
  services: PageServices,
): Promise<ShellAnswer> {
  switch (request.kind) {
    case 'saveFile':
      return services.saving.begin(window, request.name, request.size);
    case 'savePiece':
      return services.saving.piece(window, request.save, request.bytes);
    case 'dropSave':
      await services.saving.giveUp(window);
      return done;
    case 'openExternal':
      return openExternal(request.url);
    case 'newWindow':
      await windows.open();
      return done;
    case 'phone':
      return openPhone(request.of, windows);
    case 'zoom':
      zoom(window, request.change);
      return done;
    case 'theme':
      keepTheme(request.theme);
      return done;
    case 'unsaved':
      services.reportUnsaved(window, request.what);
      return done;
    case 'openedBackup':
      return services.takeBackup();
    case 'backupPiece':
      return services.backupPiece(request.at, request.length);
    default:
      return services.comforts.carryOut(request, window);
  }
}

/** Answers requests of our own pages: a message port, and the few things that only a desktop can do. */
export function answerPages(windows: DeskWindows, services: PageServices): void {
  ipcMain.on(shellChannels.requestPort, (event) => {
    const sender = trustedSender(event, windows);
    if (!sender) return;
    const { port1, port2 } = new MessageChannelMain();
    services.servePort(sender.window, port1);
    sender.frame.postMessage(shellChannels.port, null, [port2]);
  });
  ipcMain.handle(shellChannels.request, async (event, given: unknown): Promise<ShellAnswer> => {
    const sender = trustedSender(event, windows);
    const request = requestSchema.safeParse(given);
    if (!sender || !request.success) return refused('请求没有被接受。请刷新页面后再试。');
    return carryOut(request.data, sender.window, windows, services);
  });
}
