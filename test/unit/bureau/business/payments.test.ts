import { describe, expect, it } from 'vitest';
import { InvalidInput } from '@contract/errors.ts';
import { acts, clientDesk, type ClientDesk } from './client-desk.ts';

const refusedAs = (code: string, text: string) =>
  expect.objectContaining({ name: 'Refusal', code, message: expect.stringContaining(text) as string }) as Error;
interface Typed {
  tax: string;
  amount: number;
  paidDay: string;
  voucher: string;
  period: string;
  nature: 'tax' | 'lateFee';
  reason: string;
}
const pay = (desk: ClientDesk, more: Partial<Typed> = {}) =>
  desk.business.payments.record(desk.inClient('general'), {
    tax: '增值税',
    period: '2026-09',
    amount: 314_80,
    paidDay: '2026-10-20',
    voucher: '',
    nature: 'tax',
    reason: '',
    ...more,
  });
const all = (desk: ClientDesk) => desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 50 });

/** A return, of 2026-09 unless said, that owes 1,300.00 of VAT and 91.00 of 城市维护建设税. */
async function filed({
  period = '2026-09',
  ...options
}: { today?: string; period?: string } = {}): Promise<ClientDesk> {
  const desk = await clientDesk(options);
  const client = desk.inClient('general');
  const { revision, payable } = await desk.business.vat.save(client, period, { sales13Goods: 10_000_00 }, 0);
  await desk.business.vat.submit(client, period, revision, { clientName: client.clientName, payable });
  return desk;
}

describe('a payment is held against the return', () => {
  it('more than the return says is refused, whatever reason is given, and says what is left', async () => {
    const desk = await filed();
    await expect(pay(desk, { amount: 999_999_00 })).rejects.toEqual(
      refusedAs('RULE_BROKEN', '应补 1,300.00 元，最多还可登记 1,300.00 元'),
    );
    await expect(pay(desk, { amount: 1_300_01, reason: '客户说的' })).rejects.toEqual(
      refusedAs('RULE_BROKEN', '最多还可登记 1,300.00 元'),
    );
    await expect(pay(desk, { tax: '城市维护建设税', amount: 91_01 })).rejects.toEqual(
      refusedAs('RULE_BROKEN', '最多还可登记 91.00 元'),
    );
    await expect(pay(desk, { tax: '教育费附加', amount: 1 })).rejects.toEqual(refusedAs('RULE_BROKEN', '不大于零'));
    await pay(desk, { amount: 1_300_00 });
    await pay(desk, { tax: '城市维护建设税', amount: 91_00 });
    await expect(pay(desk, { amount: 1, reason: '补缴' })).rejects.toEqual(
      refusedAs('RULE_BROKEN', '已登记 1,300.00 元，没有可登记的金额'),
    );
    expect((await acts(desk)).filter((act) => act.startsWith('payment'))).toEqual([
      'payment.record:refused',
      'payment.record:done',
      'payment.record:done',
      'payment.record:refused',
      'payment.record:refused',
      'payment.record:refused',
      'payment.record:refused',
    ]);
  });

  it('the same tax of the same period again asks for a second look, and stands with a reason only', async () => {
    const desk = await filed();
    await pay(desk, { amount: 800_00 });
    await expect(pay(desk, { amount: 500_00 })).rejects.toEqual(
      refusedAs('SECOND_LOOK', '2026年09月增值税已登记过：2026-10-20 800.00 元（王敏登记）'),
    );
    await expect(pay(desk, { amount: 500_00, reason: '分两次缴纳' })).resolves.toMatchObject({ reason: '分两次缴纳' });
    expect(await all(desk)).toMatchObject({ total: 2, notReversed: 2, sum: 1_300_00 });
  });

  it('without a return here nothing can be compared: a second look for what is on a VAT return, none for other taxes', async () => {
    const desk = await clientDesk();
    await expect(pay(desk, { amount: 999_999_00 })).rejects.toEqual(
      refusedAs('SECOND_LOOK', '没有2026年09月已提交的增值税申报'),
    );
    await pay(desk, { reason: '在税务局申报' });
    await pay(desk, { tax: '印花税' });
    await expect(pay(desk, { tax: '印花税', amount: 5 })).rejects.toEqual(refusedAs('SECOND_LOOK', '印花税已登记过'));
  });

  it('a late fee is recorded beside the tax: after the last day only, and above 0.05 % a day after a second look only', async () => {
    const desk = await filed({ today: '2026-11-23' });
    const fee = (more: Partial<Typed>) => pay(desk, { nature: 'lateFee', ...more });
    await pay(desk, { amount: 1_300_00, paidDay: '2026-11-05' });
    // Due on 2026-10-26.
    await expect(fee({ amount: 1, paidDay: '2026-10-26' })).rejects.toThrow(InvalidInput);
    await expect(fee({ amount: 6_51, paidDay: '2026-11-05' })).rejects.toEqual(
      refusedAs('SECOND_LOOK', '滞纳 10 天、每日万分之五计算，滞纳金不超过 6.50 元'),
    );
    await fee({ amount: 6_50, paidDay: '2026-11-05' });
    await expect(fee({ amount: 1, paidDay: '2026-11-06' })).rejects.toEqual(
      refusedAs('SECOND_LOOK', '增值税滞纳金已登记过'),
    );
    const list = await all(desk);
    expect([list.sum, ...list.rows.map((row) => row.nature).toSorted()]).toEqual([1_306_50, 'lateFee', 'tax']);
  });
});

describe('a due day that no notice has named', () => {
  it('says 预计 wherever a late fee names it', async () => {
    const desk = await filed({ today: '2027-02-01', period: '2026-12' });
    const fee = (more: Partial<Typed>) => pay(desk, { nature: 'lateFee', period: '2026-12', ...more });
    await expect(fee({ amount: 1, paidDay: '2027-01-20' })).rejects.toMatchObject({
      fields: [{ field: 'paidDay', message: '2026年12月的缴款期限是预计 2027-01-20，期限内缴纳没有滞纳金' }],
    });
    await expect(fee({ amount: 9_999_00, paidDay: '2027-01-30' })).rejects.toEqual(
      refusedAs('SECOND_LOOK', '滞纳 10 天（自预计期限 2027-01-20 起算）'),
    );
  });
});

describe('a payment recorded wrongly is reversed, never erased', () => {
  it('counts no more, stays in the list with the reason, and makes room for the right one', async () => {
    const desk = await filed();
    const { paymentId } = await pay(desk, { amount: 1_300_00, voucher: 'A1' });
    await expect(desk.business.payments.reverse(desk.inClient('other'), { paymentId, reason: '误' })).rejects.toEqual(
      refusedAs('NOT_FOUND', '没有找到'),
    );
    expect(
      await desk.business.payments.reverse(desk.inClient('general', 'li'), { paymentId, reason: '金额录错' }),
    ).toMatchObject({ reversed: { by: '李强', reason: '金额录错' } });
    await expect(
      desk.business.payments.reverse(desk.inClient('general'), { paymentId, reason: '再次' }),
    ).rejects.toEqual(refusedAs('RULE_BROKEN', '已由李强于'));
    expect(await all(desk)).toMatchObject({
      total: 1,
      notReversed: 0,
      sum: 0,
      rows: [{ paymentId, amount: 1_300_00, reversed: { reason: '金额录错' } }],
    });
    await expect(pay(desk, { amount: 1_200_00, voucher: 'A1' })).resolves.toMatchObject({ reversed: null });
    expect((await acts(desk)).filter((act) => act === 'payment.reverse:done')).toHaveLength(1);
    expect((await acts(desk)).filter((act) => act === 'payment.reverse:refused')).toHaveLength(2);
  });

  it('a payment just reversed is recorded anew at once: the second click of a moment ago is not meant', async () => {
    const desk = await filed();
    const first = await pay(desk);
    await desk.business.payments.reverse(desk.inClient('general'), { paymentId: first.paymentId, reason: '重录' });
    expect((await pay(desk)).paymentId).not.toBe(first.paymentId);
  });

  it('the store itself lets nobody erase or rewrite one, nor reverse it twice', async () => {
    const desk = await filed();
    const { paymentId } = await pay(desk);
    const { db } = desk.store;
    await expect(db.deleteFrom('payment').where('id', '=', paymentId).execute()).rejects.toThrow(
      'reversed, not erased',
    );
    await expect(db.updateTable('payment').set({ amount: 1 }).where('id', '=', paymentId).execute()).rejects.toThrow(
      'reversed, not rewritten',
    );
    await desk.business.payments.reverse(desk.inClient('general'), { paymentId, reason: '误' });
    await expect(
      db.updateTable('payment').set({ reversed_at: null }).where('id', '=', paymentId).execute(),
    ).rejects.toThrow('reversed once');
  });

  it('a certificate over it says so, and none is issued over it any more', async () => {
    const desk = await filed();
    const client = desk.inClient('general');
    const { paymentId } = await pay(desk, { amount: 1_300_00 });
    await pay(desk, { tax: '城市维护建设税', amount: 91_00 });
    const range = { fromDay: '2026-10-01', toDay: '2026-10-31' };
    const { number } = await desk.business.certificates.issue(client, range);
    expect((await all(desk)).rows.map((row) => row.certificates)).toEqual([[number], [number]]);
    expect(await desk.business.payments.reverse(client, { paymentId, reason: '税种录错' })).toMatchObject({
      certificates: [number],
    });
    await desk.business.certificates.issue(client, range);
    expect(await desk.business.certificates.list(client)).toMatchObject([
      { sum: 91_00, payments: 1, reversed: [] },
      { number, sum: 1_391_00, payments: 2, reversed: [{ tax: '增值税', amount: 1_300_00, reason: '税种录错' }] },
    ]);
    expect(await desk.business.certificates.list(desk.inClient('other'))).toEqual([]);
  });
});
