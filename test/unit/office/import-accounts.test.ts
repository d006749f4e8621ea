import { describe, expect, it } from 'vitest';
import type { ImportAccount, ImportLayout } from '@contract/imports.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId, sampleSecret, sampleSheets } from './sample-sheets.ts';
import { officeWithVault, type OfficeWithVault } from './vault-fixture.ts';

const headings =
  '客户名称 税号 法人姓名 法人税务密码 个税账号 个税密码 社保密码 工商公示密码 CA证书密码 国税密码 备注'.split(' ');
const cells: Record<string, string> = {
  客户名称: '沈阳甲商贸有限公司',
  税号: sampleId(1),
  法人姓名: '王一',
  个税账号: '13900000001',
};
const rowOf = (change: Record<string, string> = {}): string =>
  headings
    .map((heading, at) => change[heading] ?? cells[heading] ?? (heading.includes('密码') ? `Mm#${at}xyz` : ''))
    .join('\t');
const sheet = (...rows: string[]): string => [headings.join('\t'), ...rows].join('\n');
const at = (heading: string): number => headings.indexOf(heading);
const yes = (...of: string[]): ImportLayout => ({
  columns: of.map((heading) => ({ column: at(heading), field: 'accountSecret' })),
});
const allYes = yes(...headings.filter((heading) => heading.includes('密码')));

const look = ({ test, zhao }: OfficeWithVault, text: string, layout: ImportLayout = {}, as: StaffActor = zhao) =>
  lookAt(test, text, layout, as);
async function accountsOf({ test, zhao }: OfficeWithVault, clientId: string) {
  const { secrets } = test.engine.office;
  const rows = await secrets.list(zhao, clientId);
  return Promise.all(
    rows.map(async (row) => ({
      ...row,
      secret: (await secrets.show(zhao, { clientId, accountId: row.accountId })).secret,
    })),
  );
}

describe('columns of passwords', () => {
  it('each waits for a yes, with the kind, the login name and the person that its heading tells; nothing is taken before', async () => {
    const office = await officeWithVault();
    const found = await look(office, sheet(rowOf()));
    const account = (heading: string) => found.columns[at(heading)];
    for (const heading of headings.filter((one) => one.includes('密码')))
      expect(account(heading)).toMatchObject({
        field: null,
        suggestion: 'accountSecret',
        secret: true,
        samples: ['••••••'],
      });
    expect(account('法人税务密码')?.account).toMatchObject({
      kind: 'bureauLegalRepresentative',
      personColumn: at('法人姓名'),
      loginColumn: null,
    });
    expect(account('个税密码')).toMatchObject({
      account: { kind: 'personIncomeTax', loginColumn: at('个税账号') },
      evidence: expect.stringContaining('登录名在「个税账号」'),
    });
    expect(account('社保密码')?.account?.kind).toBe('socialInsurance');
    expect(account('工商公示密码')?.account?.kind).toBe('companyRegister');
    expect(account('CA证书密码')?.account?.kind).toBe('certificate');
    expect(account('国税密码')?.account).toMatchObject({ kind: 'own', ownKind: '国税' });
    expect(found.rows[0]?.accounts).toEqual({ new: 0, changed: 0, same: 0, unknown: 0 });
    await found.run();
    expect(await accountsOf(office, (await found.client('沈阳甲商贸有限公司')).clientId)).toEqual([]);
  });

  it.each(sampleSheets.filter(({ headings: all }) => all.some((one) => /密码|注册码/u.test(one))))(
    'sheet $name: every password column asks, no two are one account, and no login name is a bank account',
    async ({ headings: all, cell }) => {
      const office = await officeWithVault();
      const found = await look(office, [all.join('\t'), all.map((one) => cell(one, 1)).join('\t')].join('\n'));
      const asked = found.columns.filter((column) => /密码|注册码/u.test(column.heading));
      expect(asked.map(({ suggestion }) => suggestion)).toEqual(asked.map(() => 'accountSecret'));
      const kinds = asked.map(({ account }) =>
        JSON.stringify([account?.kind, account?.ownKind, account?.personColumn]),
      );
      expect(new Set(kinds).size).toBe(kinds.length);
      for (const { account } of asked) expect(all[account?.loginColumn ?? -1] ?? '').not.toMatch(/开户|卡号/u);
      expect(JSON.stringify(found)).not.toContain(sampleSecret(asked[0]?.heading ?? '', 1));
    },
  );

  it('a column of secrets is never a login name or a person, whoever says so', async () => {
    const office = await officeWithVault();
    const wrong: ImportAccount = {
      column: at('个税密码'),
      kind: 'personIncomeTax',
      ownKind: '',
      site: '',
      person: '',
      personColumn: at('社保密码'),
      loginColumn: at('法人税务密码'),
    };
    const found = await look(office, sheet(rowOf()), { ...yes('个税密码'), accounts: [wrong] });
    expect(found.columns[at('个税密码')]?.account).toMatchObject({ personColumn: null, loginColumn: null });
    await found.run();
    const [account] = await accountsOf(office, (await found.client('沈阳甲商贸有限公司')).clientId);
    expect(account).toMatchObject({ person: '', login: '', secret: `Mm#${at('个税密码')}xyz` });
  });
});

describe('accounts of an import', () => {
  it('go into the vault with the clients, and a second import of the same sheet changes nothing', async () => {
    const office = await officeWithVault();
    const found = await look(office, sheet(rowOf()), allYes);
    expect(found.rows[0]?.accounts).toEqual({ new: 6, changed: 0, same: 0, unknown: 0 });
    expect(found.vault).toBe('open');
    await found.run();
    const { clientId } = await found.client('沈阳甲商贸有限公司');
    const stored = await accountsOf(office, clientId);
    expect(stored.map(({ kind, ownKind, person, login, secret }) => [kind, ownKind, person, login, secret])).toEqual([
      ['bureauLegalRepresentative', '', '王一', '', 'Mm#3xyz'],
      ['personIncomeTax', '', '', '13900000001', 'Mm#5xyz'],
      ['socialInsurance', '', '', '', 'Mm#6xyz'],
      ['companyRegister', '', '', '', 'Mm#7xyz'],
      ['certificate', '', '', '', 'Mm#8xyz'],
      ['own', '国税', '', '', 'Mm#9xyz'],
    ]);
    // What was chosen is remembered for these headings: no second yes.
    const again = await look(office, sheet(rowOf()));
    expect(again.columns[at('国税密码')]).toMatchObject({ field: 'accountSecret', how: 'remembered' });
    expect(again.rows[0]).toMatchObject({ verdict: 'same', accounts: { new: 0, changed: 0, same: 6, unknown: 0 } });
  });

  it('another value becomes a new version of the same account, the former one is kept', async () => {
    const office = await officeWithVault();
    await (await look(office, sheet(rowOf()), allYes)).run();
    const found = await look(office, sheet(rowOf({ 个税密码: 'Neu#22', 个税账号: '13900000002' })));
    expect(found.rows[0]).toMatchObject({ verdict: 'update', accounts: { new: 0, changed: 1, same: 5, unknown: 0 } });
    await found.run();
    const stored = await accountsOf(office, (await found.client('沈阳甲商贸有限公司')).clientId);
    expect(stored).toHaveLength(6);
    expect(stored[1]).toMatchObject({ login: '13900000002', secret: 'Neu#22', former: 1 });
    const { zhao, test } = office;
    const { clientId } = await found.client('沈阳甲商贸有限公司');
    const former = await test.engine.office.secrets.show(zhao, {
      clientId,
      accountId: stored[1]!.accountId,
      version: 1,
    });
    expect(former.secret).toBe('Mm#5xyz');
  });

  it('the vault must be open: said before, refused by name, and nothing is written', async () => {
    const office = await officeWithVault();
    await (await look(office, sheet(rowOf()), allYes)).run();
    office.test.engine.office.vault.close(office.zhao);
    const text = sheet(rowOf({ 社保密码: 'Neu#23' }), rowOf({ 客户名称: '沈阳乙商贸有限公司', 税号: sampleId(2) }));
    const found = await look(office, text);
    expect(found.vault).toBe('closed');
    expect(found.rows.map(({ accounts }) => accounts)).toEqual([
      { new: 0, changed: 0, same: 0, unknown: 6 },
      { new: 6, changed: 0, same: 0, unknown: 0 },
    ]);
    await expect(found.run()).rejects.toMatchObject({
      code: 'VAULT_LOCKED',
      message: expect.stringContaining('先打开保险库'),
    });
    await office.test.engine.office.vault.unlockWith(office.zhao, office.keys.zhao);
    expect((await found.again({})).rows[0]?.accounts).toEqual({ new: 0, changed: 1, same: 5, unknown: 0 });
  });

  it('stand or fall with the import: a row that is refused at the run leaves neither clients nor accounts', async () => {
    const office = await officeWithVault();
    const text = sheet(rowOf(), rowOf({ 客户名称: '沈阳乙商贸有限公司', 税号: sampleId(2) }));
    const found = await look(office, text, allYes);
    // Between preview and run somebody adds the second one.
    await office.test.addClient('yi', { name: '沈阳乙商贸有限公司', taxpayerId: sampleId(2), agreements: [] });
    const result = await found.run();
    expect(result.stopped).toContain('没有写入任何数据');
    expect(await office.test.store.db.selectFrom('client_secret').selectAll().execute()).toEqual([]);
    expect(await office.test.engine.office.importUndo.list()).toEqual([]);
  });

  it('what cannot be seen in a secret is told and stays; 无 is none; what cannot be read is told and not taken', async () => {
    const office = await officeWithVault();
    const text = sheet(
      rowOf({
        法人税务密码: 'Ab#\u200b12',
        个税密码: '无',
        社保密码: '1.23E+11',
        工商公示密码: '同上',
        CA证书密码: '—',
      }),
    );
    const found = await look(office, text, allYes);
    const said = found.rows[0]?.problems.map(({ message, warning }) => [message, warning]);
    expect(said).toEqual([
      ['「法人税务密码」里有看不见的字符（U+200B），按原样保存，请核对密码是否正确', true],
      ['「社保密码」被表格软件变成了科学计数法，请重新填写，没有读入', true],
      ['「工商公示密码」没有写密码本身，没有读入', true],
    ]);
    await found.run();
    const stored = await accountsOf(office, (await found.client('沈阳甲商贸有限公司')).clientId);
    expect(stored.map(({ secret }) => secret)).toEqual(['Ab#\u200b12', 'Mm#9xyz']);
  });

  it('two columns of one account: the same password once, another one is told and not taken', async () => {
    const office = await officeWithVault();
    const details = (heading: string): ImportAccount => ({
      column: at(heading),
      kind: 'bureauLegalRepresentative',
      ownKind: '',
      site: '',
      person: '王一',
      personColumn: null,
      loginColumn: null,
    });
    const layout = { ...yes('法人税务密码', '国税密码'), accounts: [details('法人税务密码'), details('国税密码')] };
    const same = await look(office, sheet(rowOf({ 法人税务密码: 'Gleich#1', 国税密码: 'Gleich#1' })), layout);
    expect(same.rows[0]).toMatchObject({ accounts: { new: 1 }, problems: [] });
    const other = await look(office, sheet(rowOf()), layout);
    expect(other.rows[0]?.accounts.new).toBe(1);
    expect(other.rows[0]?.problems[0]?.message).toContain('与前面一列是同一个账号');
  });
});
