import type { TrailRow } from '@contract/trail.ts';
import type { StaffActor } from '../bureau/ground/actors.ts';
import { trailRow } from '../bureau/trail/trail-row.ts';
import type { Trail } from '../bureau/trail/trail.ts';
import type { AuditFilter } from '../store/repositories/audit.ts';
import type { OfficeScope } from './clients/scope.ts';

export interface OfficeTrailQuestion extends Omit<AuditFilter, 'handlerIds' | 'agencyId' | 'ofAgencies' | 'limit'> {
  handlerId?: string | undefined;
  limit: number;
}

/** The part of the trail that a staff member may read: a member their own acts, a leader the team's, an admin all (J4, H5). */
export class TrailView {
  constructor(
    private readonly trail: Trail,
    private readonly scope: OfficeScope,
  ) {}

  /** Matching records, newest first, and whether there are more. */
  async list(staff: StaffActor, question: OfficeTrailQuestion): Promise<{ rows: TrailRow[]; more: boolean }> {
    const seen = await this.scope.handlersSeenBy(staff.handlerId);
    const { handlerId, limit, ...filter } = question;
    const asked = handlerId === undefined ? seen : seen === null || seen.includes(handlerId) ? [handlerId] : [];
    if (asked?.length === 0) return { rows: [], more: false };
    const rows = await this.trail.list({
      ...filter,
      handlerIds: asked ?? undefined,
      agencyId: staff.agencyId,
      limit: limit + 1,
    });
    return { rows: rows.slice(0, limit).map(trailRow), more: rows.length > limit };
  }
}
