import type { DossierListColumn } from '@contract/client-words.ts';
import type { Dossier } from '@contract/client-dossier.ts';
import { dossierText, ownValueText } from '@contract/dossier-text.ts';
import { filingNames, taxNameOf } from '@contract/dossier-words.ts';
import { formatMoney } from '@contract/money.ts';
import { handlerNames } from '../../store/repositories/members.ts';
import type { Database } from '../../store/schema/index.ts';
import { maskedDossier } from '../dossier/dossier-rows.ts';
import { storedDossiers } from '../dossier/stored-dossiers.ts';
import { personColumns, personFields } from '../imports/dossier-column-names.ts';
import { fieldFacts } from '../imports/heading-names.ts';
import { headingOfOwn, type OwnColumn } from '../imports/own-columns.ts';
import { ownColumns } from '../imports/stored-own-columns.ts';

/** A column of the file: headed as an import knows it, so that the file can be read again. */
interface FileColumn {
  heading: string;
  cell: (dossier: Dossier) => string;
}

const headed = (field: string, cell: FileColumn['cell']): FileColumn => ({
  heading: fieldFacts(field)?.title ?? field,
  cell,
});
const money = (cents: number | null): string => (cents === null ? '' : formatMoney(cents));

/** Names and numbers of those in one role. Of several people only numbers that all of them have are written: in a cell they are told apart by their place. */
function personCell(dossier: Dossier, role: string, part: (typeof personFields)[number]['id']): string {
  const people = dossier.persons.filter(({ roles }) => (roles as string[]).includes(role));
  if (part === 'Name') return people.map(({ name }) => name).join('、');
  const numbers = people.map(({ idNumber, mobiles }) => (part === 'IdNumber' ? [idNumber] : mobiles));
  if (people.length === 1) return (numbers[0] ?? []).join('、');
  const first = numbers.map(([number]) => number ?? '');
  return first.includes('') ? '' : first.join('、');
}

const taxesCell = ({ taxes }: Dossier): string =>
  taxes
    .map(
      (row) =>
        `${taxNameOf(row)}（${filingNames[row.every]}，${row.since}${row.until === null ? '起' : `至${row.until}`}）`,
    )
    .join('、');

/** The account that a file names: the basic one, or the first. */
const accountOf = ({ accounts }: Dossier): Dossier['accounts'][number] | undefined =>
  accounts.find(({ purpose }) => purpose === 'basic') ?? accounts[0];
function debitCell(dossier: Dossier): string {
  const account = dossier.accounts.find(({ taxDebit }) => taxDebit);
  return account === undefined ? '' : account === accountOf(dossier) ? '是' : account.number;
}

function fileColumns(
  own: readonly OwnColumn[],
  staff: (id: string) => string,
): Readonly<Record<DossierListColumn, FileColumn[]>> {
  const names = { staff, own };
  const text = (
    ...fields: ('region' | 'taxOffice' | 'founded' | 'serviceFrom' | 'creditLevel' | 'sealNumber' | 'paperNumber')[]
  ) => fields.map((field) => headed(field, (dossier) => dossierText(field, dossier, names)));
  return {
    region: text('region'),
    taxOffice: text('taxOffice'),
    founded: text('founded'),
    serviceFrom: text('serviceFrom'),
    licence: [
      headed('licenceFrom', ({ licenceFrom }) => licenceFrom ?? ''),
      headed('licenceUntil', ({ licenceUntil, licenceAlways }) => (licenceAlways ? '长期' : (licenceUntil ?? ''))),
    ],
    capital: [
      headed('capital', ({ capital }) => money(capital)),
      headed('capitalDue', ({ capitalDue }) => capitalDue ?? ''),
    ],
    creditLevel: text('creditLevel'),
    generalSince: [
      headed('generalSince', ({ kinds }) => {
        const last = kinds.at(-1);
        return last?.kind === 'general' ? last.since : '';
      }),
    ],
    taxes: [headed('taxes', taxesCell)],
    persons: personColumns.flatMap(({ id, role }) =>
      personFields.map((part) => headed(`${id}${part.id}`, (dossier) => personCell(dossier, role, part.id))),
    ),
    office: [
      headed('lead', ({ lead }) => (lead === null ? '' : staff(lead))),
      headed('assistant', ({ assistant }) => (assistant === null ? '' : staff(assistant))),
      headed('fieldStaff', ({ field }) => (field === null ? '' : staff(field))),
    ],
    tags: [headed('tags', ({ tags }) => tags.join('、'))],
    papers: text('sealNumber', 'paperNumber'),
    accounts: [
      headed('bankName', (dossier) => accountOf(dossier)?.bank ?? ''),
      headed('bankNumber', (dossier) => accountOf(dossier)?.number ?? ''),
      headed('taxDebit', debitCell),
    ],
    fee: [
      headed('fee', ({ fee }) => money(fee)),
      headed('billing', (dossier) => dossierText('billing', dossier, names)),
      headed('feeNote', ({ feeNote }) => feeNote),
    ],
    own: own.map((field) => ({
      heading: headingOfOwn(field, own),
      cell: (dossier) => {
        const value = dossier.own.find(({ id }) => id === field.id)?.value ?? '';
        return field.type === 'money' && value !== '' ? formatMoney(Number(value)) : ownValueText(field.type, value);
      },
    })),
  };
}

/** The columns of a file that come from dossiers. Somebody who has left the office is not named. */
export async function dossierColumnsOf(db: Database, agencyId: string, chosen: readonly DossierListColumn[]) {
  const staff = await handlerNames(db, agencyId);
  const every = fileColumns(await ownColumns(db), (id) => {
    const member = staff.get(id);
    return member === undefined || member.removed ? '' : member.name;
  });
  const columns = chosen.flatMap((column) => every[column]);
  return {
    headings: columns.map(({ heading }) => heading),
    /** Cells of some clients, by id. */
    cells: async (ids: readonly string[]): Promise<(clientId: string) => string[]> => {
      if (columns.length === 0) return () => [];
      const stored = await storedDossiers(db, ids);
      return (clientId) => {
        const dossier = maskedDossier(stored(clientId));
        return columns.map(({ cell }) => cell(dossier));
      };
    },
  };
}
