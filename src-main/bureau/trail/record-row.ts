import { wholeText } from '@contract/validators/plain-text.ts';
import type { NewAuditRow } from '../../store/repositories/audit.ts';
import { asStored } from './record-hash.ts';
import type { ActRecord } from './trail.ts';

/** The row of a record as stored, without its hash. @param at milliseconds UTC. @param previous hash of the previous record; empty for the first one */
export function recordRow(act: ActRecord, at: number, previous: string): Omit<NewAuditRow, 'hash'> {
  const client = act.by && 'staff' in act.by ? act.by : null;
  const enterprise = act.by && 'enterpriseId' in act.by ? act.by : null;
  const staff = client ? client.staff : act.by && 'agencyId' in act.by ? act.by : null;
  const person = staff ?? enterprise?.person ?? null;
  // A natural person acts for themselves: the record is filed under them, and no agency sees it.
  const natural = act.by && !client && !staff && 'personId' in act.by ? act.by : null;
  return asStored({
    at,
    act: act.act,
    text: act.text,
    result: act.result,
    rule: act.rule ?? null,
    handler_id: person?.handlerId ?? act.handler?.id ?? null,
    staff_name: person?.name ?? natural?.name ?? act.handler?.name ?? null,
    agency_id: staff?.agencyId ?? act.agencyId ?? null,
    client_id: act.client?.id ?? client?.clientId ?? enterprise?.enterpriseId ?? natural?.personId ?? null,
    client_name: act.client?.name ?? client?.clientName ?? enterprise?.enterpriseName ?? natural?.name ?? null,
    session_id: act.sessionId ?? client?.clientSessionId ?? (staff ?? enterprise ?? natural)?.sessionId ?? null,
    origin: act.origin,
    detail: JSON.stringify(act.detail ?? {}, (_name, value: unknown) =>
      typeof value === 'string' ? wholeText(value) : value,
    ),
    prev_hash: previous,
  });
}
