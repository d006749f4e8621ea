import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { acts, clientDesk, type ClientDesk } from './client-desk.ts';

async function textOf(file: File): Promise<{ pages: string[]; all: string }> {
  const { text } = await extractText(await getDocumentProxy(new Uint8Array(await file.arrayBuffer())));
  return { pages: text, all: text.join('\n') };
}
const pay = (
  desk: ClientDesk,
  more: Partial<{ tax: string; amount: number; paidDay: string; voucher: string; period: string }> = {},
) =>
  desk.business.payments.record(desk.inClient('general'), {
    tax: '增值税',
    period: '2026-09',
    amount: 1_234_567_80,
    paidDay: '2026-10-20',
    voucher: '',
    nature: 'tax',
    reason: '在税务局申报',
    ...more,
  });
const range = { fromDay: '2026-10-01', toDay: '2026-10-31' };

describe('payments', () => {
  it('are listed newest first with the sum of all that match, for their own client only', async () => {
    const desk = await clientDesk();
    await pay(desk);
    await pay(desk, { tax: '城市维护建设税', amount: 20, paidDay: '2026-11-02' });
    const list = await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 1 });
    expect(list).toMatchObject({ total: 2, sum: 1_234_568_00, rows: [{ tax: '城市维护建设税', recordedBy: '王敏' }] });
    expect((await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 9, ...range })).sum).toBe(
      1_234_567_80,
    );
    expect(await desk.business.payments.list(desk.inClient('other'), { offset: 0, limit: 9 })).toEqual({
      total: 0,
      notReversed: 0,
      sum: 0,
      rows: [],
    });
  });

  it('refuse a day to come, a day before the period, and a voucher that is recorded already', async () => {
    const desk = await clientDesk();
    await expect(pay(desk, { paidDay: '2026-11-24' })).rejects.toThrow(InvalidInput);
    await expect(pay(desk, { paidDay: '2026-08-31' })).rejects.toThrow(InvalidInput);
    await pay(desk, { voucher: 'A1' });
    await expect(pay(desk, { voucher: 'A1', amount: 5 })).rejects.toThrow('已由王敏登记过');
    await pay(desk, { voucher: 'A1', tax: '教育费附加' });
    expect(await acts(desk)).toEqual(['payment.record:done', 'payment.record:refused', 'payment.record:done']);
  });
});

describe('a payment without a voucher number', () => {
  it('clicked twice is recorded once, also by two calls at the same time; somebody else may record the same', async () => {
    const desk = await clientDesk();
    const [one, two] = await Promise.all([pay(desk), pay(desk)]);
    expect(two.paymentId).toBe(one.paymentId);
    await desk.business.payments.record(desk.inClient('general', 'li'), {
      tax: '增值税',
      period: '2026-09',
      amount: 1_234_567_80,
      paidDay: '2026-10-20',
      voucher: '',
      nature: 'tax',
      reason: '分两次缴纳',
    });
    expect((await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 9 })).total).toBe(2);
    expect(await acts(desk)).toHaveLength(2);
  });

  it('a day later counts as another one', async () => {
    const desk = await clientDesk();
    await pay(desk);
    desk.goTo('2026-11-24');
    await pay(desk);
    expect((await desk.business.payments.list(desk.inClient('general'), { offset: 0, limit: 9 })).total).toBe(2);
  });

  it('of an amount that no sum could hold is refused, so that the list can always be shown', async () => {
    const desk = await clientDesk();
    await expect(pay(desk, { amount: 900_000_000_000_000 })).rejects.toThrow(InvalidInput);
  });
});

describe('tax-payment certificate', () => {
  it('holds client, payments, sum in figures and capitals, number and mark as text, and is small', async () => {
    const desk = await clientDesk();
    await pay(desk, { voucher: '320261020001' });
    await pay(desk, { tax: '城市维护建设税', amount: 86_419_75 });
    await pay(desk, { tax: '企业所得税', amount: 9_99, paidDay: '2026-11-01' });
    const { number, file } = await desk.business.certificates.issue(desk.inClient('general'), range);
    expect(number).toBe('演示-完税-2026-000001');
    expect(file).toMatchObject({ name: '完税证明-演示-完税-2026-000001.pdf', type: 'application/pdf' });
    const { all, pages } = await textOf(file);
    expect(pages).toHaveLength(1);
    for (const part of [
      '沈阳华盛商贸有限公司',
      '91210100000GENERAL',
      '320261020001',
      '2026年09月',
      '1,234,567.80',
      '1,320,987.55',
      '人民币壹佰叁拾贰万零玖佰捌拾柒元伍角伍分',
      number,
      '演示：培训用数据，不具任何效力',
      '不是税务机关开具的证明',
    ])
      expect(all).toContain(part);
    expect(all.match(/演示/g)?.length).toBeGreaterThan(8);
    expect(all).not.toContain('企业所得税');
    expect(file.size).toBeLessThan(120_000);
    expect(await acts(desk)).toContain('certificate.issue:done');
  });

  it('bears the office mark on every page, and every payment once', async () => {
    const desk = await clientDesk({ mark: '本机记录，未报送税务机关' });
    for (let index = 1; index <= 70; index += 1)
      await pay(desk, { amount: index * 100, voucher: `V${String(index).padStart(4, '0')}` });
    const { file } = await desk.business.certificates.issue(desk.inClient('general'), range);
    const { all, pages } = await textOf(file);
    expect(pages.length).toBeGreaterThan(2);
    for (const page of pages) expect(page.match(/本机记录，未报送税务机关/g)?.length).toBeGreaterThan(3);
    for (let index = 1; index <= 70; index += 1)
      expect(all.split(`V${String(index).padStart(4, '0')}`)).toHaveLength(2);
    expect(all).toContain('合计（70 笔）');
    expect(all).not.toContain('演示');
  });

  it('is refused without a payment in the range, without using up a number', async () => {
    const desk = await clientDesk();
    await pay(desk);
    await expect(
      desk.business.certificates.issue(desk.inClient('general'), { fromDay: '2026-01-01', toDay: '2026-01-31' }),
    ).rejects.toThrow(Refusal);
    await expect(
      desk.business.certificates.issue(desk.inClient('general'), { fromDay: '2026-02-01', toDay: '2026-01-31' }),
    ).rejects.toThrow(InvalidInput);
    expect((await desk.business.certificates.issue(desk.inClient('general'), range)).number).toBe(
      '演示-完税-2026-000001',
    );
    expect(await acts(desk)).toContain('certificate.issue:refused');
  });
});
