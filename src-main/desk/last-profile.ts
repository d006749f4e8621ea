import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../keys/atomic-file.ts';

const lastProfileSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('office') }),
  z.object({ kind: z.literal('training'), world: z.string() }),
]);
export type LastProfile = z.infer<typeof lastProfileSchema>;

const fileIn = (dataDir: string): string => join(dataDir, 'desk.json');

/** Last use of this data folder, or null: first run. An unreadable note counts as none; it holds nothing of value. */
export async function lastProfile(dataDir: string): Promise<LastProfile | null> {
  const text = await readFile(fileIn(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  try {
    return lastProfileSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

export async function keepLastProfile(dataDir: string, profile: LastProfile | null): Promise<void> {
  await writeFileAtomically(fileIn(dataDir), JSON.stringify(profile));
}
