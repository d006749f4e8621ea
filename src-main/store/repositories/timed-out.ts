import { sql, type Kysely } from 'kysely';
import type { Schema } from '../schema/index.ts';

/**
 * Handles what a clock that was set back would otherwise revive. Codes of either kind, login steps, collections and
 * resets that had expired by `latest` become void for good; the others, and open sessions, keep their remaining time.
 * @param clock.by milliseconds that the clock went back
 */
export async function voidTimedOut(db: Kysely<Schema>, clock: { latest: number; by: number }): Promise<void> {
  const { latest, by } = clock;
  // Valid from its sending until its sending: never.
  await db
    .updateTable('sms_code')
    .set((e) => ({ expires_at: e.ref('sent_at') }))
    .where('replaced_at', 'is', null)
    .where('expires_at', '<=', latest)
    .execute();
  await db
    .updateTable('sign_in_flow')
    .set({ ended_at: latest })
    .where('ended_at', 'is', null)
    .where('expires_at', '<=', latest)
    .execute();
  // What had not expired keeps its remaining time.
  await db
    .updateTable('sms_code')
    .set({ expires_at: sql`expires_at - ${by}` })
    .where('replaced_at', 'is', null)
    .where('expires_at', '>', latest)
    .execute();
  await db
    .updateTable('sign_in_flow')
    .set({ expires_at: sql`expires_at - ${by}` })
    .where('ended_at', 'is', null)
    .where('expires_at', '>', latest)
    .execute();
  await db.deleteFrom('real_name_collection').where('expires_at', '<=', latest).execute();
  await db
    .updateTable('real_name_collection')
    .set({ expires_at: sql`expires_at - ${by}` })
    .execute();
  await db.updateTable('authenticator').set({ spent_until: latest }).where('spent_until', '<', latest).execute();
  await db.deleteFrom('authenticator_set_up').where('expires_at', '<=', latest).execute();
  await db
    .updateTable('authenticator_set_up')
    .set({ expires_at: sql`expires_at - ${by}` })
    .execute();
  await db
    .updateTable('password_reset')
    .set({ used_at: latest })
    .where('used_at', 'is', null)
    .where('expires_at', '<=', latest)
    .execute();
  await db
    .updateTable('password_reset')
    .set({ expires_at: sql`expires_at - ${by}` })
    .where('used_at', 'is', null)
    .where('expires_at', '>', latest)
    .execute();
  await db
    .updateTable('session')
    .set({ last_used_at: sql`last_used_at - ${by}`, ends_at: sql`ends_at - ${by}` })
    .where('ended_at', 'is', null)
    .execute();
}
