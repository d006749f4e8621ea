import type { DeclarationLine } from '@contract/social-insurance.ts';

/** A wage as typed for one month. */
export type TypedWage = Pick<DeclarationLine, 'insuredId' | 'wage'>;
/** A line of a receipt: numbers only, the person by id. */
export type KeptLine = Omit<DeclarationLine, 'name' | 'idNumber'>;

/** A person insured by an enterprise, from month to month; `last_month` null: still insured. Wages in cents. */
export interface InsuredPersonTable {
  id: string;
  enterprise_id: string;
  id_type: string;
  id_number: string;
  name: string;
  wage: number;
  first_month: string;
  last_month: string | null;
  revision: number;
  created_at: number;
}

/** `wages`: typed wages by insured person; contributions are calculated from them until the submission. `reason`: of the correction in progress. */
export interface InsuranceDeclarationTable {
  id: string;
  enterprise_id: string;
  month: string;
  state: 'draft' | 'submitted' | 'correcting' | 'paid';
  wages: TypedWage[];
  reason: string;
  revision: number;
  saved_at: number;
  saved_by_name: string;
}

/** A submission with every contribution as calculated then; `replaced_at`: a correction replaced it. */
export interface InsuranceReceiptTable {
  number: string;
  declaration_id: string;
  lines: KeptLine[];
  people: number;
  unit: number;
  personal: number;
  reason: string;
  submitted_at: number;
  submitted_by_name: string;
  replaced_at: number | null;
}

export interface InsurancePaymentTable {
  declaration_id: string;
  receipt_number: string;
  amount: number;
  paid_day: string;
  voucher: string;
  slip_number: string;
  paid_at: number;
  paid_by_name: string;
}

/** Insured people and their declarations. */
export interface SocialInsuranceTables {
  insured_person: InsuredPersonTable;
  insurance_declaration: InsuranceDeclarationTable;
  insurance_receipt: InsuranceReceiptTable;
  insurance_payment: InsurancePaymentTable;
}
