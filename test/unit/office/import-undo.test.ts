import { describe, expect, it } from 'vitest';
import type { ImportLayout } from '@contract/imports.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { lookAt } from './import-sheets.ts';
import { storeImage } from './store-image.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

const id = (serial: number): string => unclaimedTaxpayerId(serial, '2101');
const headings = [
  '企业名称',
  '纳税人识别号',
  '协议开始日期',
  '协议到期日期',
  '协议密码',
  '待办人员',
  '备注',
  '社保密码',
  '个税密码',
];
const row = (n: number, name: string, rest: Partial<Record<string, string>> = {}): string =>
  headings.map((one) => ({ 企业名称: name, 纳税人识别号: id(n), ...rest })[one] ?? '').join('\t');
const sheet = (...rows: string[]): string => [headings.join('\t'), ...rows].join('\n');
const layout: ImportLayout = {
  columns: [
    { column: 7, field: 'accountSecret' },
    { column: 8, field: 'accountSecret' },
  ],
};
const agreement = { 协议开始日期: '2026-01-01', 协议到期日期: '2030-12-31', 协议密码: 'Hetong#1' };

async function imported(office: OfficeWithVault, ...rows: string[]) {
  const look = await lookAt(office.test, sheet(...rows), layout, office.zhao);
  const result = await look.run();
  expect(result.stopped).toBe(null);
  const [made] = await office.test.engine.office.importUndo.list();
  if (!made) throw new Error('No import was made');
  return { look, made, client: async (name: string) => (await look.client(name)).clientId };
}

describe('undo of an import', () => {
  it('clients, agreements, remembered passwords and accounts that it brought are gone, changed clients are as before', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    await test.addClient('jia', { name: '沈阳甲商贸有限公司', taxpayerId: id(1), assigned: ['sun'], agreements: [] });
    await test.engine.office.records.edit(zhao, {
      clientId: 'jia',
      revision: 1,
      address: '旧地址',
      contact: '',
      note: '旧',
    });
    await test.engine.office.secrets.add(zhao, {
      clientId: 'jia',
      kind: 'socialInsurance',
      ownKind: '',
      person: '',
      site: '',
      login: 'sb',
      secondFactor: 'none',
      factorHolder: '',
      validUntil: null,
      note: '',
      secret: 'Alt#1',
    });
    const before = await storeImage(test);
    const { made } = await imported(
      office,
      row(1, '沈阳甲实业有限公司', {
        ...agreement,
        待办人员: '李想',
        备注: '新',
        社保密码: 'Neu#1',
        个税密码: 'Neu#2',
      }),
      row(2, '沈阳乙商贸有限公司', { ...agreement, 待办人员: '孙悦', 社保密码: 'Neu#3' }),
      row(3, '沈阳丙商贸有限公司'),
    );
    expect(made).toMatchObject({ by: '赵敏', file: '', added: 2, updated: 1, accounts: 3, undone: null });
    const { importUndo } = test.engine.office;
    expect(await importUndo.look(made.import)).toEqual({ removed: 2, restored: 1, kept: [], needsVault: true });
    expect(await importUndo.undo(zhao, made.import)).toEqual({ removed: 2, restored: 1, kept: [] });
    expect(await storeImage(test)).toEqual(before);
    const [account] = await test.engine.office.secrets.list(zhao, 'jia');
    expect(account).toMatchObject({ former: 0, login: 'sb', marks: { reused: false } });
    const shown = await test.engine.office.secrets.show(zhao, { clientId: 'jia', accountId: account!.accountId });
    expect(shown.secret).toBe('Alt#1');
    const texts = (await test.engine.bureau.trail.list({ limit: 20 })).map(({ text }) => text);
    expect(texts).toContain('撤销粘贴的导入：移除2户，恢复1户，保留0户');
    expect(texts).toContain('撤销导入：恢复为导入前的资料');
    const found = await test.engine.office.search.indexOf('agency');
    expect(JSON.stringify(found)).not.toContain('沈阳乙');
    await expect(importUndo.look(made.import)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it.each(['', ', also when the vault key was changed in between'])(
    'an agreement password that was remembered before is remembered again%s',
    async (rotated) => {
      const office = await officeWithVault();
      const { test, zhao } = office;
      const { db } = test.store;
      await db
        .updateTable('enterprise')
        .set({ taxpayer_id: id(7) })
        .where('id', '=', 'hua')
        .execute();
      await db.updateTable('agreement').set({ last_day: '2026-02-01' }).where('client_id', '=', 'hua').execute();
      const before = await storeImage(test);
      const { made } = await imported(office, row(7, 'hua有限公司', { ...agreement, 协议开始日期: '2026-03-01' }));
      expect((await test.engine.office.vault.remembered.recall(zhao, 'hua')).password).toBe('Hetong#1');
      if (rotated !== '') {
        await test.engine.acts.run(null, (act) => test.engine.office.vault.revoke(act, 'li', { by: zhao }));
        await test.engine.office.vault.settle();
      }
      await test.engine.office.importUndo.undo(zhao, made.import);
      expect((await test.engine.office.vault.remembered.recall(zhao, 'hua')).password).toBe(office.remembered['hua']);
      if (rotated === '') expect(await storeImage(test)).toEqual(before);
    },
  );

  it('is cancelled whole: nothing of it stands, and it can be undone afterwards', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    const { importUndo, work } = test.engine.office;
    const rows = Array.from({ length: 60 }, (_, n) => row(100 + n, `沈阳第${n}号商贸有限公司`));
    const { made } = await imported(office, ...rows);
    const before = await storeImage(test);
    const abort = new AbortController();
    const seen: number[] = [];
    const broken = importUndo.undo(
      zhao,
      made.import,
      (done) => {
        seen.push(done);
        if (done > 20) abort.abort();
      },
      abort.signal,
    );
    await expect(broken).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen).toEqual([19, 39]);
    expect(await storeImage(test)).toEqual(before);
    const { work: id } = await importUndo.begin(zhao, made.import);
    await expect.poll(() => work.list('zhao').find((one) => one.work === id)?.state).toBe('finished');
    expect((await importUndo.list())[0]?.undone).toMatchObject({ removed: 60, restored: 0, kept: [] });
    await expect(importUndo.begin(zhao, made.import)).rejects.toMatchObject({ code: 'CONFLICT' });
  });

  it('what was used since stays, with why: entered, edited, assigned, secrets, favourite, imported again', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    const names = ['甲', '乙', '丙', '丁', '戊', '己', '庚'].map((one) => `沈阳${one}商贸有限公司`);
    const { made, client } = await imported(
      office,
      ...names.map((name, n) => row(n + 1, name, { ...agreement, 社保密码: `Neu#${n}` })),
    );
    const [entered = '', edited = '', assigned = '', shown = '', starred = '', again = '', free = ''] =
      await Promise.all(names.map(client));
    const { enter, records, assignments, secrets, clients, importUndo } = test.engine.office;
    await enter.enter(zhao, entered, { kind: 'password', agreementPassword: 'Hetong#1', remember: false });
    await records.edit(zhao, { clientId: edited, revision: 1, address: '', contact: '', note: '改过' });
    await assignments.assign(zhao, { clientIds: [assigned], handlerIds: ['sun'] });
    const [account] = await secrets.list(zhao, shown);
    await secrets.copy(zhao, { clientId: shown, accountId: account!.accountId });
    await clients.setFavourite(zhao, starred, true);
    await imported(office, row(6, names[5] ?? '', { 备注: '第二次' }));
    const result = await importUndo.undo(zhao, made.import);
    expect(result).toMatchObject({ removed: 1, restored: 0 });
    const reasons = new Map(result.kept.map(({ clientId, reason }) => [clientId, reason]));
    expect(reasons.get(entered)).toContain('之后用过：');
    expect(reasons.get(edited)).toContain('修改客户资料');
    expect(reasons.get(assigned)).toContain('分配给孙悦');
    expect(reasons.get(shown)).toContain('复制账号密码');
    expect(reasons.get(starred)).toContain('收藏');
    expect(reasons.get(again)).toContain('修改客户资料：备注');
    expect(reasons.has(free)).toBe(false);
    expect(JSON.stringify(result)).not.toContain('Neu#');
    await expect(clients.get(zhao, free)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect((await clients.get(zhao, edited)).note).toBe('改过');
    // The list tells what was kept, also after the program started again.
    const restarted = await test.restarted();
    const [, first] = await restarted.office.importUndo.list();
    expect(first).toMatchObject({ import: made.import, undone: { by: '赵敏', removed: 1, kept: result.kept } });
  });

  it('a later import that was itself undone stands in nobody’s way', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    const before = await storeImage(test);
    const first = await imported(office, row(1, '沈阳甲商贸有限公司', { 社保密码: 'A#1111' }));
    const middle = await storeImage(test);
    const second = await imported(
      office,
      row(1, '沈阳甲商贸有限公司', { ...agreement, 备注: '二', 社保密码: 'B#2222' }),
    );
    const { importUndo } = test.engine.office;
    expect((await importUndo.look(first.made.import)).kept).toHaveLength(1);
    await importUndo.undo(zhao, second.made.import);
    expect(await storeImage(test)).toEqual(middle);
    expect(await importUndo.undo(zhao, first.made.import)).toEqual({ removed: 1, restored: 0, kept: [] });
    expect(await storeImage(test)).toEqual(before);
  });

  it('a second click and a second window are refused by name, an unknown import, too', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    const { made } = await imported(office, row(1, '沈阳甲商贸有限公司'));
    const { importUndo } = test.engine.office;
    const other = await test.signIn('zhao', 'second window');
    const both = await Promise.allSettled([importUndo.undo(zhao, made.import), importUndo.undo(other, made.import)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    await expect(importUndo.undo(zhao, made.import)).rejects.toMatchObject({
      code: 'CONFLICT',
      message: expect.stringMatching(/^这次导入已由赵敏在2026-11-23 .*撤销，不能再撤销/u),
    });
    await expect(importUndo.undo(zhao, 'nothing')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('former secrets go back only with the vault open; after a change of the vault key they still do', async () => {
    const office = await officeWithVault();
    const { test, zhao } = office;
    await imported(office, row(1, '沈阳甲商贸有限公司', { 社保密码: 'Alt#1' }));
    const { made, client } = await imported(office, row(1, '沈阳甲商贸有限公司', { 社保密码: 'Neu#1' }));
    const { importUndo, vault, secrets } = test.engine.office;
    const clientId = await client('沈阳甲商贸有限公司');
    vault.close(zhao);
    await expect(importUndo.undo(zhao, made.import)).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    await vault.unlockWith(zhao, office.keys.zhao);
    await test.engine.acts.run(null, (act) => vault.revoke(act, 'li', { by: zhao }));
    await vault.settle();
    await importUndo.undo(zhao, made.import);
    const [account] = await secrets.list(zhao, clientId);
    expect((await secrets.show(zhao, { clientId, accountId: account!.accountId })).secret).toBe('Alt#1');
    // The fingerprint is of the present key: the same secret again is no change.
    const look = await lookAt(test, sheet(row(1, '沈阳甲商贸有限公司', { 社保密码: 'Alt#1' })), layout, zhao);
    expect(look.rows[0]?.verdict).toBe('same');
  });
});
