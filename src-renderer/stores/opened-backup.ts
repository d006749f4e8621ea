import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { BackupFile } from '../bridge/backup-file.ts';
import { platform } from '../bridge/platform.ts';

/** The backup file that the program was opened with, until a form takes it. */
export const useOpenedBackup = defineStore('openedBackup', () => {
  const file = shallowRef<BackupFile | null>(null);

  /** Asks the desktop for a file. @returns whether there is one. @throws Error with a Chinese message if it cannot be read */
  async function fetch(): Promise<boolean> {
    const found = await platform.openedBackup();
    if (found !== null) file.value = found;
    return found !== null;
  }
  /** The file, returned once. */
  function take(): BackupFile | null {
    const taken = file.value;
    file.value = null;
    return taken;
  }
  return { file, fetch, take };
});
