import { parentPort, workerData } from 'node:worker_threads';
import { readSource, type BookHead, type TableSource } from './read-source.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';
import type { Argon2Asked, EntryList, EntrySource, KeepassToWrite, RunArgon2 } from './password-entry.ts';
import type { SheetToWrite } from './workbook-write.ts';

/** What the worker is given to do. */
export type WorkerTask =
  { read: TableSource } | { write: SheetToWrite } | { readEntries: EntrySource } | { writeKeepass: KeepassToWrite };

/**
 * What the worker says: the head, records some at a time, the end with what is wrong or null; of a file that it wrote, its bytes; of a password manager's
 * file, its entries. `argon2` asks: the answer is the key; without one the worker is ended.
 */
export type WorkerSays =
  | { head: BookHead }
  | { sheet: number; records: TableRecord[] }
  | { written: Uint8Array }
  | { entries: EntryList }
  | { argon2: Argon2Asked }
  | { problem: string | null; field?: string };

const say = (message: WorkerSays): void => parentPort?.postMessage(message);
const runArgon2: RunArgon2 = (asked) => {
  const answer = new Promise<Uint8Array>((resolve) => parentPort?.once('message', resolve));
  say({ argon2: asked });
  return answer;
};
try {
  const task = workerData as WorkerTask;
  if ('write' in task) {
    const { writeWorkbook } = await import('./workbook-write.ts');
    say({ written: await writeWorkbook(task.write) });
  } else if ('readEntries' in task) {
    const { readEntries } = await import('./read-entries.ts');
    say({ entries: await readEntries(task.readEntries, runArgon2) });
  } else if ('writeKeepass' in task) {
    const { writeKeepass } = await import('./keepass.ts');
    say({ written: await writeKeepass(task.writeKeepass, runArgon2) });
  } else {
    await readSource(task.read, {
      head: (head) => say({ head }),
      records: (sheet, records) => say({ sheet, records }),
    });
  }
  say({ problem: null });
} catch (error) {
  if (!(error instanceof UnreadableTable)) throw error;
  say({ problem: error.message, ...('field' in error ? { field: String(error.field) } : {}) });
}
