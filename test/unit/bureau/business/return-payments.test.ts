import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acts, clientDesk, type ClientDesk } from './client-desk.ts';

const period = '2026-09';
/** A return of September 2026 on these sales: at 10,000.00 it owes 1,300.00 of VAT and 91.00 of 城市维护建设税. */
async function filed(sales: number): Promise<ClientDesk> {
  const desk = await clientDesk();
  const client = desk.inClient('general');
  const { revision, payable } = await desk.business.vat.save(client, period, { sales13Goods: sales }, 0);
  await desk.business.vat.submit(client, period, revision, { clientName: client.clientName, payable });
  return desk;
}
const of = (desk: ClientDesk) => desk.business.returnPayments.of(desk.inClient('general'), period);
const recordAll = (desk: ClientDesk, confirmed: { count: number; sum: number }, over: object = {}) =>
  desk.business.returnPayments.recordAll(desk.inClient('general'), {
    period,
    paidDay: '2026-10-20',
    voucher: '',
    confirmed,
    ...over,
  });
const one = (desk: ClientDesk, tax: string, amount: number) =>
  desk.business.payments.record(desk.inClient('general'), {
    tax,
    period,
    amount,
    paidDay: '2026-10-20',
    voucher: '',
    nature: 'tax',
    reason: '',
  });

describe('a return knows its payments', () => {
  it('all that is left is recorded in one act, a record each; then nothing is left', async () => {
    const desk = await filed(10_000_00);
    expect(await of(desk)).toEqual({
      rows: [
        { tax: '增值税', owed: 1_300_00, paid: 0, left: 1_300_00 },
        { tax: '城市维护建设税', owed: 91_00, paid: 0, left: 91_00 },
      ],
      count: 2,
      left: 1_391_00,
      state: 'unpaid',
    });
    await one(desk, '增值税', 300_00);
    expect(await of(desk)).toMatchObject({ count: 2, left: 1_091_00, state: 'partly' });
    const rows = await recordAll(desk, { count: 2, sum: 1_091_00 }, { voucher: 'P-1' });
    expect(rows.map(({ tax, amount, voucher }) => [tax, amount, voucher])).toEqual([
      ['增值税', 1_000_00, 'P-1'],
      ['城市维护建设税', 91_00, 'P-1'],
    ]);
    expect(await of(desk)).toMatchObject({ count: 0, left: 0, state: 'paid' });
    expect((await acts(desk)).filter((act) => act.startsWith('payment'))).toEqual(Array(3).fill('payment.record:done'));
    await expect(recordAll(desk, { count: 0, sum: 0 })).rejects.toMatchObject({ code: 'RULE_BROKEN' });
  });

  it('twice at once records once: what was confirmed is not what is left any more', async () => {
    const desk = await filed(10_000_00);
    const confirmed = { count: 2, sum: 1_391_00 };
    const [first, second] = await Promise.allSettled([recordAll(desk, confirmed), recordAll(desk, confirmed)]);
    expect([first.status, second.status].toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(recordAll(desk, confirmed)).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    const list = await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 50 });
    expect([list.total, list.sum]).toEqual([2, 1_391_00]);
  });

  it('other figures than the confirmed ones, a day to come, a voucher that is known, no return: nothing is recorded', async () => {
    const desk = await filed(10_000_00);
    await expect(recordAll(desk, { count: 2, sum: 1_391_01 })).rejects.toMatchObject({
      code: 'CONFLICT',
      message: '应缴金额已变化，现在是2笔、合计 1,391.00 元。请核对后再登记。',
    });
    await expect(recordAll(desk, { count: 2, sum: 1_391_00 }, { paidDay: '2026-11-24' })).rejects.toThrow(
      expect.objectContaining({ name: 'InvalidInput' }),
    );
    expect(await desk.business.returnPayments.of(desk.inClient('general'), '2026-10')).toEqual({
      rows: [],
      count: 0,
      left: 0,
      state: 'none',
    });
    expect((await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 50 })).total).toBe(0);
  });

  it('over any payments made before, one confirmation brings each tax to what is owed, never beyond', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 1, max: 5_000_000_00 }),
        fc.array(fc.tuple(fc.constantFrom('增值税', '城市维护建设税'), fc.integer({ min: 1, max: 400_000_00 })), {
          maxLength: 3,
        }),
        async (sales, before) => {
          const desk = await filed(sales);
          for (const [tax, amount] of before) await one(desk, tax, amount).catch(() => {});
          const now = await of(desk);
          if (now.count > 0) await recordAll(desk, { count: now.count, sum: now.left });
          const after = await of(desk);
          expect(after.rows.map(({ paid }) => paid)).toEqual(after.rows.map(({ owed }) => owed));
        },
      ),
      { numRuns: 6 },
    );
  }, 60_000);
});
