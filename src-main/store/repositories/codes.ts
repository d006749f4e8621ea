import type { Insertable, Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { SmsCodeTable } from '../schema/sessions.ts';

/** The newest code sent to a mobile, used or not. */
export function newestCode(db: Kysely<Schema>, mobile: string) {
  return db
    .selectFrom('sms_code')
    .selectAll()
    .where('mobile', '=', mobile)
    .orderBy('sent_at', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Codes sent to a mobile since an instant. */
export async function codesSince(db: Kysely<Schema>, mobile: string, since: number): Promise<number> {
  const row = await db
    .selectFrom('sms_code')
    .select((e) => e.fn.countAll<number>().as('count'))
    .where('mobile', '=', mobile)
    .where('sent_at', '>=', since)
    .executeTakeFirstOrThrow();
  return row.count;
}

/** Stores a new code and voids earlier codes of the same request. */
export async function addCode(db: Kysely<Schema>, row: Insertable<SmsCodeTable>): Promise<void> {
  await db
    .updateTable('sms_code')
    .set({ replaced_at: row.sent_at })
    .where('flow_id', '=', row.flow_id)
    .where('purpose', '=', row.purpose)
    .where('replaced_at', 'is', null)
    .execute();
  await db.insertInto('sms_code').values(row).execute();
}

/** The present code of a request. */
export function codeOf(db: Kysely<Schema>, purpose: string, flowId: string, mobile: string) {
  return db
    .selectFrom('sms_code')
    .selectAll()
    .where('purpose', '=', purpose)
    .where('flow_id', '=', flowId)
    .where('mobile', '=', mobile)
    .where('replaced_at', 'is', null)
    .executeTakeFirst();
}

export async function setCode(
  db: Kysely<Schema>,
  id: string,
  change: { tries?: number; used_at?: number; replaced_at?: number },
): Promise<void> {
  await db.updateTable('sms_code').set(change).where('id', '=', id).execute();
}
