import { t } from '../../locales/text.ts';
import { platform } from '../../bridge/platform.ts';
import { notifyDone, notifyNote } from './notify.ts';

/** Copies a secret and tells the user how long it stays on the clipboard, or that it could not be copied. */
export async function copySecret(text: string): Promise<void> {
  const outcome = await platform.copySecret(text);
  if (outcome === 'clears') notifyDone(t('components.secretCopied.clears'));
  else notifyNote(t(`components.secretCopied.${outcome}`));
}
