import { defineStore } from 'pinia';
import { shallowRef, watch } from 'vue';
import type { EnterpriseService } from '@contract/enterprise.ts';
import { client } from '../bridge/client.ts';
import { useSession } from './session.ts';

/** Why a function cannot be used in this enterprise session, in the engine's words; loaded when something is greyed out, and again when rights change (E6). */
export const useMayDo = defineStore('mayDo', () => {
  const session = useSession();
  const decisions = shallowRef<ReadonlyMap<string, EnterpriseService>>(new Map());
  let asked: string | null = null;
  const held = (): readonly string[] => (session.who && 'functions' in session.who ? session.who.functions : []);

  function ask(): void {
    const now = held().join();
    if (asked === now) return;
    asked = now;
    // Without an answer the button stays grey; the refusal itself would say the same.
    client.enterprise
      .home()
      .then((home) => {
        decisions.value = new Map(home.services.map((service) => [service.serviceId, service]));
      })
      .catch(() => {
        asked = null;
      });
  }
  watch(held, () => {
    if (asked !== null) ask();
  });
  return {
    may: (functionId: string): boolean => held().includes(functionId),
    why: (functionId: string): EnterpriseService | null => decisions.value.get(functionId) ?? null,
    ask,
  };
});
