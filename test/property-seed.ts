import fc from 'fast-check';

/*
 * Properties draw the same values at every `npm test`, so that a run fails for what was changed and for nothing else. DESK_TEST_SEED is
 * another number, or `random`: then fast-check chooses for each property, and names its seed when one fails.
 */

const wanted = process.env.DESK_TEST_SEED ?? '20261123';
if (wanted !== 'random') {
  const seed = Number(wanted);
  if (!Number.isInteger(seed)) throw new Error(`DESK_TEST_SEED is a whole number or "random", not "${wanted}"`);
  fc.configureGlobal({ ...fc.readConfigureGlobal(), seed });
}
