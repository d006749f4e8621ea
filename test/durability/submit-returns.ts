import { randomUUID } from 'node:crypto';
import { createBusiness } from '../../src-main/bureau/business/business.ts';
import { Permissions } from '../../src-main/bureau/catalogue/permissions.ts';
import { Trail } from '../../src-main/bureau/trail/trail.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { actsOn } from '../unit/bureau/acts-on.ts';
import { usualCatalogue } from '../../src-main/bureau/catalogue/service-catalogue.ts';

/**
 * Saves and submits VAT returns, one client after the other, and says a receipt number only when the submission was answered.
 * Arguments: database file, key in hex.
 */
const [file = '', key = ''] = process.argv.slice(2);
const store = await openStore<Schema>({ file, key: Buffer.from(key, 'hex'), migrations, create: true });
const { db } = store;
const now = Date.parse('2026-11-23T04:00:00Z');
const clock = { now: () => now };
const trail = new Trail(db, clock);
const business = createBusiness({
  db,
  clock,
  acts: actsOn(db, clock),
  trail,
  permissions: new Permissions((id) => id),
  mark: '演示',
  catalogue: usualCatalogue,
});

const enterprise = (id: string, isAgency: boolean) =>
  db
    .insertInto('enterprise')
    .values({
      id,
      taxpayer_id: id,
      name: id,
      kind: 'general',
      address: '',
      social_insurance_only: false,
      is_agency: isAgency,
      password_hash: null,
      handlers_synced_at: null,
      created_at: now,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
await enterprise('agency', true);
await db
  .insertInto('function_set')
  .values({ id: 'set', functions: ['tax.vat.general'] })
  .onConflict((conflict) => conflict.doNothing())
  .execute();

for (;;) {
  const clientId = randomUUID();
  await enterprise(clientId, false);
  await db
    .insertInto('agreement')
    .values({
      id: clientId,
      client_id: clientId,
      agency_id: 'agency',
      decided: 'recognised',
      first_day: '2026-01-01',
      last_day: '2026-12-31',
      function_set_id: 'set',
      password_hash: null,
      password_version: 1,
      recorded_by_agency: false,
      created_at: now,
      decided_at: now,
      end_reason: null,
      revision: 1,
    })
    .execute();
  const client = {
    staff: {
      sessionId: 's',
      handlerId: 'h',
      personId: 'p',
      name: '王敏',
      agencyId: 'agency',
      agencyName: 'agency',
      agencyTaxpayerId: 'agency',
      window: 'w',
      origin: 'test',
      locked: false,
    },
    clientSessionId: 'cs',
    clientId,
    clientName: clientId,
    agreementId: clientId,
    functions: new Set(['tax.vat.general']),
  };
  const draft = await business.vat.save(client, '2026-10', {}, 0);
  const submitted = await business.vat.submit(client, '2026-10', draft.revision, {
    clientName: clientId,
    payable: draft.payable,
  });
  process.stdout.write(`${submitted.receipt?.number ?? ''}\n`);
}
