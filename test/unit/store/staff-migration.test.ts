import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

it('migration 8 keeps roles and handlers, each of them at its first revision (E2, E6)', async () => {
  const options = await newStoreOptions(migrations.slice(0, 7));
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
      is_agency: false,
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
    .insertInto('role')
    .values({ id: 'r', enterprise_id: 'e', name: '申报岗', description: '', created_at: 1 })
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
      role_id: 'r',
      created_at: 1,
      removed_at: null,
    })
    .execute();
  await before.close();

  const after = await openStore<Schema>({ ...options, migrations });
  onTestFinished(() => after.close());
  expect(await after.db.selectFrom('role').select(['id', 'name', 'revision']).execute()).toEqual([
    { id: 'r', name: '申报岗', revision: 1 },
  ]);
  expect(await after.db.selectFrom('handler').select(['id', 'role_id', 'revision']).execute()).toEqual([
    { id: 'h', role_id: 'r', revision: 1 },
  ]);
});
