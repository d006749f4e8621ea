import { createHash } from 'node:crypto';
import { importAccountSchema } from '@contract/imports.ts';
import type { Act } from '../../bureau/act/acts.ts';
import { putSetting, setting } from '../../store/repositories/settings.ts';
import type { Database } from '../../store/schema/index.ts';
import type { AccountChoices, AccountDetails } from './account-columns.ts';

/** Lists of headings whose accounts are remembered; the oldest goes. */
const listsKept = 50;

const keyOf = (headings: readonly string[]): string =>
  createHash('sha256').update(headings.join('\u0000')).digest('base64url').slice(0, 22);

/** What the columns of passwords of lists of headings were before, by column. What is no longer understood is none. */
export async function rememberedAccounts(db: Database): Promise<(headings: readonly string[]) => AccountChoices> {
  const lists = (await setting(db, 'importAccounts')) ?? [];
  return (headings) => {
    const list = lists.find(({ key }) => key === keyOf(headings));
    return new Map(
      (list?.accounts ?? []).flatMap((one) => {
        const read = importAccountSchema.safeParse(one);
        return read.success ? [[read.data.column, detailsOf(read.data)] as const] : [];
      }),
    );
  };
}

/** Remembers what the columns of passwords of a list of headings are, as part of the act that used it. */
export async function rememberAccounts(act: Act, headings: readonly string[], accounts: AccountChoices): Promise<void> {
  const key = keyOf(headings);
  const before = (await setting(act.db, 'importAccounts')) ?? [];
  if (accounts.size === 0 && !before.some((list) => list.key === key)) return;
  const list = { key, accounts: [...accounts].map(([column, details]) => ({ column, ...details })) };
  await putSetting(
    act.db,
    'importAccounts',
    [...(accounts.size === 0 ? [] : [list]), ...before.filter((one) => one.key !== key)].slice(0, listsKept),
  );
}

/** An account's column as the contract has it, without the column. */
export const detailsOf = ({ column: _, ...details }: AccountDetails & { column: number }): AccountDetails => details;
