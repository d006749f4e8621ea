import type { Kysely, Selectable, Updateable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type {
  InsuranceDeclarationTable,
  InsurancePaymentTable,
  InsuranceReceiptTable,
} from '../schema/social-insurance.ts';

export type InsuranceDeclarationRow = Selectable<InsuranceDeclarationTable>;
export type InsuranceReceiptRow = Selectable<InsuranceReceiptTable>;
export type InsurancePaymentRow = Selectable<InsurancePaymentTable>;

export function declarationOfMonth(
  db: Kysely<Schema>,
  enterpriseId: string,
  month: string,
): Promise<InsuranceDeclarationRow | undefined> {
  return db
    .selectFrom('insurance_declaration')
    .selectAll()
    .where('enterprise_id', '=', enterpriseId)
    .where('month', '=', month)
    .executeTakeFirst();
}

/** Every declared month with its current receipt and its payment, newest first. */
export function declarationsOf(db: Kysely<Schema>, enterpriseId: string) {
  return db
    .selectFrom('insurance_declaration')
    .leftJoin('insurance_receipt', (join) =>
      join
        .onRef('insurance_receipt.declaration_id', '=', 'insurance_declaration.id')
        .on('insurance_receipt.replaced_at', 'is', null),
    )
    .leftJoin('insurance_payment', 'insurance_payment.declaration_id', 'insurance_declaration.id')
    .select([
      'insurance_declaration.month',
      'insurance_declaration.state',
      'insurance_declaration.wages',
      'insurance_receipt.number',
      'insurance_receipt.people',
      'insurance_receipt.unit',
      'insurance_receipt.personal',
      'insurance_payment.slip_number',
      'insurance_payment.paid_day',
    ])
    .where('enterprise_id', '=', enterpriseId)
    .orderBy('month', 'desc')
    .execute();
}

/** Months from this one on that are paid, oldest first, with what was submitted. */
export function paidFrom(db: Kysely<Schema>, enterpriseId: string, month: string) {
  return db
    .selectFrom('insurance_declaration')
    .innerJoin('insurance_receipt', 'insurance_receipt.declaration_id', 'insurance_declaration.id')
    .select(['insurance_declaration.month', 'insurance_receipt.lines'])
    .where('insurance_receipt.replaced_at', 'is', null)
    .where('enterprise_id', '=', enterpriseId)
    .where('state', '=', 'paid')
    .where('month', '>=', month)
    .orderBy('month')
    .execute();
}

export async function addDeclaration(db: Kysely<Schema>, row: InsuranceDeclarationRow): Promise<void> {
  await db.insertInto('insurance_declaration').values(row).execute();
}

export async function changeDeclaration(
  db: Kysely<Schema>,
  id: string,
  change: Updateable<InsuranceDeclarationTable>,
): Promise<void> {
  await db.updateTable('insurance_declaration').set(change).where('id', '=', id).execute();
}

/** Receipts of a declaration, the first one first. */
export function receiptsOf(db: Kysely<Schema>, declarationId: string): Promise<InsuranceReceiptRow[]> {
  return db
    .selectFrom('insurance_receipt')
    .selectAll()
    .where('declaration_id', '=', declarationId)
    .orderBy('submitted_at')
    .orderBy('number')
    .execute();
}

/** Adds a receipt that replaces the current one. */
export async function putReceipt(db: Kysely<Schema>, row: InsuranceReceiptRow): Promise<void> {
  await db
    .updateTable('insurance_receipt')
    .set({ replaced_at: row.submitted_at })
    .where('declaration_id', '=', row.declaration_id)
    .where('replaced_at', 'is', null)
    .execute();
  await db.insertInto('insurance_receipt').values(row).execute();
}

export function insurancePaymentOf(
  db: Kysely<Schema>,
  declarationId: string,
): Promise<InsurancePaymentRow | undefined> {
  return db.selectFrom('insurance_payment').selectAll().where('declaration_id', '=', declarationId).executeTakeFirst();
}

export async function addInsurancePayment(db: Kysely<Schema>, row: InsurancePaymentRow): Promise<void> {
  await db.insertInto('insurance_payment').values(row).execute();
}
