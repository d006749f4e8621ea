import type { z } from 'zod';
import type { recordMarkSchema } from '@contract/business.ts';

/** What an own office has otherwise than a training world (ADR-0017). Decided here once; nobody asks which of the two it is. */
export interface Profile {
  /** J1: codes go out by SMS, and 111111 resets a password (D3). Otherwise 动态口令 proves (ADR-0008), and an admin hands over one-time codes. */
  sendsCodes: boolean;
  /** A3: an admin looks at the identity card and records it, because no phone app can be reached. */
  attestsCards: boolean;
  /** A3: who mends a real name that is not collected. */
  whoAttests: '机构管理员' | '本人';
  /** E1: legal representative and finance officer alone end a binding; otherwise any admin stands in their place. */
  officersBind: boolean;
  /** D1, D5: officers come back by 动态口令 or the recovery key. */
  hasRecoveryKey: boolean;
  /** H7: agreements that were signed on paper are recorded. */
  recordsPaper: boolean;
  /** H3: the client answers what an agency proposes; otherwise the agency records what both signed. */
  clientsAnswer: boolean;
  /** A return that is submitted in this program has reached its (simulated) bureau; otherwise it is only kept here. */
  reachesBureau: boolean;
  /** Stands on every paper that is printed. */
  mark: z.output<typeof recordMarkSchema>;
}

export const profiles = {
  office: {
    sendsCodes: false,
    attestsCards: true,
    whoAttests: '机构管理员',
    officersBind: false,
    hasRecoveryKey: true,
    recordsPaper: true,
    clientsAnswer: false,
    reachesBureau: false,
    mark: '本机记录，未报送税务机关',
  },
  training: {
    sendsCodes: true,
    attestsCards: false,
    whoAttests: '本人',
    officersBind: true,
    hasRecoveryKey: false,
    recordsPaper: false,
    clientsAnswer: true,
    reachesBureau: true,
    mark: '演示',
  },
} as const satisfies Record<string, Profile>;
