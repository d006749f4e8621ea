import { parentPort, workerData } from 'node:worker_threads';
import { readSource, type BookHead, type TableSource } from './read-source.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';
import type { SheetToWrite } from './workbook-write.ts';

/** What the worker is given to do. */
export type WorkerTask = { read: TableSource } | { write: SheetToWrite };

/** What the worker says: the head, records some at a time, the end with what is wrong or null; of a sheet that it wrote, its bytes. */
export type WorkerSays =
  { head: BookHead } | { sheet: number; records: TableRecord[] } | { written: Uint8Array } | { problem: string | null };

const say = (message: WorkerSays): void => parentPort?.postMessage(message);
try {
  const task = workerData as WorkerTask;
  if ('write' in task) {
    const { writeWorkbook } = await import('./workbook-write.ts');
    say({ written: await writeWorkbook(task.write) });
  } else {
    await readSource(task.read, {
      head: (head) => say({ head }),
      records: (sheet, records) => say({ sheet, records }),
    });
  }
  say({ problem: null });
} catch (error) {
  if (!(error instanceof UnreadableTable)) throw error;
  say({ problem: error.message });
}
