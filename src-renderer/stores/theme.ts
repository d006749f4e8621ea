import { useColorMode } from '@vueuse/core';
import { defineStore } from 'pinia';
import { watch } from 'vue';
import { platform } from '../bridge/platform.ts';

/** Light, dark, or as the system: kept on this machine, shown as the class `dark` of the document. */
export const useTheme = defineStore('theme', () => {
  const mode = useColorMode({
    storageKey: 'desk.theme',
    disableTransition: false,
    modes: { light: '' },
    emitAuto: true,
  });
  // The desktop's windows and dialogs follow the choice, from before a page is drawn.
  watch(
    mode,
    (chosen) => {
      platform.reportTheme(chosen);
    },
    { immediate: true },
  );
  return { mode };
});
