import { auditHash } from '../../bureau/trail/record-hash.ts';
import type { NewAuditRow } from '../../store/repositories/audit.ts';
import { sampleAgency, type SampleStaff } from './staff.ts';
import type { SampleClient } from './rows.ts';
import type { RuleId } from '@contract/rule-id.ts';

/** One act of the world's history, as the services would have recorded it. */
export interface PastAct {
  at: number;
  act: string;
  text: string;
  result?: 'refused';
  rule?: RuleId;
  staff?: SampleStaff;
  client?: SampleClient;
  sessionId?: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** The trail of past acts in the order of time, with its hash chain (J4). */
export function trailOf(acts: readonly PastAct[]): NewAuditRow[] {
  let previous = '';
  return acts
    .toSorted((a, b) => a.at - b.at)
    .map((act) => {
      const row = {
        at: act.at,
        act: act.act,
        text: act.text,
        result: act.result ?? ('done' as const),
        rule: act.rule ?? null,
        handler_id: act.staff?.handlerId ?? null,
        staff_name: act.staff?.name ?? null,
        agency_id: sampleAgency.id,
        client_id: act.client?.enterprise.id ?? null,
        client_name: act.client?.enterprise.name ?? null,
        session_id: act.sessionId ?? null,
        origin: 'electron',
        detail: JSON.stringify(act.detail ?? {}),
        prev_hash: previous,
      };
      previous = auditHash(row);
      return { ...row, hash: previous };
    });
}
