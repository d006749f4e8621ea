import { dossierSchema, type Dossier } from '../../../src-preload/contract/client-dossier.ts';
import { dossierFromRows } from '../../../src-main/office/dossier/dossier-rows.ts';
import { dossierRows } from '../../../src-main/store/repositories/client-dossiers.ts';
import { describe, expect, it } from 'vitest';
import { checkIdNumber } from '@contract/validators/id-document.ts';
import { checkMobile } from '@contract/validators/mobile.ts';
import { checkTaxpayerId } from '@contract/validators/taxpayer-id.ts';
import { dayOf, daysBetween } from '../../../src-main/bureau/ground/calendar.ts';
import { currentAgreement, stateOf } from '../../../src-main/bureau/agreement/current.ts';
import type { Store } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { builtWorld, definitionOf, monday, sharedWorld } from './world-fixture.ts';
import { usualDays } from '../../../src-main/bureau/rule-sets/limits.ts';

const today = dayOf(monday);

/** State of every client of the office on a day, by the bureau's own rule. */
async function states(store: Store<Schema>, day = today): Promise<Map<string, string>> {
  const clients = await store.db.selectFrom('client').select('client_id').execute();
  const agreements = await store.db.selectFrom('agreement').selectAll().where('agency_id', '=', 'agency').execute();
  return new Map(
    clients.map(({ client_id: id }) => [
      id,
      currentAgreement(
        agreements.filter((row) => row.client_id === id),
        day,
        usualDays,
      )?.state ?? 'none',
    ]),
  );
}

const counted = (values: Iterable<string>): Record<string, number> => {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value] = (counts[value] ?? 0) + 1;
  return counts;
};

describe('world demo', () => {
  const world = sharedWorld();

  it('has 300 clients, 12 staff and two teams', async () => {
    const { db } = world.store;
    const count = async (table: 'client' | 'member' | 'team'): Promise<number> =>
      (
        await db
          .selectFrom(table)
          .select((select) => select.fn.countAll<number>().as('count'))
          .executeTakeFirstOrThrow()
      ).count;
    expect(await count('client')).toBe(300);
    expect(await count('member')).toBe(12);
    expect(await count('team')).toBe(2);
    const roles = await db.selectFrom('member').select('office_role').execute();
    expect(counted(roles.map((row) => row.office_role))).toEqual({ admin: 1, leader: 2, member: 9 });
  });

  it('H3: has agreements in every state, 85 of 100 in force, some ending within 30 days', async () => {
    const { store } = world;
    expect(counted((await states(store)).values())).toEqual({
      inForce: 255,
      expired: 12,
      recognised: 6,
      cancelled: 6,
      suspended: 5,
      proposed: 5,
      none: 5,
      declined: 3,
      lapsed: 3,
    });
    const agreements = await store.db.selectFrom('agreement').selectAll().where('agency_id', '=', 'agency').execute();
    const left = agreements
      .filter((row) => stateOf(row, today, usualDays) === 'inForce')
      .map((row) => daysBetween(today, row.last_day));
    expect(left.filter((days) => days <= 30).toSorted((a, b) => a - b)).toEqual([
      0, 1, 2, 3, 5, 6, 8, 10, 12, 14, 16, 18, 20, 22, 25, 27, 29, 30,
    ]);
  });

  it.each(['2026-01-31', '2026-02-28', '2027-12-31', '2028-02-29'])(
    'H3: is in the same states when it begins on %s',
    async (day) => {
      const now = Date.parse(`${day}T02:00:00Z`);
      const store = await builtWorld(definitionOf('demo'), now);
      expect(counted((await states(store, day)).values())['inForce']).toBe(255);
      expect(await store.db.selectFrom('agreement').select('id').where('decided_at', '>', now).execute()).toEqual([]);
    },
  );

  it('H3: no client has two agreements in force with one agency', async () => {
    const { db } = world.store;
    const agreements = await db.selectFrom('agreement').selectAll().execute();
    const pairs = counted(
      agreements
        .filter((row) => stateOf(row, today, usualDays) === 'inForce')
        .map((row) => `${row.agency_id} ${row.client_id}`),
    );
    expect(Math.max(...Object.values(pairs))).toBe(1);
  });

  it("K1, K2, K4, K5: every number is valid, nobody's, and none is used twice", async () => {
    const { db } = world.store;
    const enterprises = await db.selectFrom('enterprise').selectAll().execute();
    const people = await db.selectFrom('person').selectAll().execute();
    const records = await db.selectFrom('real_name_record').selectAll().execute();
    const wrong = [
      ...enterprises.map((row) => checkTaxpayerId(row.taxpayer_id, new Date(monday))),
      ...people.map((row) => checkIdNumber('residentIdentityCard', row.id_number, new Date(monday))),
      ...records.map((row) => checkMobile(row.mobile)),
    ].filter((checked) => !checked.ok);
    expect(wrong).toEqual([]);
    // No county has a division code that ends in 91 to 99, and no operator has the numbers from 154.
    expect(enterprises.filter((row) => !/^9[12]21\d\d9[1-9]MAY/.test(row.taxpayer_id))).toEqual([]);
    expect(people.filter((row) => !/^21\d\d9[1-9]/.test(row.id_number))).toEqual([]);
    expect(records.filter((row) => !row.mobile.startsWith('154'))).toEqual([]);
    expect(new Set(enterprises.map((row) => row.name)).size).toBe(enterprises.length);
    expect(new Set(people.map((row) => row.id_number)).size).toBe(people.length);
  });

  it('has a dossier of every client, as the contract takes it', async () => {
    const { db } = world.store;
    const clients = await db.selectFrom('client').select('client_id').execute();
    const dossiers: Dossier[] = [];
    for (const { client_id } of clients) dossiers.push(dossierFromRows(await dossierRows(db, client_id)));
    expect(dossiers.flatMap((dossier) => dossierSchema.safeParse(dossier).error?.issues ?? [])).toEqual([]);
    expect(
      dossiers.filter(({ taxOffice, taxes, persons }) => taxOffice === '' || taxes.length < 8 || persons.length < 2),
    ).toEqual([]);
    expect(new Set(dossiers.flatMap(({ tags }) => tags)).size).toBeGreaterThan(2);
    expect(dossiers.some(({ kinds }) => kinds.length > 0)).toBe(true);
  });

  it('is the same for the same day', async () => {
    const content = async ({ db }: Store<Schema>): Promise<unknown> => {
      const read = (
        table:
          'enterprise' | 'client' | 'agreement' | 'assignment' | 'person' | 'handler' | 'client_dossier' | 'client_tax',
      ) => db.selectFrom(table).selectAll().execute();
      return [
        await read('enterprise'),
        await read('client'),
        await read('agreement'),
        await read('assignment'),
        await read('person'),
        await read('handler'),
        await read('client_dossier'),
        await read('client_tax'),
      ];
    };
    expect(await content(await builtWorld())).toEqual(await content(world.store));
  });
});

describe('world large', () => {
  it('holds as many clients as its definition says', async () => {
    const { db } = await builtWorld(definitionOf('large', { clients: 3_000 }));
    const names = await db
      .selectFrom('client')
      .innerJoin('enterprise', 'enterprise.id', 'client.client_id')
      .select(['name', 'taxpayer_id'])
      .execute();
    expect(names).toHaveLength(3_000);
    expect(new Set(names.map((row) => row.name)).size).toBe(3_000);
    expect(names.filter((row) => !checkTaxpayerId(row.taxpayer_id).ok)).toEqual([]);
  });
});
