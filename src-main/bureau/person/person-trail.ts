import { Refusal } from '@contract/errors.ts';
import type { TrailRow } from '@contract/trail.ts';
import type { AuditFilter } from '../../store/repositories/audit.ts';
import { bindingsOfPerson } from '../../store/repositories/person-enterprises.ts';
import type { Database } from '../../store/schema/index.ts';
import type { PersonActor } from '../ground/actors.ts';
import { trailRow } from '../trail/trail-row.ts';
import type { Trail } from '../trail/trail.ts';
import { whyCannotEnter } from './enterable.ts';
import type { Profile } from '../ground/profile.ts';

export type PersonTrailQuestion = Pick<
  AuditFilter,
  'result' | 'from' | 'to' | 'query' | 'before' | 'limit' | 'clientId'
>;

/**
 * The trail of a natural person (J4, F2): what concerns the own account, and what was done by them and in their name in every enterprise that
 * they may enter now; never a record of somebody else. What they do as an agency's staff is the agency's, and read in its office.
 */
export class PersonTrail {
  constructor(private readonly deps: { db: Database; trail: Trail; profile: Profile }) {}

  /**
   * Records that match, newest first, and whether there are more. @param question.clientId of one enterprise only, or of the own account by the person's id
   * @throws Refusal FORBIDDEN for an enterprise that cannot be entered now, and for one that is none of theirs
   */
  async list(
    actor: PersonActor,
    { clientId, ...question }: PersonTrailQuestion,
  ): Promise<{ rows: TrailRow[]; more: boolean }> {
    const { db, trail, profile } = this.deps;
    const open = (await bindingsOfPerson(db, actor.personId)).filter(
      (handler) => whyCannotEnter(handler, profile) === null,
    );
    const asked = open.filter((handler) => clientId === undefined || handler.enterprise_id === clientId);
    if (clientId !== undefined && clientId !== actor.personId && asked.length === 0) {
      throw new Refusal('FORBIDDEN', '您现在不能进入该企业，不能查看在该企业的记录。请在个人首页查看原因。', {
        link: 'staff',
        rule: 'F2',
        whoCanMend: '该企业的法定代表人或财务负责人',
      });
    }
    const rows = await trail.list({
      ...question,
      limit: question.limit + 1,
      ofPerson: {
        personId: clientId === undefined || clientId === actor.personId ? actor.personId : null,
        handlerIds: clientId === actor.personId ? [] : asked.map(({ id }) => id),
      },
    });
    return { rows: rows.slice(0, question.limit).map(trailRow), more: rows.length > question.limit };
  }
}
