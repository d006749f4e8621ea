import { useColorMode } from '@vueuse/core';
import { defineStore } from 'pinia';

/** Light, dark, or as the system: kept on this machine, shown as the class `dark` of the document. */
export const useTheme = defineStore('theme', () => {
  const mode = useColorMode({ storageKey: 'desk.theme', disableTransition: false, modes: { light: '' }, emitAuto: true });
  return { mode };
});
