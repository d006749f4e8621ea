import { refAutoReset } from '@vueuse/core';
import type { Ref } from 'vue';
import { t } from '../../locales/text.ts';
import { notifyNote } from './notify.ts';

/**
 * Copies text that is no secret (that one goes through `copySecret`). The clipboard itself is asked: what a permission is said to be, the
 * desktop answers otherwise than it acts. @returns `copied`: true for a moment after it was done; a copy that failed says so
 */
export function useCopy(): { copy: (text: string) => Promise<void>; copied: Ref<boolean> } {
  const copied = refAutoReset(false, 1_500);
  async function copy(text: string): Promise<void> {
    try {
      await navigator.clipboard.writeText(text);
      copied.value = true;
    } catch {
      notifyNote(t('components.notCopied'));
    }
  }
  return { copy, copied };
}
