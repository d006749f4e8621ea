import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

it('migration 5 keeps sessions, and lets a person’s session and ticket name a person and nobody else (F2, D5, J3)', async () => {
  const options = await newStoreOptions(migrations.slice(0, 4));
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
    handler_id: null,
    enterprise_id: null,
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
      { ...session, id: 's', kind: 'agencyStaff', handler_id: 'h', enterprise_id: 'e' },
      { ...session, id: 't', kind: 'ticket', ticket_for: 'enterprisePassword', handler_id: 'h', enterprise_id: 'e' },
    ])
    .execute();
  await before.close();

  const after = await openStore<Schema>({ ...options, migrations });
  onTestFinished(() => after.close());
  const { db } = after;
  expect(
    await db
      .selectFrom('session')
      .select(['id', 'handler_id', 'enterprise_id', 'person_id', 'ticket_for'])
      .orderBy('id')
      .execute(),
  ).toEqual([
    { id: 's', handler_id: 'h', enterprise_id: 'e', person_id: null, ticket_for: null },
    { id: 't', handler_id: 'h', enterprise_id: 'e', person_id: null, ticket_for: 'enterprisePassword' },
  ]);
  const add = (row: object) =>
    db
      .insertInto('session')
      .values({ ...session, id: 'x', kind: 'person', ...row })
      .execute();
  await add({ id: 'mine', person_id: 'p' });
  await add({ id: 'entered', kind: 'enterprise', handler_id: 'h', enterprise_id: 'e', person_session_id: 'mine' });
  await add({ id: 'ticket', kind: 'ticket', ticket_for: 'accountPassword', person_id: 'p' });
  for (const wrong of [
    {},
    { person_id: 'p', enterprise_id: 'e' },
    { kind: 'enterprise', person_id: 'p', handler_id: 'h', enterprise_id: 'e' },
    { kind: 'enterprise' },
    { kind: 'ticket', person_id: 'p' },
    { kind: 'ticket', ticket_for: 'accountPassword', handler_id: 'h', enterprise_id: 'e' },
    { person_id: 'p', person_session_id: 'mine' },
  ])
    await expect(add(wrong), JSON.stringify(wrong)).rejects.toThrow(/CHECK/);
});
