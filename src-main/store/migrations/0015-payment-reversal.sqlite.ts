import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  `ALTER TABLE payment ADD COLUMN nature TEXT NOT NULL DEFAULT 'tax' CHECK (nature IN ('tax', 'lateFee'))`,
  // Reason for recording after a second look.
  `ALTER TABLE payment ADD COLUMN reason TEXT NOT NULL DEFAULT ''`,
  `ALTER TABLE payment ADD COLUMN reversed_at INTEGER`,
  `ALTER TABLE payment ADD COLUMN reversed_by TEXT`,
  `ALTER TABLE payment ADD COLUMN reversed_by_name TEXT`,
  `ALTER TABLE payment ADD COLUMN reverse_reason TEXT`,
  `CREATE INDEX payment_of_tax ON payment (client_id, tax, period)`,
  // A payment is reversed, never erased, and its data never change.
  `CREATE TRIGGER payment_never_erased BEFORE DELETE ON payment BEGIN SELECT RAISE(ABORT, 'a payment is reversed, not erased'); END`,
  `CREATE TRIGGER payment_never_rewritten BEFORE UPDATE OF id, client_id, tax, nature, period, amount, paid_day, voucher, reason, recorded_by, recorded_by_name, recorded_at ON payment
    BEGIN SELECT RAISE(ABORT, 'a payment is reversed, not rewritten'); END`,
  `CREATE TRIGGER payment_reversed_once BEFORE UPDATE ON payment WHEN OLD.reversed_at IS NOT NULL BEGIN SELECT RAISE(ABORT, 'a payment is reversed once'); END`,
  // Agreements of one day are listed by the pinyin of their clients, without reading their rows.
  `CREATE INDEX client_by_pinyin ON client (client_id, pinyin)`,
  // The payments of a certificate; an older certificate covers the payments recorded in its days at that time.
  `CREATE TABLE certificate_payment (
    number TEXT NOT NULL REFERENCES certificate (number), payment_id TEXT NOT NULL REFERENCES payment (id), PRIMARY KEY (number, payment_id)) STRICT, WITHOUT ROWID`,
  `CREATE INDEX certificate_of_payment ON certificate_payment (payment_id)`,
  `CREATE INDEX certificate_of_client ON certificate (client_id, issued_at)`,
  `INSERT INTO certificate_payment SELECT certificate.number, payment.id FROM certificate JOIN payment ON payment.client_id = certificate.client_id
    AND payment.paid_day BETWEEN certificate.from_day AND certificate.to_day AND payment.recorded_at <= certificate.issued_at`,
];

export const paymentReversal: Migration = {
  number: 15,
  name: 'payment-reversal',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
