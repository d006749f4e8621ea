import { platform } from '../../bridge/platform.ts';
import { notifyDone, notifyNote } from './notify.ts';

/**
 * Saves a file where the user chooses and shows the result; a user who cancels sees no message.
 * @param done message after the save; omitted: none, because the screen shows the result
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
