import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowReactive, watch } from 'vue';
import { platform } from '../bridge/platform.ts';
import type { UnsavedPiece } from '../shared/page/surroundings.ts';

/**
 * What this window holds unsaved. Closing it and loading it anew are held back while there is any: the desktop lets it save and asks in words of its own, a browser
 * asks in its own.
 */
export const useUnsaved = defineStore('unsaved', () => {
  const pieces = shallowReactive(new Set<UnsavedPiece>());
  const names = computed(() => [...pieces].filter(({ dirty }) => dirty.value).map(({ name }) => name()));
  const saveAll = async (): Promise<void> => {
    await Promise.all([...pieces].filter(({ dirty }) => dirty.value).map(({ save }) => save()));
  };

  // At once: the question may be asked in the same breath as the last key.
  watch(
    names,
    (now, before) => {
      if (now.join('\n') !== before.join('\n')) platform.reportUnsaved(now);
    },
    { flush: 'sync' },
  );
  window.addEventListener('beforeunload', (event) => {
    if (names.value.length === 0) return;
    event.preventDefault();
    void saveAll();
  });
  platform.onCommand((command) => {
    if (command === 'save') void saveAll();
  });

  /** Holds a piece as long as the component lives. */
  function hold(piece: UnsavedPiece): void {
    pieces.add(piece);
    onScopeDispose(() => {
      pieces.delete(piece);
    });
  }
  return { hold };
});
