import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { InvalidInput } from '@contract/errors.ts';
import { parseTable, TableTooLarge, type TableRecord } from './table-parse.ts';

export { separatorOf, type TableRecord } from './table-parse.ts';

/** Characters up to which reading takes no longer than starting a worker. */
const shortText = 65_536;

/** The worker as built (beside the program), or as it stands in the sources. */
const workerFile = (): string => {
  const built = join(import.meta.dirname, 'table-worker.js');
  return existsSync(built) ? built : join(import.meta.dirname, 'table-worker.ts');
};

/**
 * Reads a pasted table or CSV into records without empty ones. A long one is read by a worker, so that everybody else is served meanwhile.
 * @throws InvalidInput on `text`: nothing in it, or beyond a limit, which is named
 */
export async function readTable(text: string): Promise<TableRecord[]> {
  const found: TableRecord[] = [];
  const put = (records: TableRecord[] | null): void => {
    if (records === null) found.length = 0;
    else for (const record of records) found.push(record);
  };
  const problem = text.length > shortText ? await readBeside(text, put) : await readHere(text, put);
  if (problem !== null) throw new InvalidInput([{ field: 'text', message: problem }]);
  if (found.length === 0)
    throw new InvalidInput([{ field: 'text', message: '没有可以导入的内容，请粘贴表格或选择文件' }]);
  return found;
}

type Put = (records: TableRecord[] | null) => void;

async function readHere(text: string, put: Put): Promise<string | null> {
  try {
    await parseTable(text, put);
    return null;
  } catch (error) {
    if (error instanceof TableTooLarge) return error.message;
    throw error;
  }
}

function readBeside(text: string, put: Put): Promise<string | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), { workerData: text, resourceLimits: { maxOldGenerationSizeMb: 1_024 } });
    worker.on('message', (message: { records?: TableRecord[] | null; done?: true; problem?: string | null }) => {
      if (message.records !== undefined) put(message.records);
      if (message.done) {
        resolve(message.problem ?? null);
        void worker.terminate();
      }
    });
    worker.on('error', reject);
    worker.on('exit', () => reject(new Error('The worker ended before the table did')));
  });
}
