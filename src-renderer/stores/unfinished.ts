import { defineStore } from 'pinia';

/** Finishes the unsaved data of a client's page. @returns whether the page may close */
export type Settle = () => Promise<boolean>;

/** Pages with unsaved typed data, by client: asked before a client is closed or the person signs out. */
export const useUnfinished = defineStore('unfinished', () => {
  const settles = new Map<string, Settle>();

  /** @returns a function that removes it */
  function add(clientId: string, settle: Settle): () => void {
    settles.set(clientId, settle);
    return () => {
      if (settles.get(clientId) === settle) settles.delete(clientId);
    };
  }
  /** Whether the client may be closed; its page first saves, or asks the user. */
  async function mayClose(clientId: string): Promise<boolean> {
    return (await settles.get(clientId)?.()) ?? true;
  }
  async function mayCloseAll(): Promise<boolean> {
    for (const settle of [...settles.values()]) if (!(await settle())) return false;
    return true;
  }
  return { add, mayClose, mayCloseAll };
});
