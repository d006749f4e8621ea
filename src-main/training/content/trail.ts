import { recordRow } from '../../bureau/trail/record-row.ts';
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
      const { at, staff, client, ...what } = act;
      const row = recordRow(
        {
          result: 'done',
          ...what,
          handler: staff ? { id: staff.handlerId, name: staff.name } : null,
          agencyId: sampleAgency.id,
          client: client ? client.enterprise : null,
          origin: 'electron',
        },
        at,
        previous,
      );
      previous = auditHash(row);
      return { ...row, hash: previous };
    });
}
