import { randomBytes } from 'node:crypto';
import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { chosen, pasted } from './import-sheets.ts';

const taxpayerId = (serial: number): string => unclaimedTaxpayerId(serial, '2101');
const header = '企业名称,纳税人识别号,起始日,到期日,协议密码,待办人员,备注';
const row = (serial: number, name: string, rest = '2026-1-1,2026-12-31,Geiwo-2026,,') =>
  `${name},${taxpayerId(serial)},${rest}`;

const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window, origin: 'test' },
  });

async function finished(test: TestOffice, work: string) {
  const { imports } = test.engine.office;
  await expect.poll(() => imports.result(work).done, { timeout: 10_000 }).toBe(true);
  return imports.result(work);
}

/** Reads a text and looks at it, as the page does. */
async function look(test: TestOffice, staff: StaffActor, text: string) {
  const { imports } = test.engine.office;
  return imports.preview(staff, (await imports.open(staff, pasted(text))).book);
}

async function importing(test: TestOffice, text: string) {
  const zhao = await test.signIn('zhao');
  const { imports } = test.engine.office;
  const preview = await look(test, zhao, text);
  return { zhao, preview, result: await finished(test, imports.run(zhao, preview.preview).work) };
}

describe('preview', () => {
  it('says row by row what would happen, gives no password back and writes nothing', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: taxpayerId(1), assigned: ['sun'] });
    await test.store.db
      .updateTable('enterprise')
      .set({ taxpayer_id: taxpayerId(9) })
      .where('id', '=', 'agency')
      .execute();
    await test.addClient('same', { name: '不变公司', taxpayerId: taxpayerId(2), agreements: [] });
    const zhao = await test.signIn('zhao');
    const rowsBefore = (await test.engine.bureau.trail.list({ limit: 200 })).length;
    const preview = await look(
      test,
      zhao,
      [
        header,
        row(1, '沈阳华盛实业有限公司', ',,,李想,'),
        row(2, '不变公司', ',,,,'),
        row(3, '新公司'),
        row(3, '新公司'),
        row(4, '错公司', '2026-1-1,2025-1-1,x,,'),
        row(5, '到期公司', '2025-1-1,2025-12-31,x,,'),
        row(9, '机构自己', ',,,,'),
      ].join('\n'),
    );
    expect(preview.columns.map((column) => column.field)).toEqual([
      'name',
      'taxpayerId',
      'firstDay',
      'lastDay',
      'agreementPassword',
      'staff',
      'note',
    ]);
    expect(preview.counts).toEqual({ new: 1, update: 1, same: 1, refused: 4, warned: 1 });
    expect(preview.rows.map((one) => [one.line, one.verdict, one.problems.map((problem) => problem.field)])).toEqual([
      [2, 'update', ['name']],
      [3, 'same', []],
      [4, 'new', []],
      [5, 'refused', ['taxpayerId']],
      [6, 'refused', ['lastDay']],
      [7, 'refused', ['lastDay']],
      [8, 'refused', ['taxpayerId']],
    ]);
    expect(preview.rows[3]?.problems[0]?.message).toContain('第4行');
    expect(JSON.stringify(preview)).not.toContain('Geiwo-2026');
    expect((await test.engine.bureau.trail.list({ limit: 200 })).length).toBe(rowsBefore);
    expect((await test.engine.office.clients.search(zhao, clientSearchSchema.parse({}))).all).toBe(2);
  });

  it('H3: an agreement whose days overlap a known one is refused, the same one is not imported twice', async () => {
    const test = await testOffice();
    await test.addClient('hua', {
      name: '甲公司',
      taxpayerId: taxpayerId(1),
      agreements: [{ first_day: '2026-01-01', last_day: '2026-12-31' }],
    });
    const zhao = await test.signIn('zhao');
    const verdict = async (rest: string) => (await look(test, zhao, `${header}\n${row(1, '甲公司', rest)}`)).rows[0];
    expect(await verdict('2026-1-1,2026-12-31,other,,')).toMatchObject({ verdict: 'same' });
    expect(await verdict('2026-6-1,2027-5-31,other,,')).toMatchObject({
      verdict: 'refused',
      problems: [{ field: 'firstDay' }],
    });
    expect(await verdict('2027-1-1,2027-12-31,other,,')).toMatchObject({ verdict: 'update', problems: [] });
  });

  it('H7: in a training world clients come in, paper agreements do not', async () => {
    const test = await testOffice({ training: true });
    const zhao = await test.signIn('zhao');
    const { rows } = await look(test, zhao, [header, row(1, '甲公司'), row(2, '乙公司', ',,,,')].join('\n'));
    expect(rows.map((one) => one.verdict)).toEqual(['refused', 'new']);
  });
});

describe('run', () => {
  it('writes row by row, tells a result for each, and the clients can be found and entered', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: taxpayerId(1), assigned: ['sun'] });
    const { zhao, result } = await importing(
      test,
      [
        header,
        row(1, '沈阳华盛实业有限公司', ',,,李想,改名'),
        row(2, '辽宁科技有限公司', '2026-1-1,2026-12-31,Geiwo-2026,孙悦,'),
        row(3, '坏公司', '2026-1-1,,x,,'),
      ].join('\n'),
    );
    expect(result).toMatchObject({ done: true, cancelled: false });
    expect(result.rows.map((one) => one.result)).toEqual(['updated', 'added', 'refused']);
    const { clients, enter, work } = test.engine.office;
    const found = await clients.search(zhao, clientSearchSchema.parse({ query: 'lnkj' }));
    expect(found.rows[0]).toMatchObject({
      name: '辽宁科技有限公司',
      agreement: { state: 'inForce', recordedByAgency: true },
      assigned: [{ handlerId: 'sun' }],
    });
    const open = await enter.enter(zhao, found.rows[0]?.clientId ?? '', {
      kind: 'password',
      agreementPassword: 'Geiwo-2026',
      remember: false,
    });
    expect(open.agreement.functions).toContain('tax.vat.general');
    expect(open.agreement.functions).not.toContain('delegation.manage');
    expect(await clients.get(zhao, 'hua')).toMatchObject({
      name: '沈阳华盛实业有限公司',
      note: '改名',
      assigned: [{ handlerId: 'li' }],
      revision: 2,
    });
    expect(work.list('zhao')[0]).toMatchObject({
      state: 'finished',
      done: 3,
      message: expect.stringContaining('新增1户，更新1户，未导入1行'),
    });
    const acts = (await test.engine.bureau.trail.list({ limit: 50 })).map((one) => `${one.act} ${one.rule}`);
    for (const act of [
      'client.add null',
      'client.edit null',
      'client.assign H5',
      'agreement.record H7',
      'import.run null',
    ])
      expect(acts).toContain(act);
  });

  it('H5: taking a client from somebody by import ends their open session', async () => {
    const test = await testOffice();
    await test.addClient('hua', { name: '甲公司', taxpayerId: taxpayerId(1), assigned: ['sun'] });
    const sun = await test.signIn('sun');
    const session = await test.enter(sun, 'hua', 'hua-a0');
    await importing(test, `${header}\n${row(1, '甲公司', ',,,李想,')}`);
    await expect(test.engine.bureau.sessions.clientOf(sun, session)).rejects.toMatchObject({
      data: { sessionEnd: 'assignmentTaken' },
    });
  });

  it('is all or nothing: a row that became wrong after the preview stops it, with the reason; the rest can be run anew', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const { imports, clients } = test.engine.office;
    const text = [header, row(1, '甲公司'), row(2, '乙公司'), row(3, '丙公司')].join('\n');
    const { book } = await imports.open(zhao, pasted(text));
    const { preview } = await imports.preview(zhao, book);
    await test.addClient('meanwhile', { name: '乙公司', taxpayerId: taxpayerId(2) });
    const result = await finished(test, imports.run(zhao, preview).work);
    expect(result.stopped).toMatch(/^第3行不能导入：.*没有写入任何数据/u);
    expect(result.rows.map((one) => one.result)).toEqual(['notReached', 'refused', 'notReached']);
    expect(result.rows[1]?.problems[0]).toMatchObject({ field: 'taxpayerId' });
    const all = async () => (await clients.search(zhao, clientSearchSchema.parse({}))).all;
    expect(await all()).toBe(1);
    const again = await imports.preview(zhao, book);
    expect(again.rows.map((one) => one.verdict)).toEqual(['new', 'same', 'new']);
    expect((await finished(test, imports.run(zhao, again.preview).work)).stopped).toBeNull();
    expect(await all()).toBe(3);
  });

  it('tells what was not imported as a workbook that can be mended and read again, without its secrets', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const { imports, clients } = test.engine.office;
    const text = [
      `${header},备忘`,
      row(1, '甲公司'),
      row(2, '', ',,,,=1+1'),
      `乙公司,${taxpayerId(3)},2026-1-1,,Geheim-7x9,,,`,
    ].join('\n');
    const { preview } = await look(test, zhao, text);
    const { work } = imports.run(zhao, preview);
    await finished(test, work);
    const { base64, rows } = await imports.report(work);
    expect(rows).toBe(2);
    const { book } = await imports.open(zhao, chosen(Buffer.from(base64, 'base64')));
    const again = await imports.preview(zhao, book);
    expect(again.columns.map(({ heading }) => heading)).toEqual(['原因', '原行号', ...header.split(','), '备忘']);
    expect(again.top[1]?.cells.slice(0, 4)).toEqual(['没有企业名称，请填写', '3', '', taxpayerId(2)]);
    expect(again.top[2]?.cells[0]).toContain('没有到期日');
    expect(Buffer.from(base64, 'base64').includes('Geheim')).toBe(false);
    expect(again.rows.map(({ hasPassword }) => hasPassword)).toEqual([false, false]);
    imports.mend(zhao, { preview: again.preview, line: 2, cells: [{ column: 2, value: '丙公司' }], drop: false });
    const mended = await imports.preview(zhao, book);
    expect(mended.rows[0]).toMatchObject({ name: '丙公司', verdict: 'new' });
    await finished(test, imports.run(zhao, mended.preview).work);
    expect((await clients.search(zhao, clientSearchSchema.parse({}))).all).toBe(2);
  });

  it('writes nothing when it is cancelled, and says so', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const { imports, work: works, clients } = test.engine.office;
    const rows = Array.from({ length: 400 }, (_, index) => row(index + 1, `第${index + 1}号公司`));
    const { preview } = await look(test, zhao, [header, ...rows].join('\n'));
    const { work } = imports.run(zhao, preview);
    expect(() => imports.run(zhao, preview)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    await expect.poll(() => works.list('zhao')[0]?.done ?? 0, { interval: 2 }).toBeGreaterThan(0);
    works.cancel(zhao, work);
    const result = await finished(test, work);
    expect(result).toMatchObject({ cancelled: true, stopped: expect.stringContaining('没有写入任何数据') });
    expect(new Set(result.rows.map((one) => one.result))).toEqual(new Set(['notReached']));
    expect((await clients.search(zhao, clientSearchSchema.parse({}))).all).toBe(0);
    await expect.poll(() => works.list('zhao')[0]?.state).toBe('cancelled');
  });

  it('is undone as a whole when it is cancelled while it writes', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    const { imports, work: works, clients } = test.engine.office;
    const rows = Array.from({ length: 3_000 }, (_, index) => row(index + 1, `第${index + 1}号公司`, ',,,,'));
    const { preview } = await look(test, zhao, [header, ...rows].join('\n'));
    const { work } = imports.run(zhao, preview);
    // Without passwords there is nothing to prepare: it writes from the first moment on.
    await new Promise((resolve) => setTimeout(resolve, 30));
    works.cancel(zhao, work);
    expect(await finished(test, work)).toMatchObject({ cancelled: true });
    expect((await clients.search(zhao, clientSearchSchema.parse({}))).all).toBe(0);
  });

  it('hears that it is cancelled while it writes, before its act ends; a stranger and a locked desk are asked who they are', async () => {
    const test = await testOffice();
    const zhao = await test.signIn('zhao');
    await test.signIn('sun');
    const { imports, work: works } = test.engine.office;
    const rows = Array.from({ length: 8_000 }, (_, index) => row(index + 1, `第${index + 1}号公司`, ',,,,'));
    const { preview } = await look(test, zhao, [header, ...rows].join('\n'));
    const { work } = imports.run(zhao, preview);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const heard: string[] = [];
    const strange = callsOf(test, 'sun')
      .work.cancel({ work })
      .catch((error: unknown) => heard.push((error as { code: string }).code));
    // In the middle of the act, which holds the only connection.
    await callsOf(test, 'zhao').work.cancel({ work });
    heard.push('cancelled');
    expect(imports.result(work).done).toBe(false);
    expect(await finished(test, work)).toMatchObject({ cancelled: true });
    await strange;
    expect(heard).toEqual(['cancelled', 'NOT_FOUND']);
    expect(works.listOf(zhao)).toMatchObject([{ state: 'cancelled' }]);
    await expect(callsOf(test, 'nobody').work.cancel({ work })).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    await test.engine.bureau.sessions.lock(zhao);
    await expect(callsOf(test, 'zhao').work.cancel({ work })).rejects.toMatchObject({ code: 'SESSION_LOCKED' });
  });

  it('remembers the agreement passwords while the vault is open, and else says how many it could not', async () => {
    const test = await testOffice();
    await importing(test, [header, row(1, '甲公司'), row(2, '乙公司')].join('\n'));
    expect(test.engine.office.work.list('zhao')[0]?.message).toContain('2户的协议密码没有记住');

    const { vault, imports, clients, work } = test.engine.office;
    const zhao = await test.signIn('zhao', 'open');
    const wrapKey = randomBytes(32);
    await test.store.db
      .transaction()
      .execute((transaction) => vault.create(transaction, { handlerId: 'zhao', wrapKey }, randomBytes(32)));
    await vault.unlockWith(zhao, wrapKey);
    const { preview } = await look(test, zhao, [header, row(3, '丙公司')].join('\n'));
    await finished(test, imports.run(zhao, preview).work);
    const { rows } = await clients.search(zhao, clientSearchSchema.parse({ query: '丙' }));
    expect(rows[0]).toMatchObject({ remembered: true });
    expect(await vault.remembered.recall(zhao, rows[0]?.clientId ?? '')).toMatchObject({ password: 'Geiwo-2026' });
    expect(
      (await clients.search(zhao, clientSearchSchema.parse({ filter: { remembered: true } }))).rows.map(
        (one) => one.name,
      ),
    ).toEqual(['丙公司']);
    expect(work.list('open')[0]?.message).toBe('新增1户，更新0户');
  });

  it('a preview is its owner’s, good once, and replaced by the next', async () => {
    const test = await testOffice();
    const [zhao, sun] = [await test.signIn('zhao'), await test.signIn('sun')];
    const { imports } = test.engine.office;
    const first = await look(test, zhao, `${header}\n${row(1, '甲公司')}`);
    expect(() => imports.run(sun, first.preview)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    const second = await look(test, zhao, `${header}\n${row(1, '甲公司')}`);
    expect(() => imports.run(zhao, first.preview)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect(() => imports.run(zhao, second.preview, ['delegation.manage'])).toThrow(
      expect.objectContaining({ fields: [expect.objectContaining({ field: 'functions' })] }),
    );
    await finished(test, imports.run(zhao, second.preview, ['tax.vat.general']).work);
    const { rows } = await test.engine.office.clients.search(zhao, clientSearchSchema.parse({}));
    expect((await test.engine.office.clients.get(zhao, rows[0]?.clientId ?? '')).functions).toEqual([
      'tax.vat.general',
    ]);
  });
});
