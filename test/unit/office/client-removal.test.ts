import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { account, office } from './client-secrets-fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

const input = (taxpayerId: string) => ({
  name: '录错的公司',
  taxpayerId,
  taxpayerKind: 'smallScale' as const,
  address: '',
  contact: '',
  note: '',
});

async function withClient() {
  const built = await office();
  const { records, removal, clients } = built.test.engine.office;
  const { clientId } = await records.add(built.zhao, input(sampleId(5)));
  const remove = async (id = clientId, staff: StaffActor = built.zhao) =>
    removal.remove(staff, { clientId: id, reason: '录错', revision: (await clients.get(staff, id)).revision });
  return { ...built, clientId, remove };
}
const history = (text: string) => ({
  code: 'CLIENT_HAS_HISTORY',
  message: expect.stringMatching(new RegExp(`${text}.*停止服务`, 'u')),
});

describe('删除客户', () => {
  it('erases one that nothing happened to, with its accounts, favourites and stops; the number is free again', async () => {
    const { test, zhao, clientId, remove, secrets } = await withClient();
    const { clients, records, stops } = test.engine.office;
    await secrets.add(zhao, { ...account(), clientId });
    await clients.setFavourite(zhao, clientId, true);
    await records.edit(zhao, { address: '新地址', contact: '', note: '', clientId, revision: 1 });
    await stops.stop(zhao, { clientId, day: '2026-11-23', reason: '录错', revision: 2 });
    await remove();
    await expect(clients.get(zhao, clientId)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    for (const table of ['client', 'client_stop', 'client_secret', 'client_use', 'assignment'] as const)
      expect(await test.store.db.selectFrom(table).selectAll().where('client_id', '=', clientId).execute()).toEqual([]);
    expect(await test.store.db.selectFrom('enterprise').selectAll().where('id', '=', clientId).execute()).toEqual([]);
    expect(await test.engine.bureau.trail.list({ limit: 1 })).toMatchObject([
      { act: 'client.remove', text: '删除客户（没有任何业务记录），原因：录错', result: 'done' },
    ]);
    await records.add(zhao, input(sampleId(5)));
  });

  it('refuses one whose revision moved on', async () => {
    const { test, zhao, clientId } = await withClient();
    await expect(
      test.engine.office.removal.remove(zhao, { clientId, reason: '录错', revision: 7 }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('refuses one with an agreement, an entry, a secret that was seen, or another import', async () => {
    const { test, zhao, sun, clientId, remove, secrets } = await withClient();
    await expect(remove('hua')).rejects.toMatchObject(history('有委托协议（2026-01-01至2026-12-31）'));
    await test.enter(sun, 'qing', 'qing-a0');
    await expect(remove('qing')).rejects.toMatchObject(history('有人进入过这一户'));
    const { accountId } = await secrets.add(zhao, { ...account(), clientId });
    await secrets.copy(zhao, { clientId, accountId });
    await expect(remove()).rejects.toMatchObject(history('复制账号密码'));
    expect(await test.engine.office.clients.get(zhao, clientId)).toMatchObject({ name: '录错的公司' });
  });

  it('names an agreement once, though the trail tells of it, too', async () => {
    const { test, zhao, remove } = await withClient();
    const { clientId } = await test.engine.office.records.add(zhao, {
      ...input(sampleId(6)),
      agreement: {
        firstDay: '2026-11-01',
        lastDay: '2027-10-31',
        functions: ['tax.vat.general'],
        agreementPassword: 'given by client',
      },
    });
    await expect(remove(clientId)).rejects.toMatchObject({
      message:
        '录错的公司不能删除：有委托协议（2026-11-01至2027-10-31）；记住协议密码（赵敏 2026-11-23）。请改用“停止服务”，客户离开日常列表，历史记录都保留。',
    });
  });

  it('refuses one with a return, also where the trail would not tell', async () => {
    const { test, clientId, remove } = await withClient();
    await test.store.db
      .insertInto('payment')
      .values({
        id: 'p',
        client_id: clientId,
        tax: '增值税',
        period: '2026-Q3',
        amount: 100,
        paid_day: '2026-10-12',
        voucher: '',
        recorded_by: 'zhao',
        recorded_by_name: '赵敏',
        recorded_at: 0,
      } as never)
      .execute();
    await expect(remove()).rejects.toMatchObject(history('有缴款'));
  });

  it('takes back a row of its own import, and refuses what another import changed', async () => {
    const { test, zhao, remove } = await withClient();
    const head = '名称,税号,联系方式';
    await (
      await lookAt(test, `${head}\n沈阳辰商贸有限公司,${sampleId(1)},甲\n沈阳巳商贸有限公司,${sampleId(2)},甲`)
    ).run();
    const second = await lookAt(test, `${head}\n沈阳巳商贸有限公司,${sampleId(2)},乙`);
    await second.run();
    const idOf = async (name: string) =>
      (await test.store.db.selectFrom('enterprise').select('id').where('name', '=', name).executeTakeFirstOrThrow()).id;
    await remove(await idOf('沈阳辰商贸有限公司'));
    await expect(remove(await idOf('沈阳巳商贸有限公司'))).rejects.toMatchObject(history('批量导入更新过'));
    const [, first] = await test.engine.office.importUndo.list();
    expect(await test.engine.office.importUndo.undo(zhao, first?.import ?? '')).toMatchObject({
      removed: 0,
      kept: [{ reason: expect.any(String) }, { reason: expect.any(String) }],
    });
  });
});

describe('an import and stopped clients', () => {
  it('neither changes nor revives one before somebody says so, and undoing counts a stop as use', async () => {
    const { test, zhao } = await withClient();
    const head = '名称,税号,联系方式';
    const row = `沈阳辰商贸有限公司,${sampleId(1)}`;
    await (await lookAt(test, `${head}\n${row},甲`)).run();
    const { id } = await test.store.db
      .selectFrom('enterprise')
      .select('id')
      .where('name', '=', '沈阳辰商贸有限公司')
      .executeTakeFirstOrThrow();
    const { stops, clients, importUndo } = test.engine.office;
    await stops.stop(zhao, { clientId: id, day: '2026-11-01', reason: '不再委托', revision: 1 });
    expect((await lookAt(test, `${head}\n${row},甲`)).rows).toMatchObject([
      { verdict: 'same', problems: [{ warning: true, message: expect.stringContaining('已于2026-11-01停止服务（') }] },
    ]);
    const look = await lookAt(test, `${head}\n${row},乙`);
    expect(look.rows).toMatchObject([
      { verdict: 'refused', problems: [{ message: expect.stringContaining('已于2026-11-01停止服务（') }] },
    ]);
    expect(await look.beside(2)).toMatchObject({ same: true, stopped: '2026-11-01' });
    const decided = await look.again({ decisions: [{ line: 2, as: 'update', keep: [] }] });
    expect(decided.rows).toMatchObject([{ verdict: 'update', problems: [{ warning: true }] }]);
    await decided.run();
    expect(await clients.get(zhao, id)).toMatchObject({ contact: '乙', stopped: { day: '2026-11-01' } });
    const [, first] = await importUndo.list();
    expect((await importUndo.look(first?.import ?? '')).kept).toMatchObject([
      { reason: expect.stringContaining('停止服务') },
    ]);
  });
});
