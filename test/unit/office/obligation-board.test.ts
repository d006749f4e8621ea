import { describe, expect, it } from 'vitest';
import { emptyDossier } from '../../../src-preload/contract/client-dossier.ts';
import type { BoardCell } from '../../../src-preload/contract/obligations.ts';
import type { Filing, TaxCode } from '../../../src-preload/contract/dossier-words.ts';
import { officeWithDossiers } from './dossier-fixture.ts';
import { today } from './fixture.ts';

const question = { month: '2026-11', query: '', sort: 'name' as const };
const tax = (tax: TaxCode, every: Filing, id: string = tax) => ({
  id,
  tax,
  ownTax: tax === 'own' ? '矿产资源费' : '',
  every,
  since: '2020-01-01',
  until: null,
});

async function office() {
  const built = await officeWithDossiers();
  await built.save({
    ...emptyDossier(),
    founded: '2018-03-01',
    serviceFrom: '2026-01-01',
    taxes: [tax('vat', 'monthly'), tax('incomeWithheld', 'monthly'), tax('own', 'monthly')],
  });
  const cellOf = async (obligation: string, clientId = 'hua'): Promise<BoardCell> => {
    const { rows } = await built.zhao.obligations.board(question);
    return rows.find((row) => row.clientId === clientId)!.cells.find((cell) => cell.obligation === obligation)!;
  };
  const key = async (obligation: string, clientId = 'hua') => {
    const { period, revision } = await cellOf(obligation, clientId);
    return { clientId, obligation, period, revision };
  };
  return { ...built, cellOf, key };
}

describe('the filing board', () => {
  it('shows what the file of each client brings, with its last day, and counts it', async () => {
    const { zhao } = await office();
    const board = await zhao.obligations.board(question);
    expect(board.columns.map(({ id, name, cells, open }) => [id, name, cells, open])).toEqual([
      ['vat', '增值税', 1, 1],
      ['incomeWithheld', '个税代扣', 1, 1],
      ['own:矿产资源费', '矿产资源费', 1, 1],
    ]);
    expect(board).toMatchObject({ total: 1, clients: 1, cells: 3, late: 3, open: 3, counts: { papers: 3, filed: 0 } });
    expect(board.rows[0]).toMatchObject({ name: '沈阳华盛商贸有限公司', assigned: ['孙悦'] });
    expect(board.rows[0]?.cells[0]).toMatchObject({
      period: '2026-10',
      dueDay: '2026-11-16',
      dueExpected: false,
      late: 7,
      assumed: false,
    });
    // A small-scale client with an empty file owes VAT by quarter: nothing in November, and its third quarter in October.
    const october = await zhao.obligations.board({ ...question, month: '2026-10' });
    expect(october.rows.find(({ clientId }) => clientId === 'ke')?.cells).toMatchObject([
      { obligation: 'vat', period: '2026-Q3', assumed: true, state: 'elsewhere', late: 0 },
    ]);
  });

  it('what was due before the service began is 由他人办理, never late, unless the office enters it', async () => {
    const { zhao, sun, save, cellOf, key } = await office();
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, serviceFrom: '2026-11-20' }, { revision });
    expect(await cellOf('vat')).toMatchObject({
      state: 'elsewhere',
      late: 0,
      reason: '截止日不在本机构的服务期内，以前期间由他人办理',
    });
    await zhao.obligations.mark({
      month: '2026-11',
      cells: [await key('vat')],
      change: { kind: 'filed', day: '2026-11-12', receipt: 'X1', amount: 0 },
    });
    expect(await cellOf('vat')).toMatchObject({ state: 'filed', late: 0, filedDay: '2026-11-12' });
  });

  it('each state is entered, and the trail of the client has it', async () => {
    const { test, zhao, cellOf, key } = await office();
    const mark = async (change: Parameters<typeof zhao.obligations.mark>[0]['change'], obligation = 'vat') =>
      zhao.obligations.mark({ month: '2026-11', cells: [await key(obligation)], change });
    await mark({ kind: 'stage', stage: 'confirm', reason: '', amount: 123_45 });
    expect(await cellOf('vat')).toMatchObject({ state: 'confirm', amount: 123_45, late: 7 });
    await mark({ kind: 'stage', stage: 'blocked', reason: '法定代表人出国' });
    expect(await cellOf('vat')).toMatchObject({ state: 'blocked', reason: '法定代表人出国', amount: 123_45 });
    expect((await mark({ kind: 'paid', day: today })).leftOut).toMatchObject([{ reason: '还没有登记申报日期' }]);
    await mark({ kind: 'filed', day: '2026-11-16', receipt: '1210000001' });
    // Filed, but with an amount to pay: still late.
    expect(await cellOf('vat')).toMatchObject({ state: 'filed', receipt: '1210000001', late: 7, reason: '' });
    expect((await mark({ kind: 'stage', stage: 'ready', reason: '' })).done).toBe(0);
    await mark({ kind: 'paid', day: '2026-11-17' });
    expect(await cellOf('vat')).toMatchObject({ state: 'paid', paidDay: '2026-11-17', late: 0 });
    await mark({ kind: 'clear', reason: '登错客户' });
    expect(await cellOf('vat')).toMatchObject({ state: 'papers', filedDay: null, receipt: '' });
    expect((await mark({ kind: 'clear', reason: '再来一次' })).leftOut).toMatchObject([
      { reason: '没有可以撤销的登记' },
    ]);
    const records = await test.engine.bureau.trail.list({ limit: 5, clientId: 'hua' });
    expect(records.map(({ act, text }) => `${act} ${text}`)).toEqual([
      'obligation.mark 2026年10月增值税及附加：撤销登记，原因：登错客户',
      'obligation.mark 2026年10月增值税及附加：已缴款（2026-11-17）',
      'obligation.mark 2026年10月增值税及附加：已申报（2026-11-16，回执 1210000001）',
      'obligation.mark 2026年10月增值税及附加：受阻（法定代表人出国）',
      'obligation.mark 2026年10月增值税及附加：待客户确认，应缴 123.45 元',
    ]);
  });

  it('many at once: one act; whom it does not fit is left out with the reason, also what somebody else just changed', async () => {
    const { zhao, sun, li, cellOf, key } = await office();
    const cells = [await key('vat'), await key('incomeWithheld'), await key('own:矿产资源费')];
    await sun.obligations.mark({
      month: '2026-11',
      cells: [cells[1]!],
      change: { kind: 'stage', stage: 'notNeeded', reason: '无雇员' },
    });
    const result = await zhao.obligations.mark({
      month: '2026-11',
      cells: [...cells, cells[0]!, { ...cells[0]!, clientId: 'nobody' }, { ...cells[0]!, obligation: 'stamp' }],
      change: { kind: 'filed', day: '2026-11-10', receipt: '' },
    });
    expect(result.done).toBe(2);
    expect(result.leftOut.map(({ name, reason }) => `${name} ${reason}`)).toEqual([
      '沈阳华盛商贸有限公司 刚由孙悦修改，请看过再办',
      ' 客户已不存在，或不在您的客户范围内',
      '沈阳华盛商贸有限公司 客户档案已修改，本月没有这项申报',
    ]);
    expect(await cellOf('incomeWithheld')).toMatchObject({ state: 'notNeeded', late: 0 });
    // H5: somebody else's client is as if it did not exist.
    expect((await li.obligations.board(question)).rows.map(({ clientId }) => clientId)).toEqual([]);
    expect(
      await li.obligations.mark({
        month: '2026-11',
        cells: [await key('vat')],
        change: { kind: 'clear', reason: 'x' },
      }),
    ).toMatchObject({ done: 0, leftOut: [{ name: '', reason: '客户已不存在，或不在您的客户范围内' }] });
  });

  it('refuses what cannot be: a day to come, one before the period, one receipt for two, no reason', async () => {
    const { zhao, key } = await office();
    const cells = [await key('vat'), await key('incomeWithheld')];
    const fields = (change: Parameters<typeof zhao.obligations.mark>[0]['change'], of = cells) =>
      zhao.obligations.mark({ month: '2026-11', cells: of, change }).then(
        ({ leftOut }) => leftOut.map(({ reason }) => reason),
        (error: { data: { fields: { field: string; message: string }[] } }) =>
          error.data.fields.map(({ field, message }) => `${field} ${message}`),
      );
    expect(await fields({ kind: 'filed', day: '2026-11-24', receipt: '' })).toEqual(['change.day 日期不能晚于今天']);
    expect(await fields({ kind: 'filed', day: '2026-11-10', receipt: '1' })).toEqual([
      'change.receipt 回执号一项一个，多项同时登记时请只填申报日期',
    ]);
    expect(await fields({ kind: 'stage', stage: 'blocked', reason: '' })).toEqual(['change.reason 请填写原因']);
    expect(await fields({ kind: 'filed', day: '2026-09-30', receipt: '' }, [cells[0]!])).toEqual([
      '日期早于所属期（2026-10-01起）',
    ]);
  });

  it('is narrowed by state, lateness, obligation, tag and staff member, and leaves as a file with its record', async () => {
    const { test, zhao, sun, save, key } = await office();
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, tags: ['重点'] }, { revision });
    await zhao.obligations.mark({
      month: '2026-11',
      cells: [await key('vat')],
      change: { kind: 'filed', day: '2026-11-10', receipt: '=1+1', amount: 0 },
    });
    const totals = async (over: object) => (await zhao.obligations.board({ ...question, ...over })).total;
    expect(await totals({ states: ['filed'] })).toBe(1);
    expect(await totals({ states: ['paid'] })).toBe(0);
    expect(await totals({ due: 'late', obligation: 'vat' })).toBe(0);
    expect(await totals({ due: 'open' })).toBe(1);
    expect([await totals({ tag: '重点' }), await totals({ tag: '别的' })]).toEqual([1, 0]);
    expect([await totals({ handlerId: 'sun' }), await totals({ handlerId: 'li' })]).toEqual([1, 0]);
    expect([await totals({ query: '华盛' }), await totals({ query: '没有' })]).toEqual([1, 0]);
    const file = await zhao.obligations.export({
      ...question,
      due: 'open',
      columns: ['name', 'obligation', 'period', 'state', 'late'],
      format: 'print',
    });
    expect(file.table).toEqual({
      headings: ['客户名称', '申报事项', '所属期', '状态', '逾期天数'],
      rows: [
        ['沈阳华盛商贸有限公司', '个人所得税（代扣代缴）', '2026年10月', '待资料', '7'],
        ['沈阳华盛商贸有限公司', '矿产资源费', '2026年10月', '待资料', '7'],
      ],
    });
    const csv = await zhao.obligations.export({ ...question, columns: ['receipt'], format: 'csv' });
    expect(Buffer.from(csv.base64, 'base64').toString()).not.toMatch(/(^|[,"\n])=1/u);
    const [record] = await test.engine.bureau.trail.list({ limit: 1 });
    expect(record).toMatchObject({ act: 'obligation.export', text: '导出2026年11月申报清单3项（CSV）' });
  });

  it('a changed file, a stop and a new assignment show at once; the store alone knows it after a restart', async () => {
    const { test, zhao, sun, save, cellOf } = await office();
    const { revision, ...dossier } = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, taxes: [tax('vat', 'quarterly')] }, { revision });
    expect((await zhao.obligations.board(question)).total).toBe(0);
    const again = await sun.clientDossier.get({ clientId: 'hua' });
    await save({ ...dossier, taxes: [tax('vat', 'monthly')] }, { revision: again.revision });
    expect(await cellOf('vat')).toMatchObject({ state: 'papers' });
    const { revision: now } = await zhao.clients.get({ clientId: 'hua' });
    await zhao.clients.stop({ clientId: 'hua', day: today, reason: '合同到期', revision: now });
    // Due before the stop: still the office's.
    expect(await cellOf('vat')).toMatchObject({ state: 'papers', late: 7 });
    expect((await zhao.obligations.board({ ...question, month: '2026-12' })).total).toBe(0);
    expect(test.notified.some(({ event }) => event.kind === 'clientsChanged')).toBe(true);
  });
});
