import { expect, it, onTestFinished } from 'vitest';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

it('migration 7 keeps agreements, asked for by the agency, and says since when they stand (H3, L5)', async () => {
  const options = await newStoreOptions(migrations.slice(0, 6));
  const before = await openStore<Schema>(options);
  const firm = {
    taxpayer_id: 'a',
    name: 'n',
    kind: 'general' as const,
    address: '',
    social_insurance_only: false,
    is_agency: true,
    password_hash: null,
    handlers_synced_at: null,
    created_at: 1,
  };
  await before.db
    .insertInto('enterprise')
    .values([
      { ...firm, id: 'a' },
      { ...firm, id: 'c', taxpayer_id: 'c' },
    ])
    .execute();
  await before.db.insertInto('function_set').values({ id: 's', functions: [] }).execute();
  const agreement = {
    client_id: 'c',
    agency_id: 'a',
    first_day: '2026-01-01',
    last_day: '2026-12-31',
    function_set_id: 's',
    password_hash: null,
    password_version: 1,
    recorded_by_agency: false,
    created_at: 10,
    end_reason: null,
    revision: 1,
  };
  await before.db
    .insertInto('agreement')
    .values([
      { ...agreement, id: 'asked', decided: 'proposed', decided_at: null },
      { ...agreement, id: 'recognised', decided: 'recognised', decided_at: 20 },
      { ...agreement, id: 'over', decided: 'cancelled', decided_at: 30 },
      { ...agreement, id: 'no', decided: 'declined', decided_at: 30 },
    ])
    .execute();
  await before.close();

  const after = await openStore<Schema>({ ...options, migrations });
  onTestFinished(() => after.close());
  expect(
    await after.db
      .selectFrom('agreement')
      .select(['id', 'asked_by', 'recognised_at', 'ended_by'])
      .orderBy('id')
      .execute(),
  ).toEqual([
    { id: 'asked', asked_by: 'agency', recognised_at: null, ended_by: null },
    { id: 'no', asked_by: 'agency', recognised_at: null, ended_by: null },
    { id: 'over', asked_by: 'agency', recognised_at: 30, ended_by: null },
    { id: 'recognised', asked_by: 'agency', recognised_at: 20, ended_by: null },
  ]);
});
