import fc from 'fast-check';
import { acts } from './acts/index.ts';
import { compareAnswer, compareStore, compareTrail, compareWindow, Disagreement } from './compare.ts';
import { compareOffice } from './compare-office.ts';
import { compareBindings, compareFirms, comparePeople, meetPeople } from './compare-people.ts';
import { compareStaff } from './compare-staff.ts';
import { compareNotified } from './compare-notified.ts';
import { Real } from './real.ts';
import { look } from './rules/clock.ts';
import { open, settle } from './rules/sessions.ts';
import { newModel, type Model } from './state.ts';
import type { Step } from './step.ts';
import type { WorldTemplate } from './world/build.ts';
import type { Setup } from './world/spec.ts';

/** Acts of one sequence; one act is one step or a few. */
export const shortest = 40;
const longest = 50;

interface Chosen {
  act: number;
  args: readonly number[];
}

const chosen: fc.Arbitrary<Chosen> = fc.oneof(
  ...acts.map(({ weight, args }, act) => ({ weight, arbitrary: args.map((numbers) => ({ act, args: numbers })) })),
);

/** A place of the sequence that shrinking has emptied holds null: so a sequence of forty is shrunk to the few acts that matter. */
const places = fc.array(fc.option(chosen, { freq: 10_000 }), { minLength: shortest + 2, maxLength: longest });

const setups: fc.Arbitrary<Setup> = fc.record({
  profile: fc.oneof(
    { weight: 5, arbitrary: fc.constant('training' as const) },
    { weight: 2, arbitrary: fc.constant('office' as const) },
  ),
  ruleSet: fc.oneof(
    { weight: 4, arbitrary: fc.constant('liaoning-2020' as const) },
    { weight: 1, arbitrary: fc.constant('national-2023' as const) },
  ),
});

export const sequences = fc.record({ setup: setups, places });
export type Sequence = typeof sequences extends fc.Arbitrary<infer Value> ? Value : never;

/** What was done, line by line, for whoever looks at a disagreement. */
export interface Transcript {
  lines: string[];
}

/** Runs one sequence on both sides. @throws Disagreement at the first difference */
export async function runSequence(
  { setup, places: taken }: Sequence,
  template: WorldTemplate,
  transcript: Transcript = { lines: [] },
): Promise<void> {
  const model = newModel(setup);
  const real = await Real.open(setup, template);
  transcript.lines = [`${setup.profile}, ${setup.ruleSet}`];
  try {
    meetPeople(real);
    for (const place of taken) {
      const act = place && acts[place.act];
      if (!act) continue;
      for (const step of act.steps(model, place.args)) await take(step, real, model, transcript);
    }
    for (const window of model.windows) await compareWindow(real, model, window);
    compareStore(real, model);
    compareFacts(real, model);
    real.newRecords();
    const { brokenAt, records } = await real.engine.bureau.trail.verify();
    if (brokenAt !== null || records !== real.records)
      throw new Disagreement(`the trail: ${records} records read, ${real.records} counted, broken at ${brokenAt}`);
  } finally {
    await real.close();
  }
}

/** What the store holds, area by area. */
function compareFacts(real: Real, model: Model): void {
  compareStaff(real, model);
  comparePeople(real, model);
  compareBindings(real, model);
  compareFirms(real, model);
  compareOffice(real, model);
}

async function take(step: Step, real: Real, model: Model, transcript: Transcript): Promise<void> {
  transcript.lines.push(`${new Date(model.now).toISOString()}  ${step.text}`);
  const quiet = model.quiet;
  const before = new Set(open(model));
  let error: unknown = null;
  const answer = await step.real(real).catch((thrown: unknown) => {
    error = thrown ?? new Error('nothing was thrown');
    return null;
  });
  const incidents = real.takeIncidents();
  if (incidents.length > 0) throw new Disagreement(`an unexpected error: ${incidents.join('; ')}`);
  const outcome = step.expected();
  transcript.lines.push(`    ${'done' in outcome ? 'done' : `${outcome.refused} ${outcome.rule}`}`);
  compareAnswer(error, outcome);
  if (error === null) step.learn?.(answer as never, real);
  meetPeople(real);
  // What time has ended unnoticed comes to light when the windows are looked at.
  if (quiet || model.quiet) {
    if (quiet) {
      model.quiet = false;
      look(model);
      settle(model, true);
      for (const window of model.windows) await compareWindow(real, model, window);
      await real.engine.bureau.sweep();
    }
  } else {
    // What one does must not show in another's window either; now and then all are looked at.
    const looked =
      transcript.lines.length % 16 === 1 ? model.windows : model.windows.filter((window) => window === step.window);
    for (const window of looked) await compareWindow(real, model, window);
  }
  // Who was not looked at yet cannot have been told, and reasons may differ then.
  if (quiet || model.quiet) real.hub.notified.length = 0;
  else compareNotified(real, model, before);
  compareTrail(real, model, outcome);
  if (!model.quiet) compareStore(real, model);
  compareFacts(real, model);
  // Nothing happens at the same instant as something else.
  model.now += 1;
  real.pass(1);
}
