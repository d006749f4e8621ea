import type { Kysely } from 'kysely';
import type { Schema } from '../schema.ts';

/** Colour slots of clients. */
export async function coloursOf(db: Kysely<Schema>, clientIds: readonly string[]): Promise<Map<string, number>> {
  if (clientIds.length === 0) return new Map();
  const rows = await db.selectFrom('client').select(['client_id', 'colour']).where('client_id', 'in', [...clientIds]).execute();
  return new Map(rows.map((row) => [row.client_id, row.colour]));
}
