import { useIntervalFn } from '@vueuse/core';
import { onBeforeUnmount, onDeactivated, ref, shallowRef, watch } from 'vue';
import { useSecretShown } from '../../../shared/kit/use-secret-shown.ts';
import { useSession } from '../../../stores/session.ts';
import { useVault } from '../../../stores/vault.ts';

const shownSeconds = 30;

/**
 * The one secret that is on the screen: gone after half a minute, at the lock, with the vault, and when its page is left.
 * @param options.sealed it comes from the vault, and goes when that is closed
 */
export function useShownSecret({ sealed = true } = {}) {
  const [session, vault] = [useSession(), useVault()];
  const away = (): boolean => session.locked || (sealed && !vault.isOpen);
  const shown = shallowRef<{ key: string; secret: string } | null>(null);
  /** Seconds that it stays. */
  const left = ref(0);
  const { pause, resume } = useIntervalFn(
    () => {
      left.value -= 1;
      if (left.value <= 0) hide();
    },
    1000,
    { immediate: false },
  );
  /** @param key which secret it is, for {@link shown} */
  function show(key: string, secret: string): void {
    // The lock may have come while it was on its way.
    if (away()) return;
    shown.value = { key, secret };
    left.value = shownSeconds;
    resume();
  }
  function hide(): void {
    pause();
    shown.value = null;
  }
  watch(
    away,
    (gone) => {
      if (gone) hide();
    },
    { flush: 'sync' },
  );
  onDeactivated(hide);
  onBeforeUnmount(hide);
  useSecretShown(() => shown.value !== null);
  return { shown, left, show, hide };
}
