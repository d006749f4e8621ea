import { describe, expect, it } from 'vitest';
import { csvRecords } from '../../../src-main/office/imports/entry-text.ts';
import { accountsOf, office, opened, problemOf } from './entry-fixture.ts';

describe('files of text', () => {
  const csv = (rows: string[][]): Uint8Array =>
    Buffer.from(rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(',')).join('\n') + '\n');

  it('KeePassXC: cells are exact, with quotation marks, commas and line ends in them', async () => {
    const built = await office();
    const secret = ' Ge"heim,\n#1 ';
    const file = await opened(
      built,
      csv([
        ['Group', 'Title', 'Username', 'Password', 'URL', 'Notes', 'TOTP', 'Icon', 'Last Modified', 'Created'],
        ['Root/客户/沈阳甲商贸有限公司', '社保', 'u1', secret, 'https://x', '', 'otpauth://x', '0', '', ''],
        ['Root', '沈阳乙商贸有限公司', 'u2', '9.12E+17', '', '', '', '0', '', ''],
      ]),
    );
    const rows = await file.look();
    expect(file.from).toBe('keepassCsv');
    expect(rows[0]).toMatchObject({
      group: '客户 / 沈阳甲商贸有限公司',
      as: 'new',
      warnings: ['没有导入：动态口令密钥'],
    });
    expect(rows[1]?.problem).toContain('科学计数法');
    await file.run([0]);
    expect((await accountsOf(built, 'jia'))[0]?.secret).toBe(secret);
  });

  it('Bitwarden: .csv and .json; other items are said, an encrypted export is told with what to do', async () => {
    const built = await office();
    const file = await opened(
      built,
      csv([
        [
          'folder',
          'favorite',
          'type',
          'name',
          'notes',
          'fields',
          'reprompt',
          'login_uri',
          'login_username',
          'login_password',
          'login_totp',
        ],
        ['', '', 'login', '沈阳甲商贸有限公司 网银', '', '', '0', 'https://b', 'u', 'Geheim#1', ''],
        ['', '', 'note', '沈阳甲商贸有限公司', '记事', '', '0', '', '', '', ''],
      ]),
    );
    expect((await file.look()).map(({ kind, as, problem }) => [kind, as, problem])).toEqual([
      ['bank', 'new', null],
      ['own', null, '不是登录账号（笔记、银行卡或身份资料），没有导入'],
    ]);
    const json = (more: object): Buffer => Buffer.from(JSON.stringify({ encrypted: false, ...more }));
    const items = [
      {
        type: 1,
        folderId: 'f',
        name: '社保',
        login: { username: 'u', password: 'Geheim#2', totp: 'x', uris: [{ uri: 'https://s' }] },
        fields: [{ name: 'PIN', value: 'Geheim', type: 1 }],
      },
    ];
    const other = await opened(built, json({ folders: [{ id: 'f', name: '沈阳乙商贸有限公司' }], items }));
    expect((await other.look())[0]).toMatchObject({
      client: { name: '沈阳乙商贸有限公司' },
      kind: 'socialInsurance',
      warnings: ['没有导入：自定义栏位「PIN」、动态口令密钥'],
    });
    await other.run([0]);
    expect((await accountsOf(built, 'yi'))[0]).toMatchObject({ login: 'u', site: 'https://s', secret: 'Geheim#2' });
    expect(await problemOf(opened(built, Buffer.from('{"encrypted":true,"data":"x"}')))).toMatchObject({
      message: expect.stringContaining('加密的 Bitwarden'),
    });
    expect(await problemOf(opened(built, Buffer.from('{"encrypted":false,"items":[')))).toMatchObject({
      field: 'source',
    });
  });

  it('a record per line, whatever stands in quotation marks; a mark without its partner is an error', () => {
    expect(csvRecords('a,"b ""c"", d"\r\n"x\ny",\n')).toEqual([
      ['a', 'b "c", d'],
      ['x\ny', ''],
    ]);
    expect(csvRecords('a,')).toEqual([['a', '']]);
    expect(() => csvRecords('a,"b\n')).toThrow('引号不成对');
  });
});
