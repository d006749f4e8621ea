import { Refusal } from '@contract/errors.ts';
import { whoResumes, whyStopped } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { said } from '../../bureau/trail/said.ts';
import { clientStop } from '../../store/repositories/client-stops.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { officeRoleOf } from '../members/members.ts';

/**
 * Whether a secret may be used now. Secrets of a stopped client stay sealed, except to hand them over: admins and leaders see one if they give a reason; nobody copies one.
 * @returns the reason, for the trail; null if none is needed
 * @throws Refusal RULE_BROKEN (copy), FORBIDDEN (a member), SECOND_LOOK (no reason)
 */
export async function reasonOfUse(
  db: DatabaseTransaction,
  { clock }: { clock: Clock },
  staff: StaffActor,
  use: { clientId: string; name: string; how: 'show' | 'copy'; reason?: string | undefined },
): Promise<string | null> {
  const stopped = whyStopped(await clientStop(db, use.clientId), dayOf(clock.now()));
  if (stopped === null) return null;
  const mend = { link: 'state', whoCanMend: whoResumes } as const;
  if (use.how === 'copy')
    throw new Refusal('RULE_BROKEN', said.stoppedWayBack(`${use.name}${stopped}，不能复制密码`), mend);
  if ((await officeRoleOf(db, staff.handlerId)) === 'member')
    throw new Refusal('FORBIDDEN', `${use.name}${stopped}，密码只有${whoResumes}可以查看。请联系他们。`, mend);
  if (use.reason === undefined)
    throw new Refusal('SECOND_LOOK', `${use.name}${stopped}，查看密码要填写原因，例如：移交客户。`, mend);
  return use.reason;
}
