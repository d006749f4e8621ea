import type { TrailRow } from '@contract/trail.ts';
import type { AuditFilter } from '../../store/repositories/audit.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { trailRow } from '../trail/trail-row.ts';
import type { Trail } from '../trail/trail.ts';
import { holdsEverything } from '../rights/rights.ts';

/** Acts of agencies that the enterprise sees: what was done for it at the bureau. What an agency keeps for itself about its client is not among them. */
const actsForEnterprise = [
  'client.enter',
  'client.leave',
  'client.permission',
  'vat.',
  'payment.',
  'certificate.',
  'agreement.',
  'delegation.',
] as const;

export type EnterpriseTrailQuestion = Pick<AuditFilter, 'result' | 'from' | 'to' | 'query' | 'before' | 'limit'>;

/** The trail of an enterprise (J4): legal representative and finance officer see all of it, anybody else their own acts. */
export class EnterpriseTrail {
  constructor(private readonly trail: Trail) {}

  /** Whether this session sees the acts of everybody. A social-insurance session is the enterprise itself (B8). */
  seesAll(actor: Pick<EnterpriseActor, 'person'>): boolean {
    return actor.person === null || holdsEverything(actor.person.capacity);
  }

  /** Records that match, newest first, and whether there are more. */
  async list(
    actor: EnterpriseActor,
    question: EnterpriseTrailQuestion,
  ): Promise<{ rows: TrailRow[]; more: boolean; everybody: boolean }> {
    const everybody = this.seesAll(actor);
    const rows = await this.trail.list({
      ...question,
      clientId: actor.enterpriseId,
      ofAgencies: actsForEnterprise,
      limit: question.limit + 1,
      ...(everybody || !actor.person ? {} : { handlerIds: [actor.person.handlerId] }),
    });
    return { rows: rows.slice(0, question.limit).map(trailRow), more: rows.length > question.limit, everybody };
  }
}
