import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { testEnterprise } from '../bureau/enterprise/fixture.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { uploadedText } from './import-sheets.ts';

const [own, fresh, officers] = [
  unclaimedTaxpayerId(1, '2101'),
  unclaimedTaxpayerId(2, '2101'),
  unclaimedTaxpayerId(3, '2101'),
];
const another = { name: '冒名商贸有限公司', taxpayerId: fresh, taxpayerKind: 'general' as const };
const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window, origin: 'test' },
  });

async function office(training: boolean) {
  const test = await testOffice({ training });
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: own, assigned: ['sun'] });
  const record = () => test.store.db.selectFrom('enterprise').selectAll().orderBy('id').execute();
  for (const who of ['zhao', 'sun']) await test.signIn(who);
  return { test, record, before: await record(), zhao: callsOf(test, 'zhao'), sun: callsOf(test, 'sun') };
}
const trail = async (test: TestOffice) =>
  (await test.engine.bureau.trail.list({ limit: 5 })).map((row) => [row.act, row.result]);

describe("the bureau's record belongs to the bureau", () => {
  const changes = [
    ['name', { name: another.name }],
    ['taxpayerId', { taxpayerId: another.taxpayerId }],
    ['taxpayerKind', { taxpayerKind: another.taxpayerKind }],
  ] as const;
  for (const training of [true, false]) {
    for (const who of ['sun', 'zhao'] as const) {
      it.each(changes)(
        `${training ? 'training world' : 'own office'}: %s of a client does not change by editing (${who})`,
        async (_field, change) => {
          const { test, record, before, [who]: call } = await office(training);
          await expect(
            call.clients.edit({ clientId: 'hua', revision: 1, contact: '张三', ...change }),
          ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
          expect(await record()).toEqual(before);
          expect(await call.clients.get({ clientId: 'hua' })).toMatchObject({ revision: 1, contact: '' });
          expect(await trail(test)).toContainEqual(['clients.edit', 'refused']);
        },
      );
    }
  }

  it('what is sent along as it stands on record is no change, and the address of the file is not the registered one', async () => {
    const { record, before, sun } = await office(true);
    await sun.clients.edit({
      clientId: 'hua',
      revision: 1,
      name: '沈阳华盛商贸有限公司',
      taxpayerId: own,
      taxpayerKind: 'smallScale',
      address: '听松街18号',
      contact: '张三',
    });
    expect(await sun.clients.get({ clientId: 'hua' })).toMatchObject({ address: '听松街18号', contact: '张三' });
    expect(await record()).toEqual(before);
  });

  it('an import neither renames nor reclassifies what the bureau has on record', async () => {
    const { record, before, zhao } = await office(true);
    const look = async (text: string) => {
      const { book } = await zhao.imports.open({ source: await uploadedText(zhao.imports, text) });
      return zhao.imports.preview({ book });
    };
    const preview = await look(`企业名称,纳税人识别号,纳税人类型\n${another.name},${own},小规模纳税人\n`);
    expect(preview.rows[0]).toMatchObject({ verdict: 'refused', problems: [{ field: 'name' }] });
    const kind = await look(`企业名称,纳税人识别号,纳税人类型\n沈阳华盛商贸有限公司,${own},一般纳税人\n`);
    expect(kind.rows[0]).toMatchObject({ verdict: 'refused', problems: [{ field: 'taxpayerKind' }] });
    expect(await record()).toEqual(before);
  });

  it("after an accountant's try the enterprise logs in as before, and the next sync makes nobody else its officer", async () => {
    const desk = await testEnterprise();
    const firm = await desk.db.selectFrom('enterprise').selectAll().where('id', '=', 'ent').executeTakeFirstOrThrow();
    await desk.db
      .insertInto('client')
      .values({
        client_id: 'ent',
        colour: 0,
        pinyin: '',
        initials: '',
        address: '',
        contact: '',
        note: '',
        revision: 1,
        created_at: 0,
      })
      .execute();
    await desk.db.insertInto('assignment').values({ client_id: 'ent', handler_id: 'sun' }).execute();
    const sun = await desk.signIn('sun', 'office');
    await expect(
      desk.engine.office.records.edit(sun, {
        clientId: 'ent',
        revision: 1,
        address: '',
        contact: '',
        note: '',
        name: another.name,
        taxpayerId: fresh,
      }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    await expect(
      desk.engine.office.corrections.correct(sun, { clientId: 'ent', revision: 1, ...another, reason: '录入有误' }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect(
      await desk.db.selectFrom('enterprise').selectAll().where('id', '=', 'ent').executeTakeFirstOrThrow(),
    ).toEqual(firm);
    await expect(desk.login('lin', 'w')).resolves.toMatchObject({ person: { name: '林岚' } });
  });
});

describe('what only the office has typed is corrected by an act of its own', () => {
  const correction = { clientId: 'hua', revision: 1, ...another, reason: '录入有误' };

  it('an admin corrects it; the trail has both versions and the reason, and it is found by the new name only', async () => {
    const { test, zhao } = await office(false);
    await zhao.clients.correct(correction);
    expect(await zhao.clients.get({ clientId: 'hua' })).toMatchObject({ ...another, revision: 2, typedByOffice: true });
    expect((await zhao.clients.search({ query: 'huasheng' })).total).toBe(0);
    expect((await zhao.clients.search({ query: 'maoming' })).total).toBe(1);
    const [record] = await test.engine.bureau.trail.list({ limit: 1 });
    expect(record).toMatchObject({ act: 'client.correct', result: 'done' });
    for (const part of ['沈阳华盛商贸有限公司', another.name, own, fresh, '录入有误'])
      expect(record?.text).toContain(part);
    await expect(zhao.clients.correct(correction)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('nobody else does, and no number of another enterprise or of the tax registry is taken', async () => {
    const { test, record, before, zhao, sun } = await office(false);
    await expect(sun.clients.correct(correction)).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await test.addClient('yuan', { name: '乙公司', taxpayerId: unclaimedTaxpayerId(4, '2101'), assigned: ['sun'] });
    await expect(
      zhao.clients.correct({ ...correction, taxpayerId: unclaimedTaxpayerId(4, '2101') }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
    await test.store.db
      .insertInto('registry_officer')
      .values({
        taxpayer_id: officers,
        capacity: 'legalRepresentative',
        name: '某人',
        id_type: 'residentIdentityCard',
        id_number: 'x',
      })
      .execute();
    await expect(zhao.clients.correct({ ...correction, taxpayerId: officers })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { rule: 'B3' },
    });
    expect((await record()).filter((row) => row.id === 'hua')).toEqual(before.filter((row) => row.id === 'hua'));
  });

  it("in a training world the bureau's record is not corrected by the office", async () => {
    const { record, before, zhao } = await office(true);
    await expect(zhao.clients.correct(correction)).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect(await record()).toEqual(before);
  });
});
