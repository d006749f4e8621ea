import { defineStore } from 'pinia';

/** Finishes what a client's page holds unsaved. @returns whether the page may go */
export type Settle = () => Promise<boolean>;

/** Pages with something typed that is not saved yet, by client: asked before a client is closed or the person signs out. */
export const useUnfinished = defineStore('unfinished', () => {
  const settles = new Map<string, Settle>();

  /** @returns takes it away again */
  function add(clientId: string, settle: Settle): () => void {
    settles.set(clientId, settle);
    return () => {
      if (settles.get(clientId) === settle) settles.delete(clientId);
    };
  }
  /** Whether the client may be closed; its page saves first, or asks. */
  async function mayClose(clientId: string): Promise<boolean> {
    return (await settles.get(clientId)?.()) ?? true;
  }
  async function mayCloseAll(): Promise<boolean> {
    for (const settle of [...settles.values()]) if (!(await settle())) return false;
    return true;
  }
  return { add, mayClose, mayCloseAll };
});
