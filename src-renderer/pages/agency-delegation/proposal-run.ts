import { computed, reactive, ref } from 'vue';
import type { AgreementTermsInput } from '@contract/agreements.ts';
import { problemOf, type Problem } from '../../shared/calls/problem.ts';

/** One proposal of a run, and what became of it. */
export interface Proposal {
  client: { id: string; name: string };
  terms: AgreementTermsInput;
  result: 'waiting' | 'running' | 'proposed' | 'effective' | 'refused';
  problem: Problem | null;
}

/**
 * Sends proposals one by one. A refused one says why and does not stop the others. A second run sends only what
 * did not succeed.
 */
export function useProposalRun(
  send: (input: AgreementTermsInput & { clientId: string }) => Promise<{ state: string }>,
) {
  const proposals = ref<Proposal[]>([]);
  const running = ref(false);
  let stopping = false;
  const done = computed(
    () => proposals.value.filter((one) => one.result === 'proposed' || one.result === 'effective').length,
  );
  const refused = computed(() => proposals.value.filter((one) => one.result === 'refused').length);

  function prepare(items: readonly Pick<Proposal, 'client' | 'terms'>[]): void {
    proposals.value = items.map((item) => reactive({ ...item, result: 'waiting' as const, problem: null }));
  }
  async function run(): Promise<void> {
    if (running.value) return;
    running.value = true;
    stopping = false;
    for (const proposal of proposals.value) {
      if (stopping) break;
      if (proposal.result === 'proposed' || proposal.result === 'effective') continue;
      proposal.result = 'running';
      proposal.problem = null;
      try {
        const made = await send({ ...proposal.terms, clientId: proposal.client.id });
        proposal.result = made.state === 'proposed' ? 'proposed' : 'effective';
      } catch (error) {
        const found = problemOf(error);
        proposal.problem = found.fields[0] ? { ...found, message: found.fields[0].message } : found;
        proposal.result = 'refused';
      }
    }
    running.value = false;
  }
  /** Takes effect after the proposal in progress. */
  function stop(): void {
    stopping = true;
  }
  return {
    proposals,
    running,
    done,
    refused,
    prepare,
    run,
    stop,
    started: computed(() => proposals.value.some((one) => one.result !== 'waiting')),
  };
}
