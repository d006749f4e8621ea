import { describe, expect, it } from 'vitest';
import { clientInputSchema, clientSearchSchema } from '@contract/clients.ts';
import { leastUsed } from '../../../src-main/office/clients/client-records.ts';
import { testOffice, today, type TestOffice } from './fixture.ts';

const typed = (input: { name: string; taxpayerId: string; note?: string }) => clientInputSchema.parse(input);
const paper = {
  firstDay: '2026-11-01',
  lastDay: '2027-10-31',
  functions: ['tax.vat.general'],
  agreementPassword: 'given by client',
};
// Published sample numbers (K1).
const [firstId, secondId] = ['91110108551385082Q', '91350100M000100Y43'];

const found = async (test: TestOffice, handlerId: string, query: string) =>
  (await test.engine.office.clients.search(await test.signIn(handlerId, 'list'), clientSearchSchema.parse({ query })))
    .rows;
const acts = async (test: TestOffice) =>
  (await test.engine.bureau.trail.list({ limit: 20 })).map((row) => [row.act, row.result, row.rule]);

describe('adding a client by hand', () => {
  it('is found at once by name, pinyin and code, and leaves a record', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    expect(await found(test, 'zhao', '华盛')).toEqual([]);
    const { clientId } = await test.engine.office.records.add(
      zhao,
      typed({ name: '沈阳华盛商贸有限公司', taxpayerId: firstId }),
    );
    for (const query of ['华盛', 'syhs', 'huasheng', '5513'])
      expect((await found(test, 'zhao', query)).map((row) => row.clientId)).toEqual([clientId]);
    expect(await acts(test)).toContainEqual(['client.add', 'done', null]);
    expect(test.notified).toContainEqual({ window: null, event: { kind: 'clientsChanged', clientId } });
  });

  it('H5: whoever is not an admin is assigned to what they add, and an admin is not', async () => {
    const test = await testOffice();
    await test.engine.office.records.add(await test.signIn('sun'), typed({ name: '甲公司', taxpayerId: firstId }));
    await test.engine.office.records.add(await test.signIn('zhao'), typed({ name: '乙公司', taxpayerId: secondId }));
    expect((await found(test, 'sun', '')).map((row) => row.name)).toEqual(['甲公司']);
    expect((await found(test, 'zhao', '乙'))[0]?.assigned).toEqual([]);
  });

  it('H7: an admin records the paper agreement in the same step, marked as recorded by the agency; its password opens the client', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const { clientId } = await test.engine.office.records.add(zhao, {
      ...typed({ name: '甲公司', taxpayerId: firstId }),
      agreement: paper,
    });
    expect((await found(test, 'zhao', ''))[0]).toMatchObject({
      agreement: { state: 'inForce', firstDay: '2026-11-01', recordedByAgency: true },
      cannotEnter: null,
    });
    await expect(
      test.engine.office.enter.enter(zhao, clientId, {
        kind: 'password',
        agreementPassword: 'another',
        remember: false,
      }),
    ).rejects.toMatchObject({ code: 'AGREEMENT_PASSWORD_WRONG' });
    const open = await test.engine.office.enter.enter(zhao, clientId, {
      kind: 'password',
      agreementPassword: paper.agreementPassword,
      remember: false,
    });
    expect(open).toMatchObject({ clientId, agreement: { functions: ['tax.vat.general'], recordedByAgency: true } });
  });

  it('H7: nobody but an admin records an agreement; the refusal is recorded and nothing is added', async () => {
    const test = await testOffice();
    const sun = await test.signIn('sun');
    await expect(
      test.engine.office.records.add(sun, { ...typed({ name: '甲公司', taxpayerId: firstId }), agreement: paper }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await found(test, 'zhao', '')).toEqual([]);
    expect(await acts(test)).toContainEqual(['client.add', 'refused', 'H7']);
  });

  it('H4: an agreement may not hold what cannot be granted; its problems are named by field and nothing is added', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const agreement = { ...paper, functions: ['delegation.manage'], firstDay: '2026-01-01', lastDay: '2026-11-22' };
    await expect(
      test.engine.office.records.add(zhao, { ...typed({ name: '甲公司', taxpayerId: firstId }), agreement }),
    ).rejects.toMatchObject({
      fields: [
        { field: 'agreement.lastDay', message: expect.stringContaining('2026-11-22') },
        { field: 'agreement.functions' },
      ],
    });
    expect(await found(test, 'zhao', '')).toEqual([]);
  });

  it('refuses a known taxpayer id, and H5: does not name a client out of scope', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: firstId, assigned: ['sun'] });
    const again = typed({ name: '华盛', taxpayerId: firstId });
    const problem = async (handlerId: string) => {
      const error: unknown = await test.engine.office.records
        .add(await test.signIn(handlerId), again)
        .catch((thrown: unknown) => thrown);
      return (error as { fields: { field: string; message: string }[] }).fields[0];
    };
    expect(await problem('sun')).toEqual({
      field: 'taxpayerId',
      message: '该企业已在客户列表中：沈阳华盛商贸有限公司',
    });
    expect((await problem('li'))?.message).not.toContain('华盛');
    await test.engine.office.stops.stop(await test.signIn('zhao'), {
      clientId: 'hua',
      day: today,
      reason: '不再委托',
      revision: 1,
    });
    expect((await problem('sun'))?.message).toMatch(/停止服务（不再委托）.*恢复服务$/u);
    expect((await problem('li'))?.message).not.toMatch(/华盛|停止/u);
  });

  it('takes an enterprise that the bureau already knows, when the name is the same', async () => {
    const test = await testOffice();
    await test.store.db
      .insertInto('enterprise')
      .values({
        id: 'known',
        taxpayer_id: firstId,
        name: '甲（沈阳）公司',
        kind: 'general',
        address: '',
        social_insurance_only: false,
        is_agency: false,
        password_hash: null,
        handlers_synced_at: null,
        created_at: 0,
      })
      .execute();
    const zhao = await test.signIn('zhao');
    await expect(
      test.engine.office.records.add(zhao, typed({ name: '乙公司', taxpayerId: firstId })),
    ).rejects.toMatchObject({ fields: [{ field: 'name' }] });
    expect(await test.engine.office.records.add(zhao, typed({ name: '甲(沈阳)公司', taxpayerId: firstId }))).toEqual({
      clientId: 'known',
    });
    expect((await found(test, 'zhao', '甲'))[0]).toMatchObject({
      clientId: 'known',
      name: '甲（沈阳）公司',
      taxpayerKind: 'general',
    });
  });

  it('the agency cannot be its own client', async () => {
    const test = await testOffice();
    await test.store.db.updateTable('enterprise').set({ taxpayer_id: firstId }).where('id', '=', 'agency').execute();
    await expect(
      test.engine.office.records.add(await test.signIn('zhao'), typed({ name: '砚秋', taxpayerId: firstId })),
    ).rejects.toMatchObject({ fields: [{ field: 'taxpayerId' }] });
  });

  it('spreads colours evenly', () => {
    expect(leastUsed(new Map())).toBe(0);
    expect(
      leastUsed(
        new Map([
          [0, 2],
          [1, 1],
          [2, 1],
          [3, 5],
          [4, 5],
          [5, 5],
          [6, 5],
          [7, 5],
          [8, 5],
          [9, 5],
        ]),
      ),
    ).toBe(1);
    expect(
      leastUsed(
        new Map([
          [0, 1],
          [1, 1],
          [2, 1],
          [3, 1],
          [4, 1],
          [5, 1],
          [6, 1],
          [7, 1],
          [8, 1],
        ]),
      ),
    ).toBe(9);
  });
});

describe('editing a client', () => {
  it("changes the office's own file, and never overwrites another edit", async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: secondId, assigned: ['sun'] });
    const sun = await test.signIn('sun');
    const { records, clients } = test.engine.office;
    const edit = { clientId: 'hua', revision: 1, address: '听松街18号', contact: '张三', note: '常来' };
    await records.edit(sun, edit);
    await expect(records.edit(sun, { ...edit, note: '晚了' })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await clients.get(sun, 'hua')).toMatchObject({
      revision: 2,
      address: '听松街18号',
      contact: '张三',
      note: '常来',
    });
    expect(await acts(test)).toContainEqual(['client.edit', 'done', null]);
  });

  it('refuses a client out of scope', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '甲公司', taxpayerId: firstId, assigned: ['sun'] });
    const edit = { clientId: 'hua', revision: 1, address: '', contact: '', note: '' };
    await expect(test.engine.office.records.edit(await test.signIn('li'), edit)).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect(await test.engine.office.clients.get(await test.signIn('sun'), 'hua')).toMatchObject({
      taxpayerId: firstId,
      revision: 1,
    });
  });
});

describe('a client that came by itself', () => {
  it('H1: an enterprise that recognises the agency is in the list at once; another agency’s is not', async () => {
    const test = await testOffice();
    const { db } = test.store;
    for (const [id, taxpayerId, agency] of [
      ['own', firstId, 'agency'],
      ['foreign', secondId, 'agency-other'],
    ] as const) {
      await db
        .insertInto('enterprise')
        .values({
          id,
          taxpayer_id: taxpayerId,
          name: `${id}公司`,
          kind: 'general',
          address: '',
          social_insurance_only: false,
          is_agency: false,
          password_hash: null,
          handlers_synced_at: null,
          created_at: 0,
        })
        .execute();
      await db
        .insertInto('agreement')
        .values({
          id: `a-${id}`,
          client_id: id,
          agency_id: agency,
          decided: 'recognised',
          first_day: '2026-01-01',
          last_day: '2026-12-31',
          function_set_id: 'set',
          password_hash: null,
          password_version: 1,
          recorded_by_agency: false,
          created_at: 0,
          decided_at: 0,
          end_reason: null,
          revision: 1,
        })
        .execute();
      expect((await found(test, 'zhao', '')).map((row) => row.clientId)).toEqual(id === 'own' ? [] : ['own']);
      await test.engine.domainEvents.emit({ kind: 'agreementChanged', clientId: id, agreementId: `a-${id}` });
    }
    expect(await found(test, 'zhao', '')).toMatchObject([{ clientId: 'own', agreement: { state: 'inForce' } }]);
    const zhao = await test.signIn('zhao');
    await test.enter(zhao, 'own', 'a-own');
    expect((await test.engine.office.clients.recents(zhao)).map((row) => row.clientId)).toEqual(['own']);
  });
});
