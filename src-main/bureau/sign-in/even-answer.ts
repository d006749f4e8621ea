import { setTimeout } from 'node:timers/promises';

/** An answer that must not tell by its time what was found leaves so many milliseconds of real time after it was asked for. */
export const answerTime = 300;

/**
 * Does something and answers, or refuses, only when `ms` have passed: far longer than the work takes, so that the time says nothing about it (J2).
 * For what no Argon2id hides.
 */
export async function evenly<Result>(ms: number, work: () => Promise<Result>): Promise<Result> {
  const passed = setTimeout(ms);
  try {
    return await work();
  } finally {
    await passed;
  }
}
