import type { Kysely } from 'kysely';
import type { OfficeRole } from '@contract/people.ts';
import type { Schema } from '../store/schema.ts';
import { memberOf } from '../store/repositories/members.ts';

/** Staff of the office: the agency's handlers with a part in the office (architecture decision 9). */
export class Members {
  constructor(private readonly db: Kysely<Schema>) {}

  /** The office role of a handler; a handler without a member row is a plain member. */
  async roleOf(handlerId: string): Promise<OfficeRole> {
    return (await memberOf(this.db, handlerId))?.office_role ?? 'member';
  }
}
