import { accountKindName, type Account, type AccountKind, type SecondFactor } from '@contract/client-secrets.ts';
import { parseDay } from '../../../shared/pure/day-input.ts';

/** An account as it is typed; an empty secret of one that exists leaves it as it is. */
export interface AccountDraft {
  kind: AccountKind;
  ownKind: string;
  person: string;
  site: string;
  login: string;
  secret: string;
  secondFactor: SecondFactor;
  factorHolder: string;
  validUntil: string;
  note: string;
}

export const draftOf = (account: Account | null): AccountDraft => ({
  kind: account?.kind ?? 'bureauHandler',
  ownKind: account?.ownKind ?? '',
  person: account?.person ?? '',
  site: account?.site ?? '',
  login: account?.login ?? '',
  secret: '',
  secondFactor: account?.secondFactor ?? 'none',
  factorHolder: account?.factorHolder ?? '',
  validUntil: account?.validUntil ?? '',
  note: account?.note ?? '',
});

/** What is sent of a draft, without its secret. */
export function openFieldsOf({ secret: _, ...draft }: AccountDraft) {
  return { ...draft, validUntil: draft.validUntil.trim() === '' ? null : parseDay(draft.validUntil) };
}

/** An account as buttons and sentences call it. */
export const accountName = (account: Pick<Account, 'kind' | 'ownKind' | 'person'>): string =>
  [accountKindName(account), account.person].filter(Boolean).join(' ');
