import type { Kysely, Selectable } from 'kysely';
import type { Schema } from '../schema/index.ts';
import type { TrailSealTable } from '../schema/trail.ts';

export type TrailSealRow = Selectable<TrailSealTable>;

export async function addSeal(db: Kysely<Schema>, row: TrailSealRow): Promise<void> {
  await db
    .insertInto('trail_seal')
    .values(row)
    .onConflict((conflict) => conflict.column('upto').doNothing())
    .execute();
}

export function lastSeal(db: Kysely<Schema>): Promise<TrailSealRow | undefined> {
  return db.selectFrom('trail_seal').selectAll().orderBy('upto', 'desc').limit(1).executeTakeFirst();
}

/** Seals of records after `seq` up to `upto`, in order. */
export function sealsBetween(db: Kysely<Schema>, seq: number, upto: number): Promise<TrailSealRow[]> {
  return db
    .selectFrom('trail_seal')
    .selectAll()
    .where('upto', '>', seq)
    .where('upto', '<=', upto)
    .orderBy('upto')
    .execute();
}
