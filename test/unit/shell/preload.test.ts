import { EventEmitter } from 'node:events';
import { beforeAll, expect, test, vi } from 'vitest';
import { portMessage, shellChannels, type DeskShell } from '@contract/shell.ts';

const exposed: Record<string, unknown> = {};
const asked: unknown[][] = [];
const ipcRenderer = Object.assign(new EventEmitter(), {
  send: (...given: unknown[]) => {
    asked.push(['send', ...given]);
  },
  invoke: async (...given: unknown[]) => {
    asked.push(['invoke', ...given]);
    return { result: 'done' };
  },
});
vi.mock('electron', () => ({
  contextBridge: {
    exposeInMainWorld: (name: string, api: unknown) => {
      exposed[name] = api;
    },
  },
  ipcRenderer,
}));

const posted: unknown[][] = [];
beforeAll(async () => {
  vi.stubGlobal('window', {
    postMessage: (...given: unknown[]) => {
      posted.push(given);
    },
  });
  await import('../../../src-preload/index.ts');
});
const shell = (): DeskShell => exposed['deskShell'] as DeskShell;

test('the page gets three functions and nothing of Electron', () => {
  expect(Object.keys(exposed)).toEqual(['deskShell']);
  expect(Object.keys(shell()).sort()).toEqual(['onCommand', 'request', 'requestPort']);
});

test('a port is asked for and passed on into the page', () => {
  shell().requestPort();
  expect(asked).toEqual([['send', shellChannels.requestPort]]);
  ipcRenderer.emit(shellChannels.port, { ports: ['port'] });
  expect(posted).toEqual([[portMessage, '*', ['port']]]);
});

test('a request goes over its one channel', async () => {
  expect(await shell().request({ kind: 'newWindow' })).toEqual({ result: 'done' });
  expect(asked.at(-1)).toEqual(['invoke', shellChannels.request, { kind: 'newWindow' }]);
});

test('commands are heard until the page stops listening, without the event that carries the sender', () => {
  const heard: unknown[][] = [];
  const stop = shell().onCommand((...given) => {
    heard.push(given);
  });
  ipcRenderer.emit(shellChannels.command, { sender: 'secret' }, 'lock');
  stop();
  ipcRenderer.emit(shellChannels.command, {}, 'palette');
  expect(heard).toEqual([['lock']]);
});
