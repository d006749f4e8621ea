import { defineStore } from 'pinia';
import { computed, onScopeDispose, shallowReactive, watch } from 'vue';
import { platform } from '../bridge/platform.ts';
import type { UnsavedPiece } from '../shared/page/surroundings.ts';

/**
 * Unsaved data of this window. While there are any, closing and reloading it are held back: the desktop lets it save
 * and asks in its own words; a browser asks in the browser's words.
 */
export const useUnsaved = defineStore('unsaved', () => {
  const pieces = shallowReactive(new Set<UnsavedPiece>());
  const names = computed(() => [...pieces].filter(({ dirty }) => dirty.value).map(({ name }) => name()));
  const saveAll = async (): Promise<void> => {
    await Promise.all([...pieces].filter(({ dirty }) => dirty.value).map(({ save }) => save()));
  };

  // At once: the question may come immediately after the last key.
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

  /** Holds a piece of unsaved data while the component exists. */
  function hold(piece: UnsavedPiece): void {
    pieces.add(piece);
    onScopeDispose(() => {
      pieces.delete(piece);
    });
  }
  return { hold };
});
