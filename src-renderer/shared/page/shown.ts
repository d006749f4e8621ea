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

const shownKey: InjectionKey<Readonly<Ref<boolean>>> = Symbol('shown');

/** Says of everything below whether it is on the screen; a part within a part that is not is not either. */
export function provideShown(shown: () => boolean): void {
  const around = inject(shownKey, null);
  provide(
    shownKey,
    computed(() => (around?.value ?? true) && shown()),
  );
}

/** Whether this page can be seen: its part of the program is on the screen, it is not kept for later, and the window is not hidden. */
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

/** J3: a page that nobody sees asks nothing. @returns runs `ask` at once where the page is shown, else once when it is shown again */
export function askWhenShown(ask: () => void, shown: Readonly<Ref<boolean>> = useShown()): () => void {
  let due = false;
  watch(shown, (now) => {
    if (!now || !due) return;
    due = false;
    ask();
  });
  return () => {
    if (shown.value) ask();
    else due = true;
  };
}
