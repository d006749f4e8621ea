import { accountKindName, accountKindNames, accountKinds } from '@contract/client-secrets.ts';
import type { ImportAccount, ImportColumn } from '@contract/imports.ts';
import { t } from '../../locales/text.ts';
import { columnLetter } from './import-source.ts';

/** A column as it is called: by its heading, or its letter. */
export const columnName = (columns: readonly ImportColumn[], at: number): string =>
  columns.find(({ column }) => column === at)?.heading || t('importing.columnNamed', { letter: columnLetter(at) });

/** What the passwords of a column become, in one line: kind, whose, login name. */
export function accountWords(account: ImportAccount, columns: readonly ImportColumn[]): string {
  const { person, personColumn, loginColumn, site } = account;
  return [
    accountKindName(account),
    ...(person !== ''
      ? [person]
      : personColumn === null
        ? []
        : [t('importing.account.personFrom', { column: columnName(columns, personColumn) })]),
    ...(loginColumn === null ? [] : [t('importing.account.loginFrom', { column: columnName(columns, loginColumn) })]),
    ...(site === '' ? [] : [site]),
  ].join(' · ');
}

export const kindOptions = () =>
  accountKinds.map((kind) => ({ value: kind, label: kind === 'own' ? t('accounts.own') : accountKindNames[kind] }));
