export interface FilingTable {
  id: string;
  client_id: string;
  tax: 'vat';
  form: 'general' | 'smallScale';
  period: string;
  state: 'draft' | 'submitted';
  /** Cents by line of the form. */
  lines: Record<string, number>;
  payable: number;
  revision: number;
  saved_at: number;
  saved_by: string;
  saved_by_name: string;
  submitted_at: number | null;
  submitted_by: string | null;
  submitted_by_name: string | null;
  receipt_number: string | null;
  agreement_id: string;
}

export interface PaymentTable {
  id: string;
  client_id: string;
  tax: string;
  period: string;
  amount: number;
  paid_day: string;
  voucher: string;
  recorded_by: string;
  recorded_by_name: string;
  recorded_at: number;
  nature: 'tax' | 'lateFee';
  /** Reason for recording after a second look; empty without one. */
  reason: string;
  reversed_at: number | null;
  reversed_by: string | null;
  reversed_by_name: string | null;
  reverse_reason: string | null;
}

/** The payments of a certificate. */
export interface CertificatePaymentTable {
  number: string;
  payment_id: string;
}

export interface CertificateTable {
  number: string;
  client_id: string;
  from_day: string;
  to_day: string;
  sum: number;
  issued_at: number;
  issued_by: string;
  issued_by_name: string;
}

/** Gapless numbers by series (`receipt:2026-11-23`). */
export interface NumberSeriesTable {
  series: string;
  last: number;
}

/** Returns, payments and certificates of taxpayers. */
export interface BusinessTables {
  filing: FilingTable;
  payment: PaymentTable;
  certificate_payment: CertificatePaymentTable;
  certificate: CertificateTable;
  number_series: NumberSeriesTable;
}
