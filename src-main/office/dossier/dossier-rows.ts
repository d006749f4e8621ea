import type { Dossier } from '@contract/client-dossier.ts';
import type { AccountPurpose, Billing, CreditLevel, Filing, PersonRole, TaxCode } from '@contract/dossier-words.ts';
import { maskIdNumber, type IdType } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import {
  addDossierRows,
  eraseDossier,
  putDossier,
  putDossierRows,
  type DossierRows,
} from '../../store/repositories/client-dossiers.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';

/** A dossier as it is stored, with its numbers in full. What was once accepted is not checked again, so words are taken as they stand. */
export function dossierFromRows(rows: DossierRows): Dossier {
  const once = rows.client_dossier;
  return {
    region: once?.region ?? '',
    taxOffice: once?.tax_office ?? '',
    founded: once?.founded ?? null,
    serviceFrom: once?.service_from ?? null,
    licenceFrom: once?.licence_from ?? null,
    licenceUntil: once?.licence_until ?? null,
    licenceAlways: once?.licence_always ?? false,
    capital: once?.capital ?? null,
    capitalDue: once?.capital_due ?? null,
    former: rows.client_former.map(({ id, what, value, until }) => ({ id, what, value, until })),
    kinds: rows.client_kind.map(({ id, since, kind }) => ({ id, since, kind })),
    taxes: rows.client_tax.map(({ id, tax, own_tax, every, since, until }) => ({
      id,
      tax: tax as TaxCode,
      ownTax: own_tax,
      every: every as Filing,
      since,
      until,
    })),
    persons: rows.client_person.map((row) => ({
      id: row.id,
      name: row.name,
      roles: row.person_roles as PersonRole[],
      idType: row.id_type as IdType | null,
      idNumber: row.id_number,
      mobiles: row.mobiles,
      note: row.note,
    })),
    lead: once?.lead_id ?? null,
    assistant: once?.assistant_id ?? null,
    field: once?.field_id ?? null,
    creditLevel: (once?.credit_level ?? '') as CreditLevel,
    tags: rows.client_tag.map(({ tag }) => tag),
    sealNumber: once?.seal_number ?? '',
    paperNumber: once?.paper_number ?? '',
    accounts: rows.client_bank_account.map(({ id, purpose, bank, number, tax_debit }) => ({
      id,
      purpose: purpose as AccountPurpose,
      bank,
      number,
      taxDebit: tax_debit,
    })),
    fee: once?.fee ?? null,
    billing: (once?.billing ?? '') as Billing,
    feeNote: once?.fee_note ?? '',
    own: rows.client_own_value.map(({ field_id, value }) => ({ id: field_id, value })),
  };
}

/** The rows of a dossier as they are stored. */
function rowsOf(client_id: string, dossier: Dossier) {
  const placed = <Row>(rows: readonly Row[]) => rows.map((row, position) => ({ client_id, position, ...row }));
  return {
    client_dossier: {
      client_id,
      region: dossier.region,
      tax_office: dossier.taxOffice,
      founded: dossier.founded,
      service_from: dossier.serviceFrom,
      licence_from: dossier.licenceFrom,
      licence_until: dossier.licenceUntil,
      licence_always: dossier.licenceAlways,
      capital: dossier.capital,
      capital_due: dossier.capitalDue,
      credit_level: dossier.creditLevel,
      lead_id: dossier.lead,
      assistant_id: dossier.assistant,
      field_id: dossier.field,
      seal_number: dossier.sealNumber,
      paper_number: dossier.paperNumber,
      fee: dossier.fee,
      billing: dossier.billing,
      fee_note: dossier.feeNote,
    },
    client_former: placed(dossier.former),
    client_kind: dossier.kinds.map((row) => ({ client_id, ...row })),
    client_tax: placed(dossier.taxes.map(({ ownTax, ...row }) => ({ ...row, own_tax: ownTax }))),
    client_person: placed(
      dossier.persons.map(({ roles, idType, idNumber, ...row }) => ({
        ...row,
        person_roles: roles,
        id_type: idType,
        id_number: idNumber,
      })),
    ),
    client_tag: dossier.tags.map((tag) => ({ client_id, tag })),
    client_bank_account: placed(dossier.accounts.map(({ taxDebit, ...row }) => ({ ...row, tax_debit: taxDebit }))),
    client_own_value: dossier.own.map(({ id, value }) => ({ client_id, field_id: id, value })),
  };
}

/** Which field of a dossier each list holds. */
const lists = {
  client_former: 'former',
  client_kind: 'kinds',
  client_tax: 'taxes',
  client_person: 'persons',
  client_tag: 'tags',
  client_bank_account: 'accounts',
  client_own_value: 'own',
} as const satisfies Partial<Record<keyof DossierRows, keyof Dossier>>;
const listTables = Object.keys(lists) as (keyof typeof lists)[];

/** Writes the fields of a dossier that changed. */
export async function writeDossier(
  db: DatabaseTransaction,
  clientId: string,
  dossier: Dossier,
  changed: ReadonlySet<keyof Dossier>,
): Promise<void> {
  const rows = rowsOf(clientId, dossier);
  await putDossier(db, rows.client_dossier);
  for (const table of listTables) if (changed.has(lists[table])) await putDossierRows(db, table, clientId, rows[table]);
}

/** Writes dossiers of clients that have none, many at once; nothing for what is empty. */
export async function storeDossiers(
  db: DatabaseTransaction,
  dossiers: readonly { clientId: string; dossier: Dossier }[],
): Promise<void> {
  const all = dossiers.map(({ clientId, dossier }) => rowsOf(clientId, dossier));
  const filled = ({ client_id: _, ...row }: (typeof all)[number]['client_dossier']): boolean =>
    Object.values(row).some((value) => value !== '' && value !== null && value !== false);
  await addDossierRows(db, 'client_dossier', all.map((rows) => rows.client_dossier).filter(filled));
  for (const table of listTables)
    await addDossierRows(
      db,
      table,
      all.flatMap((rows) => rows[table] as never[]),
    );
}

/** Puts a dossier in the place of the present one, whole. */
export async function replaceDossier(db: DatabaseTransaction, clientId: string, dossier: Dossier): Promise<void> {
  await eraseDossier(db, clientId);
  await storeDossiers(db, [{ clientId, dossier }]);
}

/** A dossier as people see it: document numbers, mobiles and account numbers masked. */
export const maskedDossier = (dossier: Dossier): Dossier => ({
  ...dossier,
  persons: dossier.persons.map((person) => ({
    ...person,
    idNumber: person.idNumber === '' ? '' : maskIdNumber(person.idNumber),
    mobiles: person.mobiles.map(maskMobile),
  })),
  accounts: dossier.accounts.map((account) => ({ ...account, number: maskIdNumber(account.number) })),
});
