import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { contributionsOf } from '../../../../src-main/bureau/social-insurance/contributions.ts';
import { idNumber, socialDesk, thisMonth } from './fixture.ts';

const month = thisMonth;

describe('社会保险费申报', () => {
  it('B8: a month goes from draft to a receipt and to a slip, and each step leaves its record (J4)', async () => {
    const { desk, add, enterpriseName, acts } = await socialDesk();
    const [one] = [await add(1, 5_666_66), await add(2, 30_000_00)];
    const open = await desk.declaration({ month });
    expect(open).toMatchObject({
      state: 'none',
      revision: 0,
      mark: '演示',
      totals: { people: 2 },
      receipts: [],
      payment: null,
    });
    const saved = await desk.save({ month, wages: [{ insuredId: one.insuredId, wage: 6_000_00 }], revision: 0 });
    const expected = [6_000_00, 30_000_00]
      .map((wage) => contributionsOf(wage, month))
      .reduce((sum, line) => sum + line.unit + line.personal, 0);
    expect(saved).toMatchObject({
      state: 'draft',
      revision: 1,
      stale: false,
      savedBy: enterpriseName,
      totals: { total: expected },
    });
    const submitted = await desk.submit({ month, revision: 1, confirmed: { enterpriseName, total: expected } });
    expect(submitted.receipts).toMatchObject([
      { number: '演示-社保-20261123-000001', total: expected, reason: '', replacedAt: null },
    ]);
    expect(await desk.submit({ month, revision: 1, confirmed: { enterpriseName, total: expected } })).toEqual(
      submitted,
    );
    const paid = await desk.pay({
      month,
      receiptNumber: '演示-社保-20261123-000001',
      amount: expected,
      paidDay: '2026-11-23',
      voucher: 'B 1',
    });
    expect(paid).toMatchObject({
      state: 'paid',
      payment: { amount: expected, voucher: 'B 1', slipNumber: '演示-社保凭证-2026-000001' },
    });
    const { number, file } = await desk.slip({ month });
    const { text } = await extractText(await getDocumentProxy(new Uint8Array(await file.arrayBuffer())), {
      mergePages: true,
    });
    for (const part of [number, enterpriseName, '演示', '2026年11月', '基本养老保险', '不是税务机关开具的凭证', '2 人'])
      expect(text).toContain(part);
    expect(text).not.toContain(idNumber(1));
    expect(text).not.toContain('王');
    for (const act of ['social.declare.save', 'social.declare.submit', 'social.pay', 'social.slip'])
      expect(await acts(act)).toMatchObject([{ result: 'done', rule: 'B8', client_id: 'social' }]);
    expect((await desk.months())[0]).toMatchObject({
      month,
      state: 'paid',
      total: expected,
      paidDay: '2026-11-23',
      slipNumber: number,
    });
  });

  it('B8: only one declaration a month; a draft saved elsewhere meanwhile is not overwritten', async () => {
    const { desk, add, db } = await socialDesk();
    await add(1);
    const both = await Promise.allSettled([
      desk.save({ month, wages: [], revision: 0 }),
      desk.save({ month, wages: [], revision: 0 }),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(desk.save({ month, wages: [], revision: 0 })).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await db.selectFrom('insurance_declaration').selectAll().execute()).toHaveLength(1);
  });

  it('B8: submit refuses another enterprise, another total, nobody insured, and persons who changed since it was saved', async () => {
    const { desk, add, enterpriseName } = await socialDesk();
    const none = await desk.save({ month, wages: [], revision: 0 });
    await expect(
      desk.submit({ month, revision: 1, confirmed: { enterpriseName, total: none.totals.total } }),
    ).rejects.toThrow('没有参保人员');
    await add(1);
    expect(await desk.declaration({ month })).toMatchObject({ stale: true });
    await expect(desk.submit({ month, revision: 1, confirmed: { enterpriseName, total: 0 } })).rejects.toThrow(
      '参保人员有变动',
    );
    const { totals } = await desk.save({ month, wages: [], revision: 1 });
    await expect(
      desk.submit({ month, revision: 2, confirmed: { enterpriseName: '别的单位', total: totals.total } }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { link: 'identity' } });
    await expect(
      desk.submit({ month, revision: 2, confirmed: { enterpriseName, total: totals.total + 1 } }),
    ).rejects.toThrow('不一致');
    await expect(
      desk.submit({ month, revision: 2, confirmed: { enterpriseName, total: totals.total } }),
    ).resolves.toMatchObject({ state: 'submitted' });
  });

  it('B8: a submitted month is corrected before it is paid: the receipt counts until the new one, or for good when given up', async () => {
    const { desk, add, submitted, enterpriseName, pay } = await socialDesk();
    await add(1);
    const first = await submitted();
    await expect(desk.save({ month, wages: [], revision: 1 })).rejects.toThrow('更正');
    await expect(desk.correct({ month, revision: 0, reason: '漏报一人' })).rejects.toMatchObject({ code: 'CONFLICT' });
    await desk.correct({ month, revision: 1, reason: '漏报一人' });
    await expect(pay()).rejects.toThrow('正在更正');
    await add(2);
    const second = await desk.save({ month, wages: [], revision: 2 });
    expect(second).toMatchObject({
      state: 'correcting',
      totals: { people: 2 },
      receipts: [{ number: first.receipts[0]!.number, replacedAt: null }],
    });
    const dropped = await desk.abandonCorrection({ month, revision: 3 });
    expect(dropped).toMatchObject({
      state: 'submitted',
      totals: { people: 1, total: first.totals.total },
      stale: true,
    });
    await desk.correct({ month, revision: 4, reason: '漏报一人' });
    const again = await desk.save({ month, wages: [], revision: 5 });
    const corrected = await desk.submit({
      month,
      revision: 6,
      confirmed: { enterpriseName, total: again.totals.total },
    });
    expect(corrected.receipts.map(({ number, reason, replacedAt }) => [number, reason, replacedAt === null])).toEqual([
      ['演示-社保-20261123-000001', '', false],
      ['演示-社保-20261123-000002', '漏报一人', true],
    ]);
    await expect(pay(month, { receiptNumber: '演示-社保-20261123-000001' })).rejects.toMatchObject({
      code: 'CONFLICT',
    });
    await pay();
    await expect(desk.correct({ month, revision: 6, reason: '再改一次' })).rejects.toThrow('已缴纳');
  });

  it('B8: what is paid stands: its persons cannot be added to nor stopped before it, and its amounts do not move', async () => {
    const { desk, add, submitted, pay } = await socialDesk();
    const one = await add(1, 6_000_00, '2026-10');
    const before = await submitted('2026-10');
    await pay('2026-10');
    await expect(add(2, 6_000_00, '2026-10')).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { link: 'date' } });
    await add(2, 6_000_00, '2026-11');
    await desk.setWage({ insuredId: one.insuredId, wage: 9_000_00, revision: 1 });
    expect((await desk.declaration({ month: '2026-10' })).totals).toEqual(before.totals);
    expect(
      (await desk.declaration({ month: '2026-11' })).lines.find(({ insuredId }) => insuredId === one.insuredId)?.wage,
    ).toBe(9_000_00);
    await submitted('2026-11');
    await pay('2026-11');
    await expect(desk.stopPerson({ insuredId: one.insuredId, lastMonth: '2026-10', revision: 2 })).rejects.toThrow(
      '2026年11月的社保费已缴纳',
    );
    await expect(
      desk.stopPerson({ insuredId: one.insuredId, lastMonth: '2026-11', revision: 2 }),
    ).resolves.toMatchObject({ lastMonth: '2026-11' });
  });

  it('B8: a payment is the whole amount, on a day that has come, once', async () => {
    const { desk, add, submitted, pay, db } = await socialDesk();
    await add(1);
    await expect(pay()).rejects.toThrow('还没有提交');
    await expect(desk.slip({ month })).rejects.toThrow('没有缴费凭证');
    const { totals } = await submitted();
    await expect(pay(month, { amount: totals.total - 1 })).rejects.toThrow('一次缴清');
    await expect(pay(month, { paidDay: '2026-11-24' })).rejects.toMatchObject({
      data: { fields: [{ field: 'paidDay' }] },
    });
    await expect(pay(month, { paidDay: '2026-10-31' })).rejects.toMatchObject({
      data: { fields: [{ field: 'paidDay' }] },
    });
    await Promise.all([pay(), pay()]);
    expect(await db.selectFrom('insurance_payment').selectAll().execute()).toHaveLength(1);
  });

  it('B8: months that are closed, or to come, are not declared; the six open ones are offered', async () => {
    const { desk, add } = await socialDesk();
    await add(1, 6_000_00, '2026-08');
    expect((await desk.months()).map((row) => [row.month, row.people])).toEqual([
      ['2026-11', 1],
      ['2026-10', 1],
      ['2026-09', 1],
      ['2026-08', 1],
      ['2026-07', 0],
      ['2026-06', 0],
    ]);
    for (const closed of ['2026-05', '2026-12'])
      await expect(desk.save({ month: closed, wages: [], revision: 0 })).rejects.toMatchObject({
        code: 'RULE_BROKEN',
        data: { link: 'date' },
      });
  });

  it('J4: a refused act leaves a record, too', async () => {
    const { desk, acts } = await socialDesk();
    await expect(desk.submit({ month, revision: 0, confirmed: { enterpriseName: '', total: 0 } })).rejects.toThrow(
      '还没有保存',
    );
    expect(await acts('social.declare.submit')).toMatchObject([{ result: 'refused', rule: 'B8', client_id: 'social' }]);
  });
});
