import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import { Acts } from '../../../../src-main/bureau/act/acts.ts';
import type { ClientActor } from '../../../../src-main/bureau/ground/actors.ts';
import { createBusiness, type Business } from '../../../../src-main/bureau/business/business.ts';
import type { RecordMark } from '../../../../src-main/bureau/paper/record-mark.ts';
import { usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';
import { DomainEvents } from '../../../../src-main/bureau/act/domain-events.ts';
import { Permissions } from '../../../../src-main/bureau/catalogue/permissions.ts';
import { Trail } from '../../../../src-main/bureau/trail/trail.ts';
import { migrations } from '../../../../src-main/store/migrations/index.ts';
import { openStore, type Store } from '../../../../src-main/store/open.ts';
import type { Schema } from '../../../../src-main/store/schema/index.ts';
import { guarded } from '../guarded.ts';

export const everyFunction = [
  'tax.vat.general',
  'tax.vat.smallScale',
  'query.filings',
  'query.payments',
  'pay.record',
  'cert.taxPayment',
];

export interface ClientDesk {
  store: Store<Schema>;
  trail: Trail;
  business: Business;
  /** Moves the desk's clock, Asia/Shanghai noon of that day. */
  goTo(day: string): void;
  /** A staff member inside a client. */
  inClient(
    client: 'general' | 'smallScale' | 'other',
    staff?: 'wang' | 'li',
    functions?: readonly string[],
  ): ClientActor;
}

const names = {
  general: '沈阳华盛商贸有限公司',
  smallScale: '大连远洋技术服务有限公司',
  other: '鞍山宏达建材有限公司',
};
const staffNames = { wang: '王敏', li: '李强' };

/** A real encrypted store with one agency, two staff members and three clients; gone after the test. */
export async function clientDesk(options: { mark?: RecordMark; today?: string } = {}): Promise<ClientDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-business-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const store = await openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: randomBytes(32),
    migrations,
    create: true,
  });
  onTestFinished(() => store.close());
  const { db } = store;
  let now = Date.parse(`${options.today ?? '2026-11-23'}T04:00:00Z`);
  const clock = { now: () => now };

  const enterprise = (id: string, name: string, kind: 'general' | 'smallScale', isAgency: boolean) =>
    db
      .insertInto('enterprise')
      .values({
        id,
        taxpayer_id: `9121010${id.padStart(11, '0')}`.toUpperCase(),
        name,
        kind,
        address: '辽宁省沈阳市',
        social_insurance_only: false,
        is_agency: isAgency,
        password_hash: null,
        handlers_synced_at: null,
        created_at: now,
      })
      .execute();
  await enterprise('agency', '沈阳诚信税务师事务所', 'general', true);
  await enterprise('general', names.general, 'general', false);
  await enterprise('smallScale', names.smallScale, 'smallScale', false);
  await enterprise('other', names.other, 'general', false);
  for (const [id, name] of Object.entries(staffNames)) {
    await db
      .insertInto('person')
      .values({ id: `person-${id}`, id_type: 'residentIdCard', id_number: id, name, created_at: now })
      .execute();
    await db
      .insertInto('handler')
      .values({
        id,
        enterprise_id: 'agency',
        person_id: `person-${id}`,
        capacity: 'handler',
        state: 'active',
        password_hash: null,
        created_at: now,
        removed_at: null,
      })
      .execute();
  }
  await db.insertInto('function_set').values({ id: 'every', functions: everyFunction }).execute();
  for (const client of Object.keys(names)) {
    await db
      .insertInto('agreement')
      .values({
        id: `agreement-${client}`,
        client_id: client,
        agency_id: 'agency',
        decided: 'recognised',
        first_day: '2026-01-01',
        last_day: '2026-12-31',
        function_set_id: 'every',
        password_hash: null,
        password_version: 1,
        recorded_by_agency: false,
        created_at: now,
        decided_at: now,
        end_reason: null,
        revision: 1,
      })
      .execute();
  }

  const trail = new Trail(db, clock);
  const permissions = new Permissions(usualCatalogue.titleOf);
  const business = createBusiness({
    db,
    clock,
    acts: new Acts({ db, trail, events: new DomainEvents() }),
    trail,
    permissions,
    mark: options.mark ?? '演示',
    catalogue: usualCatalogue,
  });
  return {
    store,
    trail,
    business: guarded(business, trail),
    goTo: (day) => {
      now = Date.parse(`${day}T04:00:00Z`);
    },
    inClient: (client, staff = 'wang', functions = everyFunction) => ({
      staff: {
        sessionId: `session-${staff}`,
        handlerId: staff,
        personId: `person-${staff}`,
        name: staffNames[staff],
        agencyId: 'agency',
        agencyName: '沈阳诚信税务师事务所',
        agencyTaxpayerId: '91210100AGENCY',
        window: 'window',
        origin: 'test',
        locked: false,
      },
      clientSessionId: `client-session-${client}-${staff}`,
      clientId: client,
      clientName: names[client],
      agreementId: `agreement-${client}`,
      functions: new Set(functions),
    }),
  };
}

/** Acts of the trail, newest first, as `act:result`. */
export async function acts(desk: ClientDesk): Promise<string[]> {
  return (await desk.trail.list({ limit: 100 })).map((row) => `${row.act}:${row.result}`);
}
