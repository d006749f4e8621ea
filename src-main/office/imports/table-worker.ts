import { parentPort, workerData } from 'node:worker_threads';
import { readSource, type BookHead, type TableSource } from './read-source.ts';
import { UnreadableTable, type TableRecord } from './table-record.ts';

/** What the worker says: the head, records some at a time, the end with what is wrong or null. */
export type WorkerSays = { head: BookHead } | { sheet: number; records: TableRecord[] } | { problem: string | null };

const say = (message: WorkerSays): void => parentPort?.postMessage(message);
try {
  await readSource(workerData as TableSource, {
    head: (head) => say({ head }),
    records: (sheet, records) => say({ sheet, records }),
  });
  say({ problem: null });
} catch (error) {
  if (!(error instanceof UnreadableTable)) throw error;
  say({ problem: error.message });
}
