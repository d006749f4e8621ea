import { expect, it, onTestFinished } from 'vitest';
import { dossierRows, putDossierRows } from '../../../src-main/store/repositories/client-dossiers.ts';
import { eraseClients } from '../../../src-main/store/repositories/client-traces.sqlite.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { newStoreOptions } from './fixture.ts';

it('migration 19 gives the clients of an office empty dossiers, which go with the client', async () => {
  const options = await newStoreOptions(migrations.slice(0, 18));
  const before = await openStore<Schema>(options);
  await before.db
    .insertInto('enterprise')
    .values({
      id: 'c',
      taxpayer_id: 'c',
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
  const client = { client_id: 'c', colour: 0, pinyin: '', initials: '', contact: '张三', note: '', revision: 3 };
  await before.db
    .insertInto('client')
    .values({ ...client, created_at: 1, address: '' })
    .execute();
  await before.close();

  const after = await openStore<Schema>({ ...options, migrations });
  onTestFinished(() => after.close());
  expect(await after.db.selectFrom('client').selectAll().execute()).toMatchObject([client]);
  expect(await dossierRows(after.db, 'c')).toMatchObject({ client_dossier: undefined, client_person: [] });
  await putDossierRows(after.db, 'client_tag', 'c', [{ client_id: 'c', tag: '重点' }]);
  await putDossierRows(after.db, 'client_kind', 'c', [
    { client_id: 'c', id: 'k', since: '2026-01-01', kind: 'general' },
  ]);
  await expect(
    after.db
      .insertInto('client_kind')
      .values({ client_id: 'c', id: 'l', since: '2026-01-01', kind: 'smallScale' })
      .execute(),
  ).rejects.toThrow(/UNIQUE/);
  await eraseClients(after.db, ['c'], { enterprises: [], agreements: [], accounts: [] });
  expect(await dossierRows(after.db, 'c')).toMatchObject({ client_tag: [], client_kind: [] });
});
