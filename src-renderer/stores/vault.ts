import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { VaultStatus } from '@contract/vault.ts';
import { client } from '../bridge/client.ts';
import { problemOf } from '../shared/calls/problem.ts';

/** The office vault for this member: whether remembered agreement passwords can be used now. */
export const useVault = defineStore('vault', () => {
  const status = shallowRef<VaultStatus | null>(null);
  async function load(): Promise<void> {
    try {
      status.value = await client.vault.status();
    } catch (error) {
      // Staff of another agency cannot use this office's vault.
      if (problemOf(error).code !== 'FORBIDDEN') throw error;
      status.value = { state: 'none', entries: 0, recoveryKeyKept: true };
    }
  }
  /** @returns whether it is open now */
  async function open(personalPassword: string): Promise<boolean> {
    status.value = await client.vault.open({ personalPassword });
    return status.value.state === 'open';
  }
  async function close(): Promise<void> {
    status.value = await client.vault.close();
  }
  return { status, isOpen: computed(() => status.value?.state === 'open'), load, open, close };
});
