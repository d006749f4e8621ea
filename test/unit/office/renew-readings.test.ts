import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { renewReadings } from '../../../src-main/office/search/renew-readings.ts';
import { readingsVersion } from '../../../src-main/office/search/search-text.ts';
import { putSetting, setting } from '../../../src-main/store/repositories/settings.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { sampleId } from './sample-sheets.ts';

/** A client as a program stored it that read 东莞 otherwise. */
async function olderOffice(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('guan', { name: '东莞盖章商贸有限公司', taxpayerId: sampleId(1) });
  await test.addClient('jia', { name: '沈阳甲商贸有限公司', taxpayerId: sampleId(2) });
  await test.store.db
    .updateTable('client')
    .set({ pinyin: 'dongwangaizhang', initials: 'dwgz' })
    .where('client_id', '=', 'guan')
    .execute();
  return test;
}
const rowsOf = ({ store }: TestOffice) => store.db.selectFrom('client').selectAll().orderBy('client_id').execute();

describe('readings of stored names', () => {
  it('are renewed at the opening when the program reads names otherwise, and the client is found by the new one', async () => {
    const test = await olderOffice();
    const before = await rowsOf(test);
    const engine = await test.restarted();
    const zhao = await test.signIn('zhao');
    const found = await engine.office.clients.search(zhao, clientSearchSchema.parse({ query: 'dongguangai' }));
    expect(found.rows.map(({ clientId }) => clientId)).toEqual(['guan']);
    expect(await setting(test.store.db, 'readings')).toBe(readingsVersion());
    // Nothing but the texts: nobody's edit meets a conflict, and nobody is said to have changed the client.
    const after = await rowsOf(test);
    expect(after.map(({ pinyin: _, initials: __, ...row }) => row)).toEqual(
      before.map(({ pinyin: _, initials: __, ...row }) => row),
    );
    expect(after[1]).toEqual(before[1]);
  });

  it('are left alone when they are the present ones; a run that was broken off ends the next time', async () => {
    const test = await olderOffice();
    const { acts } = test.engine;
    const { db } = test.store;
    expect(await renewReadings({ db, acts })).toBe(1);
    expect(await renewReadings({ db, acts })).toBe(0);
    await db.updateTable('client').set({ pinyin: 'alt' }).where('client_id', '=', 'guan').execute();
    expect(await renewReadings({ db, acts })).toBe(0);
    await putSetting(db, 'readings', 'older');
    expect(await renewReadings({ db, acts })).toBe(1);
  });
});
