import { endText } from '../../bureau/sessions/end-text.ts';
import type { SessionLimits } from '../../bureau/sessions/limits.ts';
import { said } from '../../bureau/trail/said.ts';
import type { Random } from '../sample/random.ts';
import type { PastAct } from './trail.ts';
import type { SampleClient } from './rows.ts';
import { sampleStaff, workingStaff, type SampleStaff } from './staff.ts';

/** One stay of a staff member in a client, with what was done there. */
export interface Visit {
  staff: SampleStaff;
  client: SampleClient;
  agreementId: string;
  /** Instant of entering, in milliseconds UTC. */
  at: number;
  /** Acts inside, in order; each later than `at`. */
  acts: Omit<PastAct, 'staff' | 'client' | 'sessionId'>[];
  /** The agreement password came from the vault. */
  fromVault?: boolean;
}

const staffById = new Map(sampleStaff.map((staff) => [staff.handlerId, staff]));
const admin = workingStaff.find((staff) => staff.officeRole === 'admin');

/** Who works for a client: the first one assigned who can sign in, else the leader of that team, else the admin. */
export function workerOf(client: SampleClient): SampleStaff {
  const assigned = client.assignments.flatMap(({ handler_id: id }) => staffById.get(id) ?? []);
  const able = assigned.find((staff) => staff.realName === 'collected');
  const leader = workingStaff.find((staff) => staff.officeRole === 'leader' && staff.team === assigned[0]?.team);
  const worker = able ?? leader ?? admin;
  if (!worker) throw new Error('a world without an admin');
  return worker;
}

/** The session of a staff member on a day. */
export const sessionOf = (staff: SampleStaff, at: number): string =>
  `s-${staff.handlerId}-${new Date(at).toISOString().slice(0, 10)}`;

/** The acts of a visit with entering and leaving around them (G3, G5). */
export function actsOfVisit(visit: Visit, number: number, limits: SessionLimits): PastAct[] {
  const { staff, client, at } = visit;
  const by = { staff, client, sessionId: `v-${number}` };
  const left = (visit.acts.at(-1)?.at ?? at) + 60_000 + (number % 7) * 37_000;
  return [
    {
      ...by,
      at,
      ...said.entered(visit.agreementId, visit.fromVault ? 'remembered' : 'typed'),
    },
    ...visit.acts.map((act) => ({ ...act, ...by })),
    {
      ...by,
      at: left,
      act: 'client.leave',
      text: `退出客户：${endText('closed', limits)}`,
      rule: 'G5',
      detail: { reason: 'closed' },
    },
  ];
}

/** Sign-ins and sign-outs of a working day (G1, G2). */
export function dayOfStaff(staff: SampleStaff, day: string, random: Random, limits: SessionLimits): PastAct[] {
  const arrives = Date.parse(`${day}T00:25:00Z`) + random.below(30 * 60_000);
  const leaves = Date.parse(`${day}T09:05:00Z`) + random.below(70 * 60_000);
  const sessionId = sessionOf(staff, arrives);
  const mistyped = random.chance(0.01);
  const detail = { proof: staff.password ? 'password' : 'code' };
  return [
    { at: arrives, ...said.firmProved() },
    ...(mistyped && staff.password
      ? [
          {
            at: arrives + 15_000,
            ...said.signInRefused(staff.name),
            result: 'refused',
            rule: 'B4',
            staff,
            detail,
          } satisfies PastAct,
        ]
      : []),
    {
      at: arrives + 40_000,
      ...said.signedIn(staff.name),
      staff,
      sessionId,
      detail,
    },
    {
      at: leaves,
      act: 'session.end',
      text: `登录结束：${endText('signedOut', limits)}`,
      rule: 'J3',
      staff,
      sessionId,
      detail: { reason: 'signedOut' },
    },
  ];
}
