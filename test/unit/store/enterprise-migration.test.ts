import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

it('migration 4 keeps sessions and handlers, and lets a social-insurance session name no handler (B8)', async () => {
  const options = await newStoreOptions(migrations.slice(0, 3));
  const before = await openStore<Schema>(options);
  await before.db
    .insertInto('enterprise')
    .values({
      id: 'e',
      taxpayer_id: 't',
      name: 'n',
      kind: 'general',
      address: '',
      social_insurance_only: false,
      is_agency: true,
      password_hash: null,
      handlers_synced_at: null,
      created_at: 1,
    })
    .execute();
  await before.db
    .insertInto('person')
    .values({ id: 'p', id_type: 'i', id_number: '1', name: '甲', created_at: 1 })
    .execute();
  await before.db
    .insertInto('handler')
    .values({
      id: 'h',
      enterprise_id: 'e',
      person_id: 'p',
      capacity: 'handler',
      state: 'active',
      password_hash: null,
      created_at: 1,
      removed_at: null,
    })
    .execute();
  const session = {
    window: 'w',
    origin: 'test',
    enterprise_id: 'e',
    agreement_id: null,
    started_at: 1,
    last_used_at: 1,
    ends_at: 2,
    locked_at: null,
    ended_at: null,
    end_reason: null,
  };
  await before.db
    .insertInto('session')
    .values([
      { ...session, id: 's', kind: 'agencyStaff', handler_id: 'h', parent_id: null },
      { ...session, id: 'c', kind: 'agencyStaff', handler_id: 'h', parent_id: 's' },
    ])
    .execute();
  await before.close();

  const after = await openStore<Schema>({ ...options, migrations });
  onTestFinished(() => after.close());
  expect(
    await after.db
      .selectFrom('session')
      .select(['id', 'handler_id', 'parent_id', 'ticket_for'])
      .orderBy('id')
      .execute(),
  ).toEqual([
    { id: 'c', handler_id: 'h', parent_id: 's', ticket_for: null },
    { id: 's', handler_id: 'h', parent_id: null, ticket_for: null },
  ]);
  expect(await after.db.selectFrom('handler').select(['id', 'registered_name', 'role_id']).execute()).toEqual([
    { id: 'h', registered_name: null, role_id: null },
  ]);
  await after.db
    .insertInto('session')
    .values({ ...session, id: 'b8', kind: 'socialInsurance', handler_id: null, parent_id: null })
    .execute();
  await expect(
    after.db
      .insertInto('session')
      .values({ ...session, id: 'x', kind: 'enterprise', handler_id: null, parent_id: null })
      .execute(),
  ).rejects.toThrow(/CHECK/);
  await expect(
    after.db
      .insertInto('session')
      .values({ ...session, id: 'y', kind: 'ticket', handler_id: 'h', parent_id: null })
      .execute(),
  ).rejects.toThrow(/CHECK/);
});
