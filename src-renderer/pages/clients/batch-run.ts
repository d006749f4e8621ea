import { computed, ref, shallowRef } from 'vue';
import { batchStep, type BatchAct, type LeftOut } from '@contract/client-batch.ts';
import { client } from '../../bridge/client.ts';
import { problemOf, type Problem } from '../../shared/calls/problem.ts';

export type BatchKind = 'assign' | 'stop' | 'favourite' | 'unfavourite';

interface Preview {
  ids: readonly string[];
  leftOut: readonly LeftOut[];
  leftOutCount: number;
}

/** An act for many clients: previewed as often as the form changes, confirmed once, done step by step. */
export function useBatchRun() {
  const preview = shallowRef<Preview | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const state = ref<'form' | 'running' | 'done'>('form');
  const done = ref(0);
  /** Steps are over for these many clients. */
  const passed = ref(0);
  const leftMeanwhile = shallowRef<readonly LeftOut[]>([]);
  const stopped = ref(false);
  let asked = 0;

  function begin(): void {
    asked++;
    preview.value = null;
    problem.value = null;
    state.value = 'form';
    done.value = 0;
    passed.value = 0;
    leftMeanwhile.value = [];
    stopped.value = false;
  }
  /** Asks what the act would do; an outdated answer is dropped. @param act null: the form is not complete */
  async function look(clientIds: readonly string[], act: BatchAct | null): Promise<void> {
    const mine = ++asked;
    preview.value = null;
    problem.value = null;
    if (act === null || clientIds.length === 0) return;
    try {
      const found = await client.clientBatch.preview({ clientIds: [...clientIds], act });
      if (mine === asked) preview.value = found;
    } catch (error) {
      if (mine === asked) problem.value = problemOf(error);
    }
  }
  /** Does what the preview said. A step is done whole or not at all; after a refusal the steps before it stay done. */
  async function run(act: BatchAct): Promise<void> {
    const ids = preview.value?.ids ?? [];
    if (state.value !== 'form' || ids.length === 0) return;
    state.value = 'running';
    problem.value = null;
    for (let from = 0; from < ids.length && !stopped.value; from += batchStep) {
      try {
        const step = await client.clientBatch.run({ clientIds: ids.slice(from, from + batchStep), act });
        done.value += step.done;
        leftMeanwhile.value = [...leftMeanwhile.value, ...step.leftOut];
        passed.value = Math.min(ids.length, from + batchStep);
      } catch (error) {
        problem.value = problemOf(error);
        break;
      }
    }
    state.value = 'done';
  }
  /** Everybody who was left as they were, with the reason. */
  const leftOut = computed(() => [...leftMeanwhile.value, ...(preview.value?.leftOut ?? [])]);
  return { preview, problem, state, done, passed, leftOut, leftMeanwhile, stopped, begin, look, run };
}
