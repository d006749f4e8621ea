import { createHash } from 'node:crypto';
import { wholeText } from '@contract/validators/plain-text.ts';
import type { NewAuditRow } from '../../store/repositories/audit.ts';

/** Hash of a record over everything in it and the hash before it (ADR-0019). */
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

/** A record as the store keeps it, which is what is hashed: UTF-8 has no half characters. */
export function asStored<Row extends Omit<NewAuditRow, 'hash'>>(row: Row): Row {
  return Object.fromEntries(
    Object.entries(row).map(([column, value]) => [column, typeof value === 'string' ? wholeText(value) : value]),
  ) as Row;
}
