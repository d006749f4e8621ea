import fc from 'fast-check';
import { Disagreement } from './compare.ts';
import { runSequence, sequences, type Transcript } from './sequence.ts';
import type { WorldTemplate } from './world/build.ts';

/** Runs so many sequences. @returns null, or what a reader needs of the first disagreement: seed, the shrunk sequence line by line, and the difference */
export async function check(
  template: WorldTemplate,
  { seed, runs }: { seed: number; runs: number },
): Promise<string | null> {
  const result = await fc.check(
    fc.asyncProperty(sequences, (sequence) => runSequence(sequence, template)),
    { seed, numRuns: runs },
  );
  if (!result.failed) return null;
  const transcript: Transcript = { lines: [] };
  const [sequence] = result.counterexample ?? [];
  const error: unknown = sequence
    ? await runSequence(sequence, template, transcript).then(
        () => result.errorInstance,
        (again: unknown) => again,
      )
    : result.errorInstance;
  const what =
    error instanceof Disagreement
      ? error.message
      : error instanceof Error
        ? (error.stack ?? error.message)
        : String(error);
  return [
    `seed ${seed}, sequence ${result.numRuns} of ${runs}, shrunk ${result.numShrinks} times:`,
    ...transcript.lines,
    '',
    what,
  ].join('\n');
}
