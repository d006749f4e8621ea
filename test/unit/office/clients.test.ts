import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { testOffice, type TestOffice } from './fixture.ts';

const asked = (input: Parameters<typeof clientSearchSchema.parse>[0]) => clientSearchSchema.parse(input);

async function office(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: '91210102MA0AAAA001', assigned: ['sun'] });
  await test.addClient('ke', { name: '辽宁科技（集团）有限公司', taxpayerId: '91210102MA0BBBB002', assigned: ['li'] });
  await test.addClient('yuan', {
    name: '大连远洋渔业有限公司',
    taxpayerId: '91210203MA0CCCC003',
    agreements: [],
    assigned: [],
  });
  return test;
}

describe('clients', () => {
  it('H5: an admin sees all, a leader the team’s, a member only their own', async () => {
    const test = await office();
    const { clients } = test.engine.office;
    const seenBy = async (handlerId: string) =>
      (await clients.search(await test.signIn(handlerId), asked({ sort: 'name' }))).rows.map((row) => row.clientId);
    expect(await seenBy('zhao')).toEqual(['yuan', 'ke', 'hua']);
    expect(await seenBy('qian')).toEqual(['hua']);
    expect(await seenBy('sun')).toEqual(['hua']);
    expect(await seenBy('li')).toEqual(['ke']);
  });

  it('H5: get answers a client out of scope like one that does not exist', async () => {
    const test = await office();
    const sun = await test.signIn('sun');
    await expect(test.engine.office.clients.get(sun, 'ke')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(test.engine.office.clients.get(sun, 'nobody')).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await test.engine.office.clients.get(sun, 'hua')).toMatchObject({
      name: '沈阳华盛商贸有限公司',
      functions: ['tax.vat.general'],
      revision: 1,
    });
  });

  it.each([
    ['华盛', ['hua']],
    ['科技', ['ke']],
    ['lnkj', ['ke']],
    ['shenyang', ['hua']],
    ['SYHS', ['hua']],
    ['0203', ['yuan']],
    ['９１２１ 0203', ['yuan']],
    ['公司 大连', ['yuan']],
    ['华盛 科技', []],
    ['科技集团', ['ke']],
    ['ln（集团', ['ke']],
    ['ma0cccc', ['yuan']],
  ])('finds %s', async (query, ids) => {
    const test = await office();
    const found = await test.engine.office.clients.search(await test.signIn('zhao'), asked({ query }));
    expect(found.rows.map((row) => row.clientId)).toEqual(ids);
    expect(found).toMatchObject({ total: ids.length, all: 3 });
  });

  it('G4: a client without agreement is listed with the reason why it cannot be entered', async () => {
    const test = await office();
    const { rows } = await test.engine.office.clients.search(await test.signIn('zhao'), asked({ query: '远洋' }));
    expect(rows[0]).toMatchObject({ agreement: { state: 'none', firstDay: null }, cannotEnter: '没有委托协议' });
  });

  it('lists favourites first among equals and filters by them', async () => {
    const test = await office();
    const zhao = await test.signIn('zhao');
    const { clients } = test.engine.office;
    await clients.setFavourite(zhao, 'hua', true);
    expect((await clients.search(zhao, asked({ query: '有限公司' }))).rows.map((row) => row.clientId)).toEqual([
      'hua',
      'yuan',
      'ke',
    ]);
    expect((await clients.search(zhao, asked({ filter: { favourite: true } }))).rows).toMatchObject([
      { clientId: 'hua', favourite: true },
    ]);
    await clients.setFavourite(zhao, 'hua', false);
    expect((await clients.search(zhao, asked({ filter: { favourite: true } }))).total).toBe(0);
  });

  it('remembers what was entered last, for this staff member only', async () => {
    const test = await office();
    const [zhao, sun] = [await test.signIn('zhao'), await test.signIn('sun')];
    await test.enter(zhao, 'ke', 'ke-a0');
    test.clock.at(test.clock.now() + 60_000);
    await test.enter(zhao, 'hua', 'hua-a0');
    const { clients } = test.engine.office;
    expect((await clients.recents(zhao)).map((row) => row.clientId)).toEqual(['hua', 'ke']);
    expect(await clients.recents(sun)).toEqual([]);
    const byEntry = await clients.search(zhao, asked({ sort: 'lastEntered', descending: true }));
    expect(byEntry.rows.map((row) => row.clientId)).toEqual(['hua', 'ke', 'yuan']);
  });

  it('H3: filters by state and by the days left, as of today', async () => {
    const test = await office();
    await test.addClient('alt', {
      name: '鞍山旧友有限公司',
      taxpayerId: '91210302MA0DDDD004',
      agreements: [{ first_day: '2025-01-01', last_day: '2025-12-31' }],
    });
    const zhao = await test.signIn('zhao');
    const { clients } = test.engine.office;
    const ids = async (filter: Parameters<typeof clientSearchSchema.parse>[0]) =>
      (await clients.search(zhao, asked({ filter, sort: 'name' }))).rows.map((row) => row.clientId);
    expect(await ids({ states: ['expired'] })).toEqual(['alt']);
    expect(await ids({ states: ['inForce', 'none'] })).toEqual(['yuan', 'ke', 'hua']);
    expect(await ids({ endingWithinDays: 37 })).toEqual([]);
    expect(await ids({ endingWithinDays: 38 })).toEqual(['ke', 'hua']);
    test.clock.at(Date.parse('2027-01-01T00:00:00+08:00'));
    expect(await ids({ states: ['expired'] })).toEqual(['alt', 'ke', 'hua']);
  });
});
