import { platform } from '../../bridge/platform.ts';
import { notifyDone, notifyNote } from './notify.ts';

/**
 * Saves a file where the user wants it and tells how that went; who gives it up hears nothing.
 * @param done what is told when it is saved; left out: nothing, because the place where it lies says it
 * @returns whether it was saved
 */
export async function saveAndNotify(
  file: Parameters<typeof platform.saveFile>[0],
  name: string,
  done?: string,
): Promise<boolean> {
  const answer = await platform.saveFile(file, name);
  if (answer.result === 'done' && done !== undefined) notifyDone(done);
  if (answer.result === 'refused') notifyNote(answer.message);
  return answer.result === 'done';
}
