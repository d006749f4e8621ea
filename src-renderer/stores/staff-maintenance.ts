import { defineStore } from 'pinia';
import { computed, shallowRef } from 'vue';
import type { StaffOverview } from '@contract/enterprise-staff.ts';
import { client } from '../bridge/client.ts';
import { isAbort, problemOf, type Problem } from '../shared/calls/problem.ts';
import { useSession } from './session.ts';

/** People and roles of the enterprise, as last loaded; shared by the pages of staff maintenance. */
export const useStaffMaintenance = defineStore('staff-maintenance', () => {
  const session = useSession();
  const data = shallowRef<StaffOverview | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** Owner of the list: another login must not see it, not even for a moment. */
  let owner: string | null = null;
  let asked = 0;

  async function load(): Promise<void> {
    const now =
      session.who?.kind === 'enterprise' ? `${session.who.enterprise.id} ${session.who.person.handlerId}` : null;
    if (now !== owner) data.value = null;
    owner = now;
    const mine = ++asked;
    try {
      const next = await client.enterpriseStaff.overview();
      if (mine !== asked) return;
      data.value = next;
      problem.value = null;
    } catch (error) {
      if (mine !== asked || isAbort(error)) return;
      problem.value = problemOf(error);
      data.value = null;
    }
  }
  return {
    data,
    problem,
    load,
    people: computed(() => data.value?.people ?? []),
    roles: computed(() => data.value?.roles ?? []),
    /** State for a StateBlock: existing data stay on the screen while they are loaded again. */
    state: computed(() =>
      data.value !== null ? ('ready' as const) : problem.value !== null ? ('error' as const) : ('loading' as const),
    ),
  };
});
