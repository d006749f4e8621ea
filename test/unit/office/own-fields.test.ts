import { describe, expect, it } from 'vitest';
import { filled, officeWithDossiers } from './dossier-fixture.ts';

const field = (over: object = {}) => ({
  id: 'o1',
  group: '发票',
  name: '开票限额',
  type: 'money' as const,
  choices: [],
  retired: false,
  ...over,
});

describe('自定义栏目', () => {
  it('an admin defines them; a client holds a value of each type, and one that does not fit is refused', async () => {
    const { test, zhao, sun, save } = await officeWithDossiers();
    const types = [
      field(),
      field({ id: 'o2', name: '开票方式', type: 'choice', choices: ['自开', '代开'] }),
      field({ id: 'o3', group: '其他', name: '托管网银', type: 'yesNo' }),
      field({ id: 'o4', group: '其他', name: '盘到期', type: 'day' }),
      field({ id: 'o5', group: '其他', name: '员工数', type: 'number' }),
      field({ id: 'o6', group: '其他', name: '介绍人', type: 'text' }),
    ];
    await expect(sun.clientDossier.saveFields({ revision: 0, fields: types })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    await zhao.clientDossier.saveFields({ revision: 0, fields: types });
    await expect(zhao.clientDossier.saveFields({ revision: 0, fields: [] })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    const own = [
      { id: 'o1', value: '10000000' },
      { id: 'o2', value: '自开' },
      { id: 'o3', value: 'no' },
      { id: 'o4', value: '2027-01-01' },
      { id: 'o5', value: '12' },
      { id: 'o6', value: '老王' },
    ];
    await save(filled({ own }));
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    expect(dossier.own).toEqual(own);
    const wrong = ['十万', '邮寄', '也许', '2027-02-30', '12个', '老王\u202e'];
    await expect(
      save({ ...dossier, own: own.map((one, index) => ({ ...one, value: wrong[index]! })) }, { revision }),
    ).rejects.toMatchObject({
      data: { fields: own.map((_, index) => expect.objectContaining({ field: `own.${index}.value` })) },
    });
    expect((await test.engine.bureau.trail.list({ limit: 1, clientId: 'hua' }))[0]).toMatchObject({
      text: expect.stringContaining('自定义栏目'),
      detail: expect.stringContaining('开票限额：100,000.00元；开票方式：自开；托管网银：否'),
    });
    expect((await zhao.clientDossier.fields()).fields.map(({ clients }) => clients)).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('one in use keeps its type and is retired, not erased; its value stays, also when its choice is gone', async () => {
    const { zhao, sun, save } = await officeWithDossiers();
    const choice = field({ type: 'choice', choices: ['甲', '乙'] });
    await zhao.clientDossier.saveFields({ revision: 0, fields: [choice, field({ id: 'o2', name: '空的' })] });
    await save(filled({ own: [{ id: 'o1', value: '甲' }] }));
    await expect(zhao.clientDossier.saveFields({ revision: 1, fields: [] })).rejects.toMatchObject({
      data: { fields: [{ field: 'fields', message: expect.stringContaining('停用') }] },
    });
    await expect(zhao.clientDossier.saveFields({ revision: 1, fields: [field()] })).rejects.toMatchObject({
      data: { fields: [{ field: 'fields.0.type' }] },
    });
    await zhao.clientDossier.saveFields({ revision: 1, fields: [{ ...choice, choices: ['乙'], retired: true }] });
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, region: '大连市' }, { revision });
    expect((await sun.clientDossier.get({ clientId: 'hua' })).own).toEqual([{ id: 'o1', value: '甲' }]);
  });
});
