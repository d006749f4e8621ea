import type { Insertable, Kysely, Selectable } from 'kysely';
import type { CertificateTable } from '../schema/business.ts';
import type { Schema } from '../schema/index.ts';
import type { StoredPayment } from './payments.ts';

/** A certificate and its payments. */
export async function addCertificate(
  db: Kysely<Schema>,
  row: Insertable<CertificateTable>,
  paymentIds: readonly string[],
): Promise<void> {
  await db.insertInto('certificate').values(row).execute();
  for (const payment_id of paymentIds)
    await db.insertInto('certificate_payment').values({ number: row.number, payment_id }).execute();
}

/** Certificates of a client, newest first, each with its number of payments. */
export function certificatesOf(
  db: Kysely<Schema>,
  clientId: string,
  limit: number,
): Promise<(Selectable<CertificateTable> & { payments: number })[]> {
  return db
    .selectFrom('certificate')
    .selectAll()
    .select((e) =>
      e
        .selectFrom('certificate_payment')
        .whereRef('certificate_payment.number', '=', 'certificate.number')
        .select((f) => f.fn.countAll<number>().as('n'))
        .$asScalar()
        .$notNull()
        .as('payments'),
    )
    .where('client_id', '=', clientId)
    .orderBy('issued_at', 'desc')
    .orderBy('number', 'desc')
    .limit(limit)
    .execute();
}

/** The payments of these certificates that were reversed since, by number of the certificate. */
export function reversedIn(
  db: Kysely<Schema>,
  numbers: readonly string[],
): Promise<(StoredPayment & { number: string })[]> {
  if (numbers.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('certificate_payment')
    .innerJoin('payment', 'payment.id', 'certificate_payment.payment_id')
    .selectAll('payment')
    .select('certificate_payment.number')
    .where('certificate_payment.number', 'in', [...numbers])
    .where('payment.reversed_at', 'is not', null)
    .orderBy('payment.reversed_at')
    .execute();
}

/** Numbers of the certificates of these payments, by payment. */
export function certificatesOver(
  db: Kysely<Schema>,
  paymentIds: readonly string[],
): Promise<{ number: string; payment_id: string }[]> {
  if (paymentIds.length === 0) return Promise.resolve([]);
  return db
    .selectFrom('certificate_payment')
    .selectAll()
    .where('payment_id', 'in', [...paymentIds])
    .orderBy('number')
    .execute();
}
