import { computed, reactive, ref, shallowReactive, shallowRef } from 'vue';
import type { VatReturn } from '@contract/business.ts';
import { problemOf, type Problem } from '../../../shared/calls/problem.ts';

export type DraftLines = VatReturn['lines'];
export type DraftState = 'none' | 'clean' | 'dirty' | 'saving' | 'failed' | 'invalid' | 'conflict';

/** What a draft asks of the engine, for one client and one period. */
export interface DraftCalls {
  load: () => Promise<VatReturn>;
  compute: (lines: DraftLines) => Promise<Pick<VatReturn, 'lines' | 'checks' | 'payable'>>;
  save: (lines: DraftLines, revision: number) => Promise<VatReturn>;
}

const computeAfter = 200;
const saveAfter = 1200;

/**
 * A return while it is typed: computed lines and checks follow the typing, the draft saves itself, and what was saved elsewhere
 * meanwhile is shown beside what is typed here, never overwritten unasked.
 */
export function createVatDraft(
  calls: DraftCalls,
  wait: { compute: number; save: number } = { compute: computeAfter, save: saveAfter },
) {
  const shown = shallowRef<VatReturn | null>(null);
  const typed = reactive<Record<string, number | null>>({});
  /** Lines whose text is no amount; they are not saved. */
  const invalid = shallowReactive(new Set<string>());
  const computing = ref(false);
  /** The figures shown are calculated from older input, because the last calculation failed. */
  const stale = ref(false);
  const saving = ref(false);
  const unsaved = ref(false);
  const dirty = computed(() => unsaved.value || invalid.size > 0);
  const problem = shallowRef<Problem | null>(null);
  /** The draft as somebody else saved it, while it stands against what is typed here. */
  const theirs = shallowRef<VatReturn | null>(null);
  let changes = 0;
  let computeTimer: ReturnType<typeof setTimeout> | undefined;
  let saveTimer: ReturnType<typeof setTimeout> | undefined;
  let inHand: Promise<boolean> | null = null;

  const linesNow = (): DraftLines => Object.fromEntries(Object.entries(typed).map(([key, cents]) => [key, cents ?? 0]));

  function take(next: VatReturn, keepTyped: boolean): void {
    shown.value = next;
    stale.value = false;
    if (keepTyped) return;
    const editable = next.formLines.filter((line) => !line.computed).map((line) => line.key);
    for (const key of Object.keys(typed)) if (!editable.includes(key)) delete typed[key];
    // An untouched line is empty to type in, not full of zeros; one that was saved as zero looks the same.
    for (const key of editable) typed[key] = next.lines[key] === 0 ? null : (next.lines[key] ?? null);
    invalid.clear();
    unsaved.value = false;
    theirs.value = null;
    problem.value = null;
  }

  async function load(): Promise<void> {
    stop();
    take(await calls.load(), false);
  }

  async function compute(): Promise<void> {
    const mine = changes;
    computing.value = true;
    try {
      const result = await calls.compute(linesNow());
      if (mine !== changes || !shown.value) return;
      shown.value = { ...shown.value, ...result };
      stale.value = false;
    } catch {
      stale.value = true;
      // The next save meets the same refusal and shows it.
    } finally {
      if (mine === changes) computing.value = false;
    }
  }

  /** What somebody else saved or submitted meanwhile, where that is why this was refused. */
  async function savedElsewhere({ code }: Problem): Promise<VatReturn | null> {
    if (code !== 'CONFLICT' && code !== 'RULE_BROKEN') return null;
    const other = await calls.load().catch(() => null);
    return other && (code === 'CONFLICT' || other.state === 'submitted') ? other : null;
  }

  /** A submit that was refused: what was saved elsewhere is shown as after a save. @returns whether that is why */
  async function submitRefused(refused: Problem): Promise<boolean> {
    const other = await savedElsewhere(refused);
    if (!other) return false;
    problem.value = refused;
    theirs.value = other;
    return true;
  }

  /** One save; @returns whether everything typed is saved now */
  async function saveOnce(): Promise<boolean> {
    const before = shown.value;
    if (!before || theirs.value) return false;
    const mine = changes;
    saving.value = true;
    try {
      const saved = await calls.save(linesNow(), before.revision);
      problem.value = null;
      const settled = mine === changes;
      shown.value = settled
        ? saved
        : {
            ...saved,
            lines: shown.value?.lines ?? saved.lines,
            checks: shown.value?.checks ?? saved.checks,
            payable: shown.value?.payable ?? saved.payable,
          };
      if (settled) [unsaved.value, stale.value] = [false, false];
      return settled;
    } catch (error) {
      problem.value = problemOf(error);
      theirs.value = await savedElsewhere(problem.value);
      return false;
    } finally {
      saving.value = false;
    }
  }

  /** Saves what is not saved yet, after whatever save is under way. @returns whether nothing unsaved is left */
  async function flush(): Promise<boolean> {
    clearTimeout(saveTimer);
    for (;;) {
      // Another caller that waited for the same save may have begun the next one meanwhile.
      while (inHand) await inHand;
      if (!dirty.value) return true;
      if (invalid.size > 0 || theirs.value) return false;
      inHand = saveOnce();
      const done = await inHand;
      inHand = null;
      // Typed on while saving: once more; anything else that stood in the way is told by `problem`.
      if (!done && problem.value) return false;
    }
  }

  function type(key: string, cents: number | null): void {
    typed[key] = cents;
    changes += 1;
    unsaved.value = true;
    computing.value = true;
    clearTimeout(computeTimer);
    clearTimeout(saveTimer);
    computeTimer = setTimeout(() => {
      void compute();
    }, wait.compute);
    saveTimer = setTimeout(() => {
      void flush();
    }, wait.save);
  }

  function mark(key: string, isInvalid: boolean): void {
    if (isInvalid) {
      invalid.add(key);
      return;
    }
    if (!invalid.delete(key) || !dirty.value) return;
    clearTimeout(saveTimer);
    saveTimer = setTimeout(() => {
      void flush();
    }, wait.save);
  }

  /** Drops what is typed here for what was saved elsewhere. */
  function takeTheirs(): void {
    if (theirs.value) take(theirs.value, false);
  }
  /** Saves what is typed here on top of what was saved elsewhere: asked for, after it was shown. */
  async function keepMine(): Promise<boolean> {
    const other = theirs.value;
    if (!other) return true;
    theirs.value = null;
    problem.value = null;
    if (shown.value) shown.value = { ...shown.value, revision: other.revision, state: other.state };
    unsaved.value = true;
    return flush();
  }

  function stop(): void {
    clearTimeout(computeTimer);
    clearTimeout(saveTimer);
  }

  const state = computed<DraftState>(() => {
    if (theirs.value || problem.value?.code === 'CONFLICT') return 'conflict';
    if (saving.value) return 'saving';
    if (invalid.size > 0) return 'invalid';
    if (problem.value) return 'failed';
    if (dirty.value) return 'dirty';
    return shown.value && shown.value.revision > 0 ? 'clean' : 'none';
  });
  /** Lines that differ between what is typed here and what was saved elsewhere. */
  const differing = computed(() =>
    (theirs.value?.formLines ?? []).filter(
      (line) => !line.computed && (typed[line.key] ?? 0) !== (theirs.value?.lines[line.key] ?? 0),
    ),
  );

  /** Has a draft made of a return that nobody touched: a zero return is saved like any other. */
  function begin(): void {
    if (shown.value?.revision === 0) unsaved.value = true;
  }

  return {
    begin,
    shown,
    typed,
    invalid,
    computing,
    stale,
    saving,
    dirty,
    problem,
    theirs,
    differing,
    state,
    load,
    take,
    type,
    mark,
    flush,
    takeTheirs,
    keepMine,
    submitRefused,
    stop,
  };
}
