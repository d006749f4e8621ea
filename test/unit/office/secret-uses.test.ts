import { describe, expect, it } from 'vitest';
import { account, lastRecord, office } from './client-secrets-fixture.ts';

describe('who saw or used which secret', () => {
  it('J4: uses are read by account and by person, from the trail; each reads what they may', async () => {
    const built = await office();
    const { secrets, sun, li, zhao, test } = built;
    const { secretUses: uses } = test.engine.office;
    const a = { clientId: 'hua', ...(await secrets.add(sun, { ...account(), clientId: 'hua' })) };
    const b = { clientId: 'qing', ...(await secrets.add(sun, { ...account({ person: '李四' }), clientId: 'qing' })) };
    await secrets.show(zhao, a);
    await secrets.copy(sun, a);
    await secrets.copy(sun, b);
    await expect(secrets.show(li, a)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const limit = 100;
    const texts = (found: { rows: { by: string; text: string }[] }) =>
      found.rows.map(({ by, text }) => `${by} ${text}`);
    expect(texts(await uses.list(sun, { ...a, limit }))).toEqual([
      '孙悦 复制账号密码：税务局账号-办税人 张三',
      '赵敏 显示账号密码：税务局账号-办税人 张三',
    ]);
    expect(texts(await uses.list(zhao, { handlerId: 'sun', limit }))).toEqual([
      '孙悦 复制账号密码：税务局账号-办税人 李四',
      '孙悦 复制账号密码：税务局账号-办税人 张三',
    ]);
    expect((await uses.list(zhao, { limit })).rows).toHaveLength(3);
    expect((await uses.list(sun, { limit })).rows).toHaveLength(2);
    expect((await uses.list(li, { limit })).rows).toEqual([]);
    const first = await uses.list(zhao, { limit: 1 });
    expect(first.more).toBe(true);
    expect((await uses.list(zhao, { limit: 5, before: first.rows[0]!.seq })).rows).toHaveLength(2);
    await expect(uses.list(sun, { handlerId: 'zhao', limit })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    await expect(uses.list(li, { ...a, limit })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await uses.list(zhao, { firstDay: '2026-11-24', limit })).rows).toEqual([]);
    expect((await uses.list(zhao, { firstDay: '2026-11-23', lastDay: '2026-11-23', limit })).rows).toHaveLength(3);
  });

  it('as a file, formulas disarmed; whoever takes it is on record', async () => {
    const built = await office();
    const { secrets, sun, zhao, test } = built;
    const { secretUses: uses } = test.engine.office;
    await expect(uses.file(sun, {})).rejects.toMatchObject({ code: 'NOT_FOUND' });
    const { accountId } = await secrets.add(sun, { ...account(), clientId: 'hua' });
    await secrets.copy(sun, { clientId: 'hua', accountId });
    const { base64, rows } = await uses.file(zhao, { handlerId: 'sun' });
    expect(rows).toBe(1);
    expect(Buffer.from(base64, 'base64').toString('utf8')).toMatch(
      /^\ufeff时间,人员,客户,使用情况,轨迹编号\r\n2026-11-23 12:00,孙悦,hua有限公司,复制账号密码：税务局账号-办税人 张三,\d+\r\n$/u,
    );
    expect(await lastRecord(built, 'secretCare.export')).toMatchObject({
      text: '导出密码使用记录1条',
      handler_id: 'zhao',
    });
  });
});
