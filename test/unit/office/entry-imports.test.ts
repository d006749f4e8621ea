import { describe, expect, it } from 'vitest';
import { accountsOf, office, opened, problemOf } from './entry-fixture.ts';
import { keepassBomb, keepassFile, type SampleEntry } from './keepass-file.ts';
import { sampleId } from './sample-sheets.ts';

const entries: SampleEntry[] = [
  {
    group: '沈阳甲商贸有限公司',
    title: '个税扣缴端',
    login: '13900000001',
    secret: ' Geheim#1 ',
    site: 'https://its.example',
    note: 'Geheim-Notiz',
    expires: '2027-03-01T10:00:00Z',
  },
  { title: `社保 ${sampleId(2)}`, login: '210', secret: 'Geheim#2', hidden: { PIN: 'Geheim-Pin' } },
  { title: '沈阳乙商贸有限公司网银', secret: 'Geheim#3' },
  { title: '淘宝', login: 'shop', secret: 'Geheim#4' },
  { title: '沈阳甲商贸有限公司 工商公示', secret: '' },
  { title: '旧的', secret: 'Geheim#5', binned: true },
];

describe('a KeePass file', () => {
  it('KDBX 4: entries are matched by number and name, nothing comes in without a yes, and the undo takes all back', async () => {
    const built = await office();
    const file = await opened(built, await keepassFile(entries));
    expect(file).toMatchObject({ from: 'keepass4', entries: 5, binned: 1 });
    const rows = await file.look();
    expect(
      rows.map(({ client, kind, as, problem }) => [client?.name ?? null, client?.by ?? null, kind, as, problem]),
    ).toEqual([
      ['沈阳甲商贸有限公司', 'name', 'personIncomeTax', 'new', null],
      ['沈阳乙商贸有限公司', 'number', 'socialInsurance', 'new', null],
      ['沈阳乙商贸有限公司', 'beginning', 'bank', 'new', null],
      [null, null, 'own', null, null],
      ['沈阳甲商贸有限公司', 'name', 'companyRegister', null, '没有密码'],
    ]);
    expect(rows[1]?.warnings).toEqual(['没有导入：加密的附加栏位「PIN」']);
    expect(rows[0]?.warnings).toEqual(['备注没有导入']);
    expect(JSON.stringify(rows)).not.toContain('Geheim');
    expect(await accountsOf(built, 'jia')).toEqual([]);

    const done = await file.run([0, 3], { entries: [{ entry: 3, clientId: 'hua', kind: 'own', ownKind: '淘宝店' }] });
    expect(done).toMatchObject({ done: true, added: 2, changed: 0, same: 0, clients: 2 });
    expect(await accountsOf(built, 'yi')).toEqual([]);
    const { test, zhao } = built;
    const records = await test.engine.bureau.trail.list({ limit: 50 });
    expect(JSON.stringify(records)).not.toContain('Geheim');
    expect(records.find(({ act }) => act === 'import.run')?.text).toBe('导入账号：新增账号2个，更换0个，涉及2户');

    const [past] = await test.engine.office.importUndo.list();
    expect(past).toMatchObject({ import: done.import, file: '密码库.kdbx', accounts: 2 });
    expect(await test.engine.office.importUndo.undo(zhao, done.import!)).toEqual({ removed: 0, restored: 2, kept: [] });
    for (const client of ['jia', 'hua']) expect(await accountsOf(built, client)).toEqual([]);
  });

  it('the secret, its blanks, the site and the last day come in as they stand; a note only when asked for', async () => {
    const built = await office();
    const file = await opened(built, await keepassFile(entries));
    await file.run([0], { notes: true });
    expect(await accountsOf(built, 'jia')).toEqual([
      {
        kind: 'personIncomeTax',
        ownKind: '',
        person: '',
        login: '13900000001',
        site: 'https://its.example',
        note: 'Geheim-Notiz',
        validUntil: '2027-03-01',
        secret: ' Geheim#1 ',
      },
    ]);
  });

  it('accounts that the client has are met again: the same stays, another secret replaces it, and the undo puts it back', async () => {
    const built = await office();
    await (await opened(built, await keepassFile(entries))).run([0, 1]);
    const changed = entries.map((one) => (one.login === '210' ? { ...one, secret: 'Geheim#neu' } : one));
    const file = await opened(built, await keepassFile(changed));
    expect((await file.look()).map(({ as }) => as)).toEqual(['same', 'changed', 'new', null, null]);
    const done = await file.run([0, 1]);
    expect(done).toMatchObject({ added: 0, changed: 1, same: 1, clients: 1 });
    expect((await accountsOf(built, 'yi'))[0]?.secret).toBe('Geheim#neu');
    await expect(built.test.engine.office.importUndo.look(done.import!)).resolves.toMatchObject({
      kept: [{ clientId: 'yi' }],
    });
  });

  it('the undo puts a replaced secret back when nobody has seen it since', async () => {
    const built = await office();
    await (await opened(built, await keepassFile(entries))).run([1]);
    const changed = entries.map((one) => (one.login === '210' ? { ...one, secret: 'Geheim#neu' } : one));
    const { import: id } = await (await opened(built, await keepassFile(changed))).run([1]);
    await built.test.engine.office.importUndo.undo(built.zhao, id!);
    expect((await accountsOf(built, 'yi'))[0]?.secret).toBe('Geheim#2');
  });

  it('two entries of one account: the later one says so, and comes in when the first is left out', async () => {
    const built = await office();
    const twice = [
      { title: '沈阳甲商贸有限公司 社保', login: 'a', secret: 'Geheim#1' },
      { title: '沈阳甲商贸有限公司 社保', login: 'a', secret: 'Geheim#2' },
      { title: '沈阳甲商贸有限公司 社保', login: 'a', secret: 'Geheim#1' },
    ];
    const file = await opened(built, await keepassFile(twice));
    expect((await file.look()).map(({ problem }) => problem)).toEqual([
      null,
      '与第1条是同一个账号（社保 a），密码不同；请为它选择另一种账号，或不导入第1条',
      '与第1条相同',
    ]);
    expect(await problemOf(file.run([0, 1]))).toMatchObject({
      field: 'entries',
      message: expect.stringContaining('第2条'),
    });
    await file.run([1], { entries: [{ entry: 0, leave: true }] });
    expect((await accountsOf(built, 'jia')).map(({ secret }) => secret)).toEqual(['Geheim#2']);
  });

  it('a client of whom two have the name, and a number of two, fit nobody; no client is made up by hand', async () => {
    const built = await office();
    await built.test.addClient('jia2', { name: '沈阳甲商贸有限公司', taxpayerId: sampleId(3) });
    const file = await opened(built, await keepassFile([{ title: '沈阳甲商贸有限公司', secret: 'Geheim#1' }]));
    expect((await file.look())[0]?.client).toBeNull();
    expect((await file.look({ entries: [{ entry: 0, clientId: 'nobody' }] }))[0]?.client).toBeNull();
    expect((await file.look({ entries: [{ entry: 0, clientId: 'jia2' }] }))[0]?.client).toMatchObject({ by: 'chosen' });
  });

  it.each([
    ['KDBX 3.1', { version: 3 }, 'keepass3'],
    ['Argon2id', { kdf: 'Argon2id' }, 'keepass4'],
    ['AES-KDF', { kdf: 'Aes' }, 'keepass4'],
  ] as const)('%s opens', async (_, how, from) => {
    const built = await office();
    expect(await opened(built, await keepassFile(entries, how))).toMatchObject({ from, entries: 5 });
    expect(await problemOf(opened(built, await keepassFile(entries, how), { passphrase: 'falsch' }))).toEqual({
      field: 'passphrase',
      message: '密码不正确，请核对大小写；如果这个密码库还有密钥文件，请一并选择',
    });
  });

  it('a key file alone, or with a password; the wrong one is named', async () => {
    const built = await office();
    const keyFile = new Uint8Array(Buffer.from('a'.repeat(40)));
    const alone = await keepassFile(entries, { passphrase: null, keyFile: new Uint8Array(keyFile) });
    expect(await opened(built, alone, { passphrase: '', keyFile: new Uint8Array(keyFile) })).toMatchObject({
      entries: 5,
    });
    const both = await keepassFile(entries, { keyFile: new Uint8Array(keyFile) });
    expect(await opened(built, both, { keyFile: new Uint8Array(keyFile) })).toMatchObject({ entries: 5 });
    expect(await problemOf(opened(built, both))).toMatchObject({
      field: 'passphrase',
      message: expect.stringContaining('密钥文件'),
    });
    const other = new Uint8Array(Buffer.from('b'.repeat(40)));
    expect(await problemOf(opened(built, both, { keyFile: other }))).toMatchObject({
      message: '密码或密钥文件不正确，请核对后重试',
    });
    expect(await problemOf(opened(built, both, { passphrase: '' }))).toMatchObject({ field: 'passphrase' });
  });

  it('a damaged, cut off or old file is named; what it holds is in no message', async () => {
    const built = await office();
    const whole = await keepassFile(entries);
    for (const at of [14, 60, 200, 300, whole.length - 80]) {
      const damaged = new Uint8Array(whole);
      damaged[at] = damaged[at]! ^ 0xff;
      expect(await problemOf(opened(built, damaged)), String(at)).toMatchObject({
        field: expect.stringMatching(/source|passphrase/u),
      });
    }
    for (const length of [9, 40, 200, whole.length - 40])
      expect(await problemOf(opened(built, whole.slice(0, length))), String(length)).toMatchObject({
        field: 'source',
        message: expect.stringContaining('损坏'),
      });
    const old = new Uint8Array(whole);
    old[4] = 0x65;
    expect(await problemOf(opened(built, old))).toMatchObject({ message: expect.stringContaining('KeePass 1') });
    expect(await problemOf(opened(built, Buffer.from('hello')))).toMatchObject({
      message: expect.stringContaining('.kdbx'),
    });
  });

  it('a file that asks for too much memory, work or rounds is refused before anything is calculated', async () => {
    const built = await office();
    const whole = Buffer.from(await keepassFile(entries));
    const claiming = (key: string, value: bigint): Uint8Array => {
      const claimed = Buffer.from(whole);
      const name = Buffer.concat([Buffer.from([key.length, 0, 0, 0]), Buffer.from(key), Buffer.from([8, 0, 0, 0])]);
      claimed.writeBigUInt64LE(value, claimed.indexOf(name) + name.length);
      return claimed;
    };
    for (const [key, value] of [
      ['M', 64n << 30n],
      ['I', 1n << 40n],
      ['M', 0xffff_ffff_ffff_fc00n],
    ] as const) {
      expect(await problemOf(opened(built, claiming(key, value)))).toMatchObject({
        field: 'source',
        message: expect.stringMatching(/限度|损坏/u),
      });
    }
    const old = Buffer.from(await keepassFile(entries, { version: 3 }));
    const rounds = Buffer.alloc(8);
    rounds.writeBigUInt64LE(6_000n);
    old.writeBigUInt64LE(1n << 52n, old.indexOf(rounds));
    expect(await problemOf(opened(built, old))).toMatchObject({ message: expect.stringContaining('轮') });
  });

  it.each(['whole', 'whole3', 'attachment'] as const)(
    'a small file that unpacks to gigabytes is refused by name, and memory stays bounded (%s)',
    async (what) => {
      const built = await office();
      const bomb = await keepassBomb(what);
      expect(bomb.length).toBeLessThan(6 * 1024 * 1024);
      const before = process.memoryUsage.rss();
      let highest = before;
      const watching = setInterval(() => (highest = Math.max(highest, process.memoryUsage.rss())), 5);
      const problem = await problemOf(opened(built, bomb)).finally(() => clearInterval(watching));
      expect(problem).toMatchObject({ field: 'source', message: expect.stringContaining('解压后超过128 MB') });
      expect((highest - before) / 1024 / 1024).toBeLessThan(600);
    },
  );

  it('the vault must be open to import, and members cannot; the list is gone when the session ends', async () => {
    const built = await office();
    const { test, zhao } = built;
    const file = await opened(built, await keepassFile(entries));
    test.engine.office.vault.close(zhao);
    expect((await file.look())[0]?.as).toBe('new');
    await expect(file.run([0])).rejects.toMatchObject({ code: 'VAULT_LOCKED' });
    test.engine.office.entryImports.sessionEnded(zhao.sessionId);
    await expect(file.look()).rejects.toMatchObject({ message: expect.stringContaining('已过期') });
  });
});
