import { ref } from 'vue';
import type { MaskedNumber } from '@contract/client-dossier.ts';
import { client } from '../../../bridge/client.ts';
import { notifyProblem } from '../../../shared/calls/notify.ts';
import { useShownSecret } from '../accounts/shown-secret.ts';

/** The one number of a dossier that is shown without its mask; every showing is an act of its own, in the trail. */
export function useNumberShower(clientId: () => string) {
  const { shown, left, show, hide } = useShownSecret({ sealed: false });
  const busy = ref<string | null>(null);
  const keyOf = (number: MaskedNumber): string =>
    [number.what, number.id, number.what === 'mobile' ? number.index : 0].join(' ');
  async function toggle(number: MaskedNumber): Promise<void> {
    const key = keyOf(number);
    if (shown.value?.key === key) return hide();
    if (busy.value !== null) return;
    busy.value = key;
    const wanted = clientId();
    try {
      const { value } = await client.clientDossier.show({ clientId: wanted, number });
      if (wanted === clientId()) show(key, value);
    } catch (error) {
      notifyProblem(error);
    } finally {
      busy.value = null;
    }
  }
  return {
    /** The number in full, while it may be seen; else null. */
    of: (number: MaskedNumber): string | null => (shown.value?.key === keyOf(number) ? shown.value.secret : null),
    left,
    toggle,
    hide,
  };
}
export type NumberShower = ReturnType<typeof useNumberShower>;
