import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { RunArgon2 } from './password-entry.ts';
import type { WorkerSays, WorkerTask } from './table-worker.ts';

/** The worker as built (beside the program), or as it stands in the sources. */
const workerFile = (): string => {
  const built = join(import.meta.dirname, 'table-worker.js');
  return existsSync(built) ? built : join(import.meta.dirname, 'table-worker.ts');
};

/** What a worker could not read, in Chinese, and the field that mends it. */
export interface WorkerProblem {
  message: string;
  field: string;
}

/**
 * Gives a worker something to do, so that everybody else is served meanwhile. @param options.argon2 runs what a file of a password manager asks for
 * @returns what is wrong, or null. Rejects as `argon2` does
 */
export function besideEngine(
  task: WorkerTask,
  hear: (message: WorkerSays) => void,
  { given = [], argon2 }: { given?: ArrayBuffer[]; argon2?: RunArgon2 } = {},
): Promise<WorkerProblem | null> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(workerFile(), {
      workerData: task,
      transferList: given,
      resourceLimits: { maxOldGenerationSizeMb: 1_024 },
    });
    worker.on('message', (message: WorkerSays) => {
      if ('argon2' in message) {
        void (argon2 ?? notAsked)(message.argon2).then(
          (key) => worker.postMessage(key),
          (error: unknown) => {
            reject(error instanceof Error ? error : new Error(String(error)));
            void worker.terminate();
          },
        );
        return;
      }
      if (!('problem' in message)) return hear(message);
      resolve(message.problem === null ? null : { message: message.problem, field: message.field ?? 'source' });
      void worker.terminate();
    });
    // A file that needs more memory than one may have is told as what it is: too large.
    worker.on('error', (error: Error & { code?: string }) =>
      error.code === 'ERR_WORKER_OUT_OF_MEMORY'
        ? resolve({
            message: '这个文件过大，读取时内存不够。请删去不用的工作表和空白的行列，或分成几个文件后再选择',
            field: 'source',
          })
        : reject(error),
    );
    worker.on('exit', () => reject(new Error('The worker ended before its task did')));
  });
}

const notAsked: RunArgon2 = () => Promise.reject(new Error('No Argon2 belongs to this task'));
