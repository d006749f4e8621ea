import { createHash } from 'node:crypto';
import type { Act } from '../../bureau/act/acts.ts';
import { putSetting, setting } from '../../store/repositories/settings.ts';
import type { Database } from '../../store/schema/index.ts';
import { isImportField, type ColumnChoice } from './columns.ts';

/** Lists of headings whose choices are remembered; the oldest goes. */
const listsKept = 50;

const keyOf = (headings: readonly string[]): string =>
  createHash('sha256').update(headings.join('\u0000')).digest('base64url').slice(0, 22);

/** What was chosen for lists of headings before, by column: two may have the same heading. */
export async function rememberedChoices(
  db: Database,
): Promise<(headings: readonly string[]) => ReadonlyMap<number, ColumnChoice>> {
  const lists = (await setting(db, 'importColumns')) ?? [];
  return (headings) => {
    const list = lists.find(({ key }) => key === keyOf(headings));
    return new Map(
      (list?.columns ?? []).flatMap((field, column) =>
        field === 'none' || (field !== null && isImportField(field)) ? [[column, field] as const] : [],
      ),
    );
  };
}

/** Remembers what was chosen for a list of headings, as part of the act that used it. */
export async function rememberChoices(
  act: Act,
  headings: readonly string[],
  choices: readonly (ColumnChoice | null)[],
): Promise<void> {
  const key = keyOf(headings);
  const before = (await setting(act.db, 'importColumns')) ?? [];
  const known = before.find((list) => list.key === key);
  if (choices.every((choice) => choice === null) && !known) return;
  await putSetting(
    act.db,
    'importColumns',
    [{ key, columns: [...choices] }, ...before.filter((list) => list.key !== key)].slice(0, listsKept),
  );
}
