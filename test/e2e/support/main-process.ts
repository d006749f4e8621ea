import type { ElectronApplication } from '@playwright/test';

type Main = typeof Electron.CrossProcessExports;

/**
 * Runs a function in the desktop's main process. Specs use this in place of Playwright's `evaluate`, which may do the work and then lose its answer
 * ("Resulting promise was garbage collected"): V8's inspector holds the promise of an answer weakly, and a promise that is settled at once is held by
 * nobody else until the answer is sent. Here a timer holds it, and what is settled in a turn of the loop is sent in that turn.
 * @param work sees nothing of the spec but its arguments
 */
export function inMain<Result>(
  app: ElectronApplication,
  work: (electron: Main) => Result | Promise<Result>,
): Promise<Result>;
export function inMain<Result, Given>(
  app: ElectronApplication,
  work: (electron: Main, given: Given) => Result | Promise<Result>,
  given: Given,
): Promise<Result>;
export function inMain<Result, Given>(
  app: ElectronApplication,
  work: (electron: Main, given: Given) => Result | Promise<Result>,
  given?: Given,
): Promise<Result> {
  // eslint-disable-next-line no-restricted-syntax -- here it is made safe
  return app.evaluate(
    async (electron, { source, passed }: { source: string; passed: unknown }) => {
      // eslint-disable-next-line no-eval -- the only way for a function to come along as an argument
      const run = (0, eval)(`(${source})`) as (electron: unknown, given: unknown) => unknown;
      const result = await run(electron, passed);
      await new Promise((turn) => {
        setTimeout(turn);
      });
      return result as never;
    },
    { source: String(work), passed: given as unknown },
  );
}
