import { parentPort, workerData } from 'node:worker_threads';
import { parseTable, TableTooLarge } from './table-parse.ts';

/** Reads one table beside the engine. Says `{ records }` some at a time (null: anew), and `{ done, problem }` at the end. */
const say = (message: object): void => parentPort?.postMessage(message);
try {
  await parseTable(String(workerData), (records) => say({ records }));
  say({ done: true, problem: null });
} catch (error) {
  if (!(error instanceof TableTooLarge)) throw error;
  say({ done: true, problem: error.message });
}
