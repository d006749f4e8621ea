import { useColorMode } from '@vueuse/core';
import { defineStore } from 'pinia';
import { watch } from 'vue';
import { platform } from '../bridge/platform.ts';

/** Light, dark, or like the system: stored on this machine, set as the class `dark` of the document. */
export const useTheme = defineStore('theme', () => {
  const mode = useColorMode({
    storageKey: 'desk.theme',
    disableTransition: false,
    modes: { light: '' },
    emitAuto: true,
  });
  // The desktop's windows and dialogs follow the choice, even before a page is drawn.
  watch(
    mode,
    (chosen) => {
      platform.reportTheme(chosen);
    },
    { immediate: true },
  );
  return { mode };
});
