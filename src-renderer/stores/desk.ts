import { useIntervalFn } from '@vueuse/core';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { DeskStatus } from '@contract/desk.ts';
import { client, deskEvents } from '../bridge/client.ts';
import { speakRuleSet } from '../locales/rule-set-words.ts';
import { problemOf, type Problem } from '../shared/calls/problem.ts';

/** The host and the desk it serves. The desk's clock counts: a training world's may differ from this machine's. */
export const useDesk = defineStore('desk', () => {
  const status = shallowRef<DeskStatus | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const clockOffset = ref(0);
  const machineNow = ref(Date.now());
  useIntervalFn(() => {
    machineNow.value = Date.now();
  }, 10_000);

  function apply(next: DeskStatus): void {
    status.value = next;
    speakRuleSet(next.ruleSet);
    problem.value = null;
    machineNow.value = Date.now();
    clockOffset.value = Date.parse(next.now) - Date.now();
  }
  async function load(): Promise<void> {
    try {
      apply(await client.desk.status());
    } catch (error) {
      problem.value = problemOf(error);
    }
  }

  /** Now by the desk's clock, accurate to ten seconds. */
  const now = computed(() => new Date(machineNow.value + clockOffset.value).toISOString());
  const training = computed(() => status.value?.profile?.kind === 'training');
  /** Whether this machine has a keychain for the database key. */
  const keychain = computed(() => status.value?.keys.keychainAvailable ?? false);
  /** L6: some rule sets let staff enter by agreement and scope alone. */
  const asksAgreementPassword = computed(() => status.value?.asksAgreementPassword ?? true);
  return {
    status,
    problem,
    clockOffset,
    now,
    training,
    keychain,
    asksAgreementPassword,
    connection: computed(() => deskEvents.state.value),
    apply,
    load,
  };
});
