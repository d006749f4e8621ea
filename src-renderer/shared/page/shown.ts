import { useDocumentVisibility } from '@vueuse/core';
import {
  computed,
  getCurrentInstance,
  inject,
  onActivated,
  onDeactivated,
  provide,
  ref,
  watch,
  type ComputedRef,
  type InjectionKey,
  type Ref,
} from 'vue';
import { useSurroundings } from './surroundings.ts';

const shownKey: InjectionKey<Readonly<Ref<boolean>>> = Symbol('shown');

/** Tells everything below whether it is on the screen; a part inside a hidden part is hidden, too. */
export function provideShown(shown: () => boolean): void {
  const around = inject(shownKey, null);
  provide(
    shownKey,
    computed(() => (around?.value ?? true) && shown()),
  );
}

/** Whether this page is visible: its part of the program is on the screen, it is not a kept page, and the window is not hidden. */
export function useShown(): ComputedRef<boolean> {
  const around = inject(shownKey, null);
  const visibility = useDocumentVisibility();
  const kept = ref(false);
  if (getCurrentInstance()) {
    onActivated(() => {
      kept.value = false;
    });
    onDeactivated(() => {
      kept.value = true;
    });
  }
  return computed(() => (around?.value ?? true) && !kept.value && visibility.value === 'visible');
}

/**
 * J3: a hidden page makes no calls. Asks again when a new day begins: states, ages and days left change without anybody's act.
 * @returns a function that runs `ask` at once if the page is shown, otherwise once when it is shown again
 */
export function askWhenShown(ask: () => void, shown: Readonly<Ref<boolean>> = useShown()): () => void {
  let due = false;
  watch(shown, (now) => {
    if (!now || !due) return;
    due = false;
    ask();
  });
  const askNow = (): void => {
    if (shown.value) ask();
    else due = true;
  };
  watch(useSurroundings().today, askNow);
  return askNow;
}
