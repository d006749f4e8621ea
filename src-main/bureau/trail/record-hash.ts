import { createHash } from 'node:crypto';
import { wholeText } from '@contract/validators/plain-text.ts';
import type { NewAuditRow } from '../../store/repositories/audit.ts';

/** Hash of a record: covers all its data and the previous hash (ADR-0019). */
export function auditHash(row: Omit<NewAuditRow, 'hash'>): string {
  const parts = [
    row.prev_hash,
    row.at,
    row.act,
    row.text,
    row.result,
    row.rule,
    row.handler_id,
    row.staff_name,
    row.agency_id,
    row.client_id,
    row.client_name,
    row.session_id,
    row.origin,
    row.detail,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** A record in its stored form, which is the hashed form: UTF-8 has no half characters. */
export function asStored<Row extends Omit<NewAuditRow, 'hash'>>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'string' ? wholeText(value) : value]),
  ) as Row;
}
