import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '../../../src-preload/contract/clients.ts';
import { filled, idCard, officeWithDossiers } from './dossier-fixture.ts';

const fieldsOf = (work: Promise<unknown>) =>
  work.then(
    () => [],
    (error: { data?: { fields?: { field: string }[] }; code: string }) =>
      error.data?.fields?.map(({ field }) => field) ?? [error.code],
  );

describe('客户档案', () => {
  it('keeps everything; document numbers, mobiles and account numbers come masked', async () => {
    const { sun, save } = await officeWithDossiers();
    expect(await sun.clientDossier.get({ clientId: 'hua' })).toMatchObject({ persons: [], tags: [], revision: 1 });
    await save(filled(), { note: '老客户' });
    const found = await sun.clientDossier.get({ clientId: 'hua' });
    const { revision, ...dossier } = found;
    expect(revision).toBe(2);
    expect(dossier).toEqual({
      ...filled(),
      tags: ['季报', '重点'],
      persons: [{ ...filled().persons[0], idNumber: '1101**********002X', mobiles: ['154****0001', '154****0002'] }],
      accounts: [{ ...filled().accounts[0], number: '6222***********2333' }],
    });
    expect(await sun.clients.get({ clientId: 'hua' })).toMatchObject({ note: '老客户', revision: 2 });
  });

  it('a masked number that comes back stays as it is stored; a new one replaces it; another mask is refused by name', async () => {
    const { sun, save } = await officeWithDossiers();
    await save(filled());
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    const [person] = dossier.persons;
    const changed = { ...person!, mobiles: ['15400000009', person!.mobiles[0]!] };
    await save({ ...dossier, persons: [changed] }, { revision });
    const show = (index: number) =>
      sun.clientDossier.show({ clientId: 'hua', number: { what: 'mobile', id: 'p1', index } });
    expect([await show(0), await show(1)]).toEqual([{ value: '15400000009' }, { value: '15400000001' }]);
    expect(await sun.clientDossier.show({ clientId: 'hua', number: { what: 'idNumber', id: 'p1' } })).toEqual({
      value: idCard,
    });
    expect(await sun.clientDossier.show({ clientId: 'hua', number: { what: 'account', id: 'b1' } })).toEqual({
      value: '6222000011112222333',
    });
    await expect(show(2)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const strange = { ...changed, idNumber: '1101**********9999', mobiles: ['138****0001'] };
    expect(
      await fieldsOf(
        save({ ...dossier, persons: [strange], accounts: [{ ...dossier.accounts[0]!, id: 'b2' }] }, { revision: 3 }),
      ),
    ).toEqual(['persons.0.idNumber', 'persons.0.mobiles.0', 'accounts.0.number']);
    expect(
      await fieldsOf(
        save({ ...dossier, persons: [{ ...person!, mobiles: [], idType: 'taiwanPermit' }] }, { revision: 3 }),
      ),
    ).toEqual(['persons.0.idType']);
  });

  it('the trail names the fields with old and new value, never a number in full; showing one leaves a record', async () => {
    const { test, sun, save } = await officeWithDossiers();
    await save(filled());
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save(
      {
        ...dossier,
        taxOffice: '国家税务总局沈阳市和平区税务局',
        persons: [...dossier.persons, { ...dossier.persons[0]!, id: 'p2', name: '王丽', idNumber: '', mobiles: [] }],
        fee: null,
      },
      { revision, note: '新备注' },
    );
    await sun.clientDossier.show({ clientId: 'hua', number: { what: 'idNumber', id: 'p1' } });
    const records = await test.engine.bureau.trail.list({ limit: 3, clientId: 'hua' });
    expect(records.map(({ act, text }) => `${act} ${text}`)).toEqual([
      'client.show 显示证件号码：欧阳雪',
      'client.edit 修改客户资料：备注、主管税务机关、人员、服务费',
      expect.stringMatching(/^client.edit 修改客户资料：所属地区、主管税务机关、/u),
    ]);
    expect(records[1]).toMatchObject({
      detail: expect.stringContaining('主管税务机关：国家税务总局沈阳市和平区税务局'),
    });
    const written = JSON.stringify(await test.store.db.selectFrom('audit').selectAll().execute());
    expect(written).toContain('人员：王丽');
    expect(written).toContain('服务费：300.00元');
    expect(written).toContain('1101**********002X');
    for (const number of [idCard, '15400000001', '15400000002', '6222000011112222333'])
      expect(written).not.toContain(number);
  });

  it('two who save at once: the second is told, nothing is overwritten, and nothing is written without a change', async () => {
    const { test, sun, zhao, save } = await officeWithDossiers();
    await save(filled());
    await expect(save(filled({ region: '大连市' }), {}, zhao)).rejects.toMatchObject({ code: 'CONFLICT' });
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    expect(dossier.region).toBe('沈阳市沈河区');
    const before = (await test.engine.bureau.trail.list({ limit: 50 })).length;
    await save(dossier, { revision });
    expect(await test.engine.bureau.trail.list({ limit: 50 })).toHaveLength(before);
  });

  it('H5: out of scope there is no dossier, for reading, saving, showing and asking', async () => {
    const { li, save } = await officeWithDossiers();
    await save(filled());
    const calls = [
      li.clientDossier.get({ clientId: 'hua' }),
      save(filled({ region: '大连' }), { revision: 2 }, li),
      li.clientDossier.show({ clientId: 'hua', number: { what: 'idNumber', id: 'p1' } }),
      li.clientDossier.taxProfile({ clientId: 'hua', period: '2026-05' }),
    ];
    for (const call of calls) await expect(call).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it.each([
    [
      'two kinds on one day',
      { kinds: [filled().kinds[0]!, { id: 'k2', since: '2026-05-01', kind: 'smallScale' }] },
      'kinds.1.since',
    ],
    [
      'the same kind twice in turn',
      { kinds: [filled().kinds[0]!, { id: 'k2', since: '2026-08-01', kind: 'general' }] },
      'kinds.1.kind',
    ],
    [
      'one tax monthly and quarterly at once',
      { taxes: [filled().taxes[0]!, { ...filled().taxes[0]!, id: 't2', every: 'quarterly', since: '2026-07-01' }] },
      'taxes.1.since',
    ],
    ['a tax that ends before it begins', { taxes: [{ ...filled().taxes[0]!, until: '2026-04-30' }] }, 'taxes.0.until'],
    ['a tax of its own without a name', { taxes: [{ ...filled().taxes[0]!, tax: 'own' }] }, 'taxes.0.ownTax'],
    ['a licence that ends and does not', { licenceUntil: '2039-01-01' }, 'licenceUntil'],
    [
      'a document number that is wrong',
      { persons: [{ ...filled().persons[0]!, idNumber: '110105194912310021' }] },
      'persons.0.idNumber',
    ],
    ['a number without a document', { persons: [{ ...filled().persons[0]!, idType: null }] }, 'persons.0.idType'],
    [
      'a mobile that is too short',
      { persons: [{ ...filled().persons[0]!, mobiles: ['15400000001', '1540'] }] },
      'persons.0.mobiles.1',
    ],
    ['a stranger in the office', { lead: 'nobody' }, 'lead'],
    ['an own field that is not there', { own: [{ id: 'x', value: '1' }] }, 'own.0.value'],
  ] satisfies [string, Parameters<typeof filled>[0], string][])(
    'refuses %s, by name of the field',
    async (_, over, field) => {
      const { save } = await officeWithDossiers();
      expect(await fieldsOf(save(filled(over)))).toEqual([field]);
    },
  );

  it('一税两期: per act stands beside a periodic one', async () => {
    const { save } = await officeWithDossiers();
    const stamp = { ...filled().taxes[0]!, tax: 'stamp' as const };
    await save(filled({ taxes: [stamp, { ...stamp, id: 't2', every: 'perAct' }] }));
  });

  it('the profile of a period is read from kinds and taxes', async () => {
    const { sun, save } = await officeWithDossiers();
    const ask = (period: string) => sun.clientDossier.taxProfile({ clientId: 'hua', period });
    expect(await ask('2026-Q2')).toMatchObject({ kinds: [{ kind: 'smallScale' }], taxes: [] });
    await save(filled());
    expect(await ask('2026-Q2')).toEqual({
      firstDay: '2026-04-01',
      lastDay: '2026-06-30',
      kinds: [
        { kind: 'smallScale', from: '2026-04-01', to: '2026-04-30' },
        { kind: 'general', from: '2026-05-01', to: '2026-06-30' },
      ],
      taxes: [{ tax: 'vat', name: '增值税', every: 'monthly', from: '2026-05-01', to: '2026-06-30' }],
    });
  });

  it('is found by tags, persons and former names, at once and after a restart; tags filter', async () => {
    const { test, sun, zhao, save } = await officeWithDossiers();
    const find = async (query: string, tags?: string[]) =>
      (await zhao.clients.search(clientSearchSchema.parse({ query, filter: { tags } }))).rows.map(
        (row) => row.clientId,
      );
    expect(await find('欧阳雪')).toEqual([]);
    await save(filled());
    const expectFound = async () => {
      for (const query of ['欧阳', '旧名贸易', '重点', '华盛 季报']) expect(await find(query)).toEqual(['hua']);
      expect(await find('', ['重点'])).toEqual(['hua']);
      expect(await find('', ['重点', '别的'])).toEqual([]);
      expect(await find('15400000001')).toEqual([]);
    };
    await expectFound();
    expect(await sun.clientDossier.tags()).toEqual([
      { tag: '季报', clients: 1 },
      { tag: '重点', clients: 1 },
    ]);
    const staff = await test.signIn('zhao');
    const again = await test.restarted();
    const found = await again.office.clients.search(staff, clientSearchSchema.parse({ filter: { tags: ['重点'] } }));
    expect(found.rows.map((row) => row.clientId)).toEqual(['hua']);
    await test.signIn('sun');
    await test.signIn('zhao');
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, tags: [], persons: [] }, { revision });
    expect(await find('', ['重点'])).toEqual([]);
    expect(await find('欧阳')).toEqual([]);
  });

  it('an enterprise that was renamed keeps its former name and number, and is found by them; a mistake leaves none', async () => {
    const { sun, zhao } = await officeWithDossiers();
    const identity = {
      name: '沈阳华盛集团有限公司',
      taxpayerId: '91110108551385082Q',
      taxpayerKind: 'smallScale' as const,
    };
    await zhao.clients.correct({
      ...identity,
      name: '沈阳花盛商贸有限公司',
      clientId: 'hua',
      revision: 1,
      reason: '录入有误',
    });
    expect((await sun.clientDossier.get({ clientId: 'hua' })).former).toEqual([]);
    await zhao.clients.correct({ ...identity, clientId: 'hua', revision: 2, reason: '已更名', renamed: true });
    expect((await sun.clientDossier.get({ clientId: 'hua' })).former).toMatchObject([
      { what: 'name', value: '沈阳花盛商贸有限公司', until: null },
    ]);
    const { rows } = await zhao.clients.search(clientSearchSchema.parse({ query: '花盛商贸' }));
    expect(rows).toMatchObject([{ clientId: 'hua', name: '沈阳华盛集团有限公司' }]);
  });

  it('a client that nothing else happened to can be deleted with its dossier', async () => {
    const { test, zhao, save } = await officeWithDossiers();
    const { clientId } = await zhao.clients.add({
      name: '录错的公司',
      taxpayerId: '91110108551385082Q',
    });
    await save(filled({ lead: null }), { clientId, revision: 1 }, zhao);
    await zhao.clients.remove({ clientId, reason: '录错', revision: 2 });
    for (const table of ['client_dossier', 'client_person', 'client_tag', 'client_tax', 'client_kind'] as const)
      expect(await test.store.db.selectFrom(table).selectAll().execute()).toEqual([]);
  });
});
