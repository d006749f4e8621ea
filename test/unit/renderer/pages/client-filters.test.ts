import { describe, expect, it } from 'vitest';
import { agreementStateSchema } from '../../../../src-preload/contract/clients.ts';
import { clientFilter } from '../../../../src-renderer/pages/clients/client-filters.ts';

describe('filters of the client list', () => {
  it('有效 and 其他 add up to all clients: each state of an agreement stands behind one of them', () => {
    const states = [...(clientFilter('inForce', null).states ?? []), ...(clientFilter('others', null).states ?? [])];
    expect(states.toSorted()).toEqual([...agreementStateSchema.options].toSorted());
  });

  it('one member’s clients narrow each filter, and nothing else of it', () => {
    for (const quick of ['all', 'favourite', 'remembered', 'inForce', 'ending', 'others'] as const)
      expect(clientFilter(quick, 'zhou')).toEqual({ ...clientFilter(quick, null), handlerId: 'zhou' });
  });
});
