import { contextBridge, ipcRenderer } from 'electron';
import { portMessage, shellChannels, type DeskShell, type ShellCommand, type ShellOrder } from './contract/shell.ts';

// The port belongs to the page's own world, where only a window message can bring it. The target `*` reaches this very window and
// nobody else; the shell handed the port to this frame after checking its origin.
ipcRenderer.on(shellChannels.port, (event) => {
  window.postMessage(portMessage, '*', event.ports);
});

const shell: DeskShell = {
  requestPort: () => {
    ipcRenderer.send(shellChannels.requestPort);
  },
  request: (request) => ipcRenderer.invoke(shellChannels.request, request),
  onCommand: (listener) => {
    const forward = (_event: unknown, command: ShellCommand | ShellOrder): void => listener(command);
    ipcRenderer.on(shellChannels.command, forward);
    return () => {
      ipcRenderer.off(shellChannels.command, forward);
    };
  },
};
contextBridge.exposeInMainWorld('deskShell', shell);
