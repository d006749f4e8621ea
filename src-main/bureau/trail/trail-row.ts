import type { TrailRow } from '@contract/trail.ts';
import { auditDetail, type AuditRow } from '../../store/repositories/audit.ts';

/** A record in the form of the contract. */
export function trailRow(row: AuditRow): TrailRow {
  return {
    seq: row.seq,
    at: new Date(row.at).toISOString(),
    act: row.act,
    text: row.text,
    result: row.result,
    rule: row.rule,
    staffName: row.staff_name,
    clientName: row.client_name,
    origin: row.origin,
    detail: auditDetail(row),
    hash: row.hash,
  };
}
