import { sql } from 'kysely';
import type { Migration } from './migrate.ts';

const statements = [
  // Who decides the identity of an enterprise: 1, the office typed it; 0, the bureau has it, and only the bureau's own acts change it.
  `ALTER TABLE enterprise ADD COLUMN typed_by_office INTEGER NOT NULL DEFAULT 0`,
  // Enterprises that only the office knows: no password, no handlers, nothing in the tax registry.
  `UPDATE enterprise SET typed_by_office = 1
    WHERE is_agency = 0 AND social_insurance_only = 0 AND password_hash IS NULL AND handlers_synced_at IS NULL
      AND id IN (SELECT client_id FROM client) AND id NOT IN (SELECT enterprise_id FROM handler)
      AND taxpayer_id NOT IN (SELECT taxpayer_id FROM registry_officer)`,
  // The office's own file of a client has an address of its own.
  `ALTER TABLE client ADD COLUMN address TEXT NOT NULL DEFAULT ''`,
  `UPDATE client SET address = (SELECT address FROM enterprise WHERE id = client_id)`,
  // Milliseconds since the machine's start, beside the clock, which anybody can move; null: not known.
  `ALTER TABLE throttle ADD COLUMN last_failure_elapsed INTEGER`,
  `ALTER TABLE sms_code ADD COLUMN sent_elapsed INTEGER`,
];

export const identityAndElapsed: Migration = {
  number: 14,
  name: 'identity-and-elapsed',
  async up(db) {
    for (const statement of statements) await sql.raw(statement).execute(db);
  },
};
