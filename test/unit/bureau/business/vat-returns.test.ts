import { describe, expect, it } from 'vitest';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import { acts, clientDesk } from './client-desk.ts';

async function refusal(promise: Promise<unknown>): Promise<Refusal> {
  const error = await promise.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof Refusal)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
}
const lines = { sales13Goods: 1_000_000_00, inputInvoices: 100_000_00 };
const confirmed = (payable: number, clientName = '沈阳华盛商贸有限公司') => ({ clientName, payable });

describe('VAT draft', () => {
  it('starts empty with every line, is computed and saved, and is there again for another staff member', async () => {
    const desk = await clientDesk();
    const empty = await desk.business.vat.open(desk.inClient('general'), '2026-10');
    expect(empty).toMatchObject({
      state: 'none',
      revision: 0,
      form: 'general',
      dueDay: '2026-11-16',
      receipt: null,
      savedBy: null,
    });
    expect(empty.formLines.length).toBe(Object.keys(empty.lines).length);
    const saved = await desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 0);
    expect(saved).toMatchObject({ state: 'draft', revision: 1, savedBy: '王敏', payable: 33_600_00 });
    const other = await desk.business.vat.open(desk.inClient('general', 'li'), '2026-10');
    expect(other.lines).toEqual(saved.lines);
    expect(await acts(desk)).toEqual(['vat.save:done']);
  });

  it('ignores what is sent for computed lines and refuses lines the form has not, and amounts too large', async () => {
    const desk = await clientDesk();
    const saved = await desk.business.vat.save(
      desk.inClient('general'),
      '2026-10',
      { ...lines, payableVat: 1, outputTax: 7 },
      0,
    );
    expect(saved.lines).toMatchObject({ payableVat: 30_000_00, outputTax: 130_000_00 });
    await expect(desk.business.vat.save(desk.inClient('general'), '2026-10', { nothing: 1 }, 1)).rejects.toThrow(
      InvalidInput,
    );
    await expect(
      desk.business.vat.compute(desk.inClient('general'), '2026-10', { sales13Goods: 10_000_000_000_001 }),
    ).rejects.toThrow(InvalidInput);
  });

  it('saved elsewhere meanwhile is a conflict that names who and when, and overwrites nothing', async () => {
    const desk = await clientDesk();
    await desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 0);
    await desk.business.vat.save(desk.inClient('general', 'li'), '2026-10', { sales13Goods: 5_00 }, 1);
    const conflict = await refusal(desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 1));
    expect(conflict.code).toBe('CONFLICT');
    expect(conflict.message).toContain('李强 已于 2026-11-23 12:00 保存');
    expect((await desk.business.vat.open(desk.inClient('general'), '2026-10')).lines['sales13Goods']).toBe(5_00);
    expect(await acts(desk)).toEqual(['vat.save:refused', 'vat.save:done', 'vat.save:done']);
  });

  it('saving the same again changes nothing', async () => {
    const desk = await clientDesk();
    await desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 0);
    expect((await desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 1)).revision).toBe(1);
  });
});

describe('VAT submission', () => {
  it('G3: needs the saved revision, the right client and amount, and leaves a marked receipt; a second click gives the same', async () => {
    const desk = await clientDesk();
    const client = desk.inClient('general');
    expect((await refusal(desk.business.vat.submit(client, '2026-10', 0, confirmed(0)))).code).toBe('RULE_BROKEN');
    await desk.business.vat.save(client, '2026-10', lines, 0);
    expect(
      (await refusal(desk.business.vat.submit(client, '2026-10', 1, confirmed(33_600_00, '大连远洋技术服务有限公司'))))
        .message,
    ).toContain('不一致');
    expect((await refusal(desk.business.vat.submit(client, '2026-10', 1, confirmed(1)))).code).toBe('RULE_BROKEN');
    expect((await refusal(desk.business.vat.submit(client, '2026-10', 2, confirmed(33_600_00)))).code).toBe('CONFLICT');
    const [first, second] = await Promise.all([
      desk.business.vat.submit(client, '2026-10', 1, confirmed(33_600_00)),
      desk.business.vat.submit(client, '2026-10', 1, confirmed(33_600_00)),
    ]);
    expect(first.receipt).toMatchObject({ number: '演示-20261123-000001', submittedBy: '王敏', mark: '演示' });
    expect(second.receipt).toEqual(first.receipt);
    expect((await refusal(desk.business.vat.save(client, '2026-10', {}, 1))).message).toContain('只能查看');
    const records = await desk.trail.list({ clientId: 'general', limit: 50 });
    expect(records.map((row) => `${row.act}:${row.result}`)).toEqual([
      'vat.save:refused',
      'vat.submit:done',
      'vat.submit:refused',
      'vat.submit:refused',
      'vat.submit:refused',
      'vat.save:done',
      'vat.submit:refused',
    ]);
    expect(records.every((row) => row.handler_id === 'wang' && row.client_name === '沈阳华盛商贸有限公司')).toBe(true);
  });

  it('refuses a return with an error in it', async () => {
    const desk = await clientDesk();
    const client = desk.inClient('general');
    const saved = await desk.business.vat.save(client, '2026-10', { ...lines, inputCustoms: -1 }, 0);
    const refused = await refusal(desk.business.vat.submit(client, '2026-10', 1, confirmed(saved.payable)));
    expect(refused.message).toContain('不能是负数');
  });

  it('carries credit to the next period, keeps the order of periods, and freezes what was submitted', async () => {
    const desk = await clientDesk();
    const client = desk.inClient('general');
    await desk.business.vat.save(
      client,
      '2026-08',
      { openingCredit: 50_00, sales13Goods: 100_00, inputInvoices: 100_00 },
      0,
    );
    await desk.business.vat.submit(client, '2026-08', 1, confirmed(0));
    const early = await desk.business.vat.save(client, '2026-10', lines, 0);
    expect(early.checks).toContainEqual({
      level: 'error',
      line: null,
      message: '2026年09月尚未申报，请先申报该期，再申报本期。',
    });
    const september = await desk.business.vat.open(client, '2026-09');
    expect(september.formLines.find((line) => line.key === 'openingCredit')).toMatchObject({
      computed: true,
      formula: '取自2026年08月申报表第20栏',
    });
    expect(september.lines['openingCredit']).toBe(137_00);
    await desk.business.vat.save(client, '2026-09', { openingCredit: 9_999_00, inputInvoices: 63_00 }, 0);
    await desk.business.vat.submit(client, '2026-09', 1, confirmed(0));
    const october = await desk.business.vat.open(client, '2026-10');
    expect(october.lines['openingCredit']).toBe(200_00);
    expect(october.payable).toBe(33_600_00 - 200_00 - 24_00);
    expect((await refusal(desk.business.vat.submit(client, '2026-10', 1, confirmed(33_600_00)))).message).toContain(
      '不一致',
    );
    expect((await desk.business.vat.submit(client, '2026-10', 1, confirmed(october.payable))).receipt?.number).toBe(
      '演示-20261123-000003',
    );
    const july = await desk.business.vat.open(client, '2026-07');
    expect(july.checks[0]).toMatchObject({
      level: 'error',
      message: '2026年08月已经申报，不能再申报更早的2026年07月。',
    });
    const [row] = (await desk.business.filings.list(client, { offset: 0, limit: 50, toPeriod: '2026-08' })).rows;
    expect((await desk.business.vat.view(client, row?.filingId ?? '')).lines['openingCredit']).toBe(50_00);
  });

  it('numbers receipts without gaps per day, refused attempts take none, and the office profile marks them as its own', async () => {
    const desk = await clientDesk({ mark: '本机记录，未报送税务机关' });
    const client = desk.inClient('smallScale');
    const name = '大连远洋技术服务有限公司';
    for (const [period, day] of [
      ['2026-Q1', '2026-11-23'],
      ['2026-Q2', '2026-11-23'],
      ['2026-Q3', '2026-11-24'],
    ] as const) {
      desk.goTo(day);
      await desk.business.vat.save(client, period, {}, 0);
      await refusal(desk.business.vat.submit(client, period, 1, confirmed(5, name)));
      await desk.business.vat.submit(client, period, 1, confirmed(0, name));
    }
    const { rows } = await desk.business.filings.list(client, { offset: 0, limit: 50 });
    expect(rows.map((row) => row.receiptNumber)).toEqual([
      '本机-20261124-000001',
      '本机-20261123-000002',
      '本机-20261123-000001',
    ]);
    expect(rows[0]?.mark).toBe('本机记录，未报送税务机关');
  });
});

describe('which return may be opened', () => {
  it('G3: the form of the taxpayer kind, a period that is over and not too old, and only with its own function; each refusal is recorded', async () => {
    const desk = await clientDesk();
    const cases = [
      [desk.inClient('smallScale'), '2026-10', 'RULE_BROKEN', 'state'],
      [desk.inClient('general'), '2026-Q3', 'RULE_BROKEN', 'state'],
      [desk.inClient('general'), '2026-11', 'RULE_BROKEN', 'date'],
      [desk.inClient('general'), '2025-10', 'RULE_BROKEN', 'date'],
      [desk.inClient('smallScale', 'wang', ['tax.vat.general']), '2026-Q3', 'PERMISSION_MISSING', 'scope'],
    ] as const;
    for (const [client, period, code, link] of cases) {
      const refused = await refusal(desk.business.vat.open(client, period));
      expect([refused.code, refused.data.link]).toEqual([code, link]);
    }
    expect(new Set((await desk.trail.list({ limit: 50 })).map((row) => row.result))).toEqual(new Set(['refused']));
    expect(await desk.business.vat.periods(desk.inClient('smallScale'))).toHaveLength(6);
    expect((await desk.business.vat.periods(desk.inClient('general')))[0]).toEqual({
      period: '2026-10',
      dueDay: '2026-11-16',
      dueExpected: false,
      state: 'none',
    });
  });

  it('G4: a filing of another client is not found, with its id in hand', async () => {
    const desk = await clientDesk();
    await desk.business.vat.save(desk.inClient('general'), '2026-10', lines, 0);
    const [row] = (await desk.business.filings.list(desk.inClient('general'), { offset: 0, limit: 1 })).rows;
    expect((await refusal(desk.business.vat.view(desk.inClient('other'), row?.filingId ?? ''))).code).toBe('NOT_FOUND');
    expect(
      (await desk.trail.list({ clientId: 'other', limit: 5 })).map((record) => `${record.act}:${record.result}`),
    ).toEqual(['filing.view:refused']);
    expect((await desk.business.filings.list(desk.inClient('other'), { offset: 0, limit: 1 })).total).toBe(0);
  });
});
