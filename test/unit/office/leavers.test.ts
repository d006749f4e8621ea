import { describe, expect, it } from 'vitest';
import { handlerById } from '../../../src-main/store/repositories/identity.ts';
import { account, day, lastRecord, office, type Office } from './client-secrets-fixture.ts';

const leaves = { handlerId: 'sun', takeOver: ['li'], reason: '离职' };
const page = { done: false, offset: 0, limit: 100 };

/** 孙悦 has copied one secret, seen a former one of another, and could see two more; one of a client of nobody is not theirs. */
async function beforeLeaving() {
  const built = await office();
  const { secrets, sun, zhao, test } = built;
  const add = async (clientId: string, person: string) =>
    (await secrets.add(zhao, { ...account({ person, login: person }), clientId })).accountId;
  await test.addClient('fremd', { name: '别家有限公司', taxpayerId: '912101099', assigned: [] });
  const ids = {
    used: await add('hua', '张三'),
    former: await add('hua', '李四'),
    seen: await add('qing', '王五'),
    bank: (await secrets.add(zhao, { ...account({ kind: 'bank', person: '出纳' }), clientId: 'yuan' })).accountId,
    foreign: await add('fremd', '赵六'),
  };
  await secrets.copy(sun, { clientId: 'hua', accountId: ids.used });
  await secrets.show(sun, { clientId: 'hua', accountId: ids.former });
  test.clock.at(test.clock.now() + day);
  await secrets.change(zhao, {
    ...account({ person: '李四', login: '李四', secret: 'Di-er-2' }),
    clientId: 'hua',
    accountId: ids.former,
    revision: 1,
  });
  return { ...built, ids, leavers: test.engine.office.leavers };
}
const tasks = async ({ test, zhao }: Office, done = false) => {
  const [leaver] = await test.engine.office.leavers.list(zhao);
  return (await test.engine.office.leavers.secrets(zhao, { ...page, leaverId: leaver!.leaverId, done })).rows;
};

describe('after somebody left', () => {
  it('E7: what they could see and what they used is a task each, those used first; what was replaced since is no use', async () => {
    const built = await beforeLeaving();
    const { test, zhao, leavers, ids } = built;
    expect(await test.engine.office.staff.removal.remove(zhao, leaves)).toMatchObject({ secrets: 4 });
    expect(await leavers.list(zhao)).toMatchObject([{ name: '孙悦', by: '赵敏', total: 4, done: 0 }]);
    const rows = await tasks(built);
    expect(rows[0]).toMatchObject({
      accountId: ids.used,
      clientName: 'hua有限公司',
      account: '税务局账号-办税人 张三',
      used: { how: 'copy' },
      state: 'open',
    });
    expect(
      rows
        .map(({ accountId, used }) => [accountId, used === null])
        .slice(1)
        .toSorted(),
    ).toEqual([ids.former, ids.seen, ids.bank].map((id) => [id, true]).toSorted());
  });

  it('a task is done when another secret is put in, when the account is removed, or when it is waived with a reason', async () => {
    const built = await beforeLeaving();
    const { test, secrets, zhao, leavers, ids } = built;
    await test.engine.office.staff.removal.remove(zhao, leaves);
    const leaverId = (await leavers.list(zhao))[0]?.leaverId ?? '';
    const used = { clientId: 'hua', accountId: ids.used };
    // The same secret again is no other one.
    await secrets.change(zhao, { ...account({ login: '张三' }), ...used, revision: 1 });
    expect((await leavers.list(zhao))[0]).toMatchObject({ done: 0 });
    await secrets.change(zhao, { ...account({ login: '张三', secret: 'Xin-3' }), ...used, revision: 2 });
    await secrets.remove(zhao, { clientId: 'qing', accountId: ids.seen, revision: 1, reason: '注销' });
    await leavers.waive(zhao, { leaverId, accountIds: [ids.bank], reason: '只读账号' });
    expect(await lastRecord(built, 'secretCare.waive')).toMatchObject({
      text: '孙悦离职后无需更换的密码：yuan有限公司 银行 出纳，原因：只读账号',
    });
    expect((await leavers.list(zhao))[0]).toMatchObject({ total: 4, done: 3 });
    expect(Object.fromEntries((await tasks(built, true)).map(({ accountId, state }) => [accountId, state]))).toEqual({
      [ids.used]: 'replaced',
      [ids.seen]: 'removed',
      [ids.bank]: 'waived',
    });
    await expect(leavers.waive(zhao, { leaverId, accountIds: [ids.bank], reason: '再来' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    // A restart forgets nothing of it.
    const again = await test.restarted();
    expect((await again.office.leavers.list(zhao))[0]).toMatchObject({ total: 4, done: 3 });
  });

  it('H5: others see the tasks of their own clients only, and waive no others', async () => {
    const { test, zhao, li, leavers, ids } = await beforeLeaving();
    await test.engine.office.staff.removal.remove(zhao, { ...leaves, takeOver: [] });
    expect(await leavers.list(li)).toEqual([]);
    await test.store.db.insertInto('assignment').values({ client_id: 'qing', handler_id: 'li' }).execute();
    const [leaver] = await leavers.list(li);
    expect(leaver).toMatchObject({ total: 1, done: 0 });
    const { leaverId } = leaver!;
    await expect(leavers.waive(li, { leaverId, accountIds: [ids.used], reason: '不归我' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await leavers.secrets(li, { ...page, leaverId })).rows.map(({ accountId }) => accountId)).toEqual([
      ids.seen,
    ]);
  });

  it('a secret that they might not use, or could not open without the vault, is none of theirs', async () => {
    const { test, zhao, leavers, ids } = await beforeLeaving();
    await test.engine.office.secretRights.set(zhao, {
      kind: 'bank',
      ownKind: '',
      useBy: 'admin',
      showBy: 'admin',
      showReason: false,
      users: [],
      viewers: [],
      revision: 0,
    });
    expect(await test.engine.office.staff.removal.remove(zhao, leaves)).toMatchObject({ secrets: 3 });
    // 钱立 is a leader, and was never let into the vault.
    expect(
      await test.engine.office.staff.removal.remove(zhao, { handlerId: 'qian', takeOver: [], reason: '' }),
    ).toMatchObject({ secrets: 0 });
    expect(await leavers.list(zhao)).toHaveLength(1);
    expect(ids.bank).toBeTypeOf('string');
  });

  it('whoever the bureau removes leaves the same tasks', async () => {
    const { test, leavers, zhao } = await beforeLeaving();
    await test.engine.acts.run(null, async (act) => {
      const sun = await handlerById(act.db, 'sun');
      await test.engine.bureau.staff.bindings.remove(act, sun!);
    });
    expect(await leavers.list(zhao)).toMatchObject([{ name: '孙悦', total: 4 }]);
  });

  it('what a removal leaves is undone with it', async () => {
    const { test, leavers, zhao } = await beforeLeaving();
    await expect(
      test.engine.office.staff.removal.remove(zhao, { ...leaves, takeOver: ['nobody'] }),
    ).rejects.toMatchObject({ fields: [{ field: 'takeOver' }] });
    expect(await leavers.list(zhao)).toEqual([]);
  });
});
