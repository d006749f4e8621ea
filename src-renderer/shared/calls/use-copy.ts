import { refAutoReset } from '@vueuse/core';
import type { Ref } from 'vue';
import { t } from '../../locales/text.ts';
import { notifyNote } from './notify.ts';

/**
 * Copies text that is no secret (for a secret use `copySecret`). It tries the clipboard itself, because the desktop's
 * permission state does not match what it does. @returns `copied`: true for a moment after success; a failed copy shows
 * a message
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
