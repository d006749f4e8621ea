import type { DeskShell, ShellAnswer } from '@contract/shell.ts';
import { piecesOf, type PiecedFile } from './pieced-file.ts';

/**
 * Has the desktop save a file piece by piece; nothing of it is read before the place is chosen.
 * @param ask never rejects. Rejects only as the pieces do: then nothing is saved
 */
export async function saveInPieces(ask: DeskShell['request'], file: PiecedFile, name: string): Promise<ShellAnswer> {
  let answer = await ask({ kind: 'saveFile', name, size: file.size });
  if (answer.result !== 'saving') return answer;
  const { save } = answer;
  try {
    for await (const piece of piecesOf(file)) {
      answer = await ask({ kind: 'savePiece', save, bytes: new Uint8Array(await piece.arrayBuffer()) });
      if (answer.result !== 'saving') break;
    }
  } finally {
    // Pieces that could not be read, or were fewer than was said.
    if (answer.result === 'saving') await ask({ kind: 'dropSave' });
  }
  return answer.result === 'saving' ? { result: 'refused', message: '文件没有保存。请再试一次。' } : answer;
}
