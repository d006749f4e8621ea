import { describe, expect, it } from 'vitest';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { storedDossiers } from '../../../src-main/office/dossier/stored-dossiers.ts';
import { callsOf, filled, idCard } from './dossier-fixture.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { storeImage } from './store-image.ts';

const id = (n: number): string => unclaimedTaxpayerId(n, '2101');
const account = '6222000011112222333';
const sheetOf = (rows: readonly Record<string, string>[]): string => {
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  return [headings, ...rows.map((row) => headings.map((heading) => row[heading] ?? ''))]
    .map((cells) => cells.join('\t'))
    .join('\n');
};
const whole = {
  归属地: '沈阳市和平区',
  所属分局: '和平区税务局',
  成立日期: '1985-03-05',
  营业执照期限: '2019-03-05至长期',
  '注册资金（万元）': '100',
  认缴到期日期: '2049年3月4日',
  法人姓名: '欧阳雪',
  法人电话: '139 0000 0001',
  法人身份证号: idCard,
  财务负责人: '王五',
  实际负责人: '欧阳雪',
  开票员: '张三、李四',
  开票员电话: '13900000003、13900000004',
  税种: '增值税、企业所得税（按年）、城建税',
  申报周期: '季报',
  顾问会计: '孙悦',
  纳税信用等级: 'b',
  标签: '重点、季报',
  对公开户行: '工商银行沈阳分行',
  开户行账号: account,
  三方协议扣款账户: account,
  章存放编号: 'Z-1',
  纸质资料档案编号: 'A-17',
  月记账费: '300',
  年记账费: '3,600元',
  付款方式: '微信',
};

async function dossierOf(test: TestOffice, clientId: string) {
  return (await storedDossiers(test.store.db, [clientId]))(clientId);
}
const names = { 企业名称: '沈阳甲商贸有限公司', 统一社会信用代码: id(1) };

describe('dossiers in an import', () => {
  it('each column lands in its field of a new client, as people write it', async () => {
    const test = await testOffice();
    const look = await lookAt(test, sheetOf([{ ...names, ...whole }]));
    expect(look.columns.filter(({ field }) => field === null)).toEqual([]);
    expect(look.rows[0]?.problems).toEqual([]);
    expect(JSON.stringify(look)).not.toContain(idCard);
    expect(JSON.stringify(look)).not.toContain(account);
    expect((await look.run()).stopped).toBe(null);
    const dossier = await dossierOf(test, (await look.client(names.企业名称)).clientId);
    expect(dossier).toMatchObject({
      region: '沈阳市和平区',
      taxOffice: '和平区税务局',
      founded: '1985-03-05',
      licenceFrom: '2019-03-05',
      licenceUntil: null,
      licenceAlways: true,
      capital: 1_000_000_00,
      capitalDue: '2049-03-04',
      assistant: 'sun',
      creditLevel: 'B',
      tags: ['季报', '重点'],
      sealNumber: 'Z-1',
      paperNumber: 'A-17',
      fee: 300_00,
      billing: 'monthly',
      feeNote: '微信',
    });
    expect(dossier.taxes.map(({ tax, every }) => [tax, every])).toEqual([
      ['vat', 'quarterly'],
      ['corporateIncome', 'yearly'],
      ['urbanConstruction', 'quarterly'],
    ]);
    expect(dossier.persons.map(({ id: _, note: __, ...person }) => person)).toEqual([
      {
        name: '欧阳雪',
        roles: ['legalRepresentative', 'owner'],
        idType: 'residentIdentityCard',
        idNumber: idCard,
        mobiles: ['13900000001'],
      },
      { name: '张三', roles: ['invoiceIssuer'], idType: null, idNumber: '', mobiles: ['13900000003'] },
      { name: '李四', roles: ['invoiceIssuer'], idType: null, idNumber: '', mobiles: ['13900000004'] },
      { name: '王五', roles: ['financeOfficer'], idType: null, idNumber: '', mobiles: [] },
    ]);
    expect(dossier.accounts).toMatchObject([
      { purpose: 'basic', bank: '工商银行沈阳分行', number: account, taxDebit: true },
    ]);
    const shown = await callsOf(test, 'zhao').clientDossier.get({
      clientId: (await look.client(names.企业名称)).clientId,
    });
    expect(JSON.stringify(shown)).not.toContain(idCard);
    const again = await lookAt(test, sheetOf([{ ...names, ...whole }]));
    expect(again.counts).toMatchObject({ same: 1, update: 0, new: 0 });
  });

  it('what is not understood is a warning and stays empty; a warning holds no number', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      sheetOf([
        {
          ...names,
          成立日期: '早就成立',
          营业期限起: '2030-01-01',
          营业期限止: '2020-01-01',
          注册资金: '很多',
          法人姓名: '欧阳雪',
          法人身份证号: '110105194912310021',
          法人电话: '024-12345678',
          财务负责人电话: '13900000005',
          纳税信用等级: 'Z',
          开户银行: '工商银行',
          收费周期: '看心情',
          一般纳税人生效日期: '2026-01-01',
          外勤会计: '没有这个人',
        },
      ]),
    );
    const [row] = look.rows;
    expect(row).toMatchObject({ verdict: 'new', dossier: 1 });
    expect(row?.problems.every(({ warning }) => warning)).toBe(true);
    expect(row?.problems.map(({ field }) => field).toSorted()).toEqual(
      [
        'bankName',
        'billing',
        'capital',
        'creditLevel',
        'fieldStaff',
        'founded',
        'kinds',
        'legalIdNumber',
        'legalMobile',
        'licenceUntil',
        'persons',
      ].toSorted(),
    );
    for (const number of ['110105194912310021', '024-12345678', '13900000005'])
      expect(JSON.stringify(row)).not.toContain(number);
    expect(look.unknownStaff).toEqual([{ name: '没有这个人', rows: 1 }]);
    expect((await look.run()).stopped).toBe(null);
  });

  it('a known client: changes are counted, kept field by field, told in the trail, and undone whole', async () => {
    const test = await testOffice();
    await test.addClient('jia', { name: '沈阳甲商贸有限公司', taxpayerId: id(1), assigned: ['sun'], agreements: [] });
    await test.signIn('zhao');
    const zhao = callsOf(test, 'zhao');
    await zhao.clientDossier.save({
      ...filled({ kinds: [] }),
      clientId: 'jia',
      revision: 1,
      address: '',
      contact: '',
      note: '',
    });
    const before = await storeImage(test);
    const sheet = sheetOf([
      {
        统一社会信用代码: id(1),
        企业名称: '沈阳甲实业有限公司',
        归属地: '沈阳市大东区',
        法人姓名: '王新',
        法人电话: '13900000009',
        税种: '增值税（按季）',
        标签: '新来的',
        月记账费: '500',
      },
    ]);
    const look = await lookAt(test, sheet);
    expect(look.counts).toMatchObject({ update: 1 });
    expect(look.changes.map(({ field, rows }) => [field, rows])).toEqual([
      ['region', 1],
      ['taxes', 1],
      ['persons', 1],
      ['tags', 1],
      ['fee', 1],
    ]);
    const beside = await look.beside(2);
    expect(beside?.fields).toContainEqual({
      field: 'fee',
      title: '服务费',
      now: '300.00元',
      row: '500.00元',
    });
    expect(JSON.stringify(beside)).not.toContain('13900000009');
    expect(JSON.stringify(beside)).not.toContain(idCard);
    const kept = await look.again({ decisions: [{ line: 2, as: 'update', keep: ['fee', 'tags'] }] });
    expect(kept.changes.map(({ field }) => field)).toEqual(['region', 'taxes', 'persons']);
    expect(kept.rows[0]?.dossier).toBe(3);
    expect((await kept.run()).stopped).toBe(null);
    const dossier = await dossierOf(test, 'jia');
    expect(dossier).toMatchObject({ region: '沈阳市大东区', fee: 300_00, tags: ['季报', '重点'] });
    expect(dossier.persons.map(({ name, roles }) => [name, roles])).toEqual([
      ['欧阳雪', ['owner']],
      ['王新', ['legalRepresentative']],
    ]);
    expect(dossier.taxes).toMatchObject([{ tax: 'vat', every: 'quarterly' }]);
    // A rename by an import is kept as one in the client file is.
    expect(dossier.former).toMatchObject([
      { what: 'name', value: '沈阳旧名贸易有限公司' },
      { what: 'name', value: '沈阳甲商贸有限公司', until: null },
    ]);
    const texts = (await test.engine.bureau.trail.list({ limit: 20 })).map(({ text }) => text);
    expect(texts.some((text) => text.includes('所属地区') && text.includes('人员'))).toBe(true);
    const { importUndo } = test.engine.office;
    const [made] = await importUndo.list();
    expect(await importUndo.undo(await test.signIn('zhao'), made!.import)).toMatchObject({ restored: 1, kept: [] });
    expect(await storeImage(test)).toEqual(before);
  });

  it('undo removes new clients with their dossiers, and keeps those whose dossier changed since', async () => {
    const test = await testOffice();
    const before = await storeImage(test);
    const rows = [
      { ...names, ...whole },
      { 企业名称: '沈阳乙商贸有限公司', 统一社会信用代码: id(2), ...whole },
    ];
    const look = await lookAt(test, sheetOf(rows));
    await look.run();
    const staff = await test.signIn('zhao');
    const { importUndo } = test.engine.office;
    const [made] = await importUndo.list();
    const yi = (await look.client('沈阳乙商贸有限公司')).clientId;
    await test.store.db.updateTable('client_dossier').set({ region: '别处' }).where('client_id', '=', yi).execute();
    expect(await importUndo.look(made!.import)).toMatchObject({
      removed: 1,
      kept: [{ clientId: yi, reason: '之后改动过：客户档案' }],
    });
    await test.store.db
      .updateTable('client_dossier')
      .set({ region: whole.归属地 })
      .where('client_id', '=', yi)
      .execute();
    expect(await importUndo.undo(staff, made!.import)).toMatchObject({ removed: 2, kept: [] });
    expect(await storeImage(test)).toEqual(before);
  });

  it('a column that is not known offers a field of the office’s own, and goes into it', async () => {
    const test = await testOffice();
    const cells = (n: number) => ({
      企业名称: `沈阳${n}号商贸有限公司`,
      统一社会信用代码: id(n),
      业务状态: n % 2 ? '正常' : '注销中',
      是否有税收优惠: n % 2 ? '是' : '否',
      佣金: `${n}00元`,
      参保人员: String(n),
      首次上门: '2026-01-05',
      专管员电话: '13900000001',
      同宗企业: `集团${n}`,
    });
    const sheet = sheetOf([1, 2, 3, 4].map(cells));
    const look = await lookAt(test, sheet);
    const offered = look.columns.flatMap(({ heading, own }) => (own ? [[heading, own.type, own.choices]] : []));
    expect(offered).toEqual([
      ['业务状态', 'choice', ['正常', '注销中']],
      ['是否有税收优惠', 'yesNo', []],
      ['佣金', 'money', []],
      ['参保人员', 'number', []],
      ['首次上门', 'day', []],
      ['专管员电话', 'text', []],
      ['同宗企业', 'text', []],
    ]);
    const zhao = callsOf(test, 'zhao');
    await zhao.clientDossier.saveFields({
      revision: 0,
      fields: look.columns.flatMap(({ heading, own }, at) =>
        own ? [{ id: `f${at}`, group: '导入', name: heading, ...own, retired: false }] : [],
      ),
    });
    const again = await look.again({});
    expect(again.columns.map(({ field }) => field)).toEqual([
      'name',
      'taxpayerId',
      ...[2, 3, 4, 5, 6, 7, 8].map((at) => `own:f${at}`),
    ]);
    expect(again.fields.filter(({ group }) => group === 'own')).toHaveLength(7);
    await again.run();
    const { own } = await dossierOf(test, (await again.client('沈阳1号商贸有限公司')).clientId);
    expect(Object.fromEntries(own.map((one) => [one.id, one.value]))).toEqual({
      f2: '正常',
      f3: 'yes',
      f4: '10000',
      f5: '1',
      f6: '2026-01-05',
      f7: '13900000001',
      f8: '集团1',
    });
  });

  it('小规模纳税人（季报） says how often VAT is filed; 办税人员 is the client’s where it names no colleague', async () => {
    const test = await testOffice();
    const look = await lookAt(
      test,
      sheetOf([{ ...names, 纳税人类型: '小规模纳税人（季报）', 办税人员: '张三', 营业期限: '2039-03-04' }]),
    );
    expect(look.columns.map(({ field }) => field)).toEqual([
      'name',
      'taxpayerId',
      'taxpayerKind',
      'handlerName',
      'licenceUntil',
    ]);
    await look.run();
    const { taxes, persons } = await dossierOf(test, (await look.client(names.企业名称)).clientId);
    expect(taxes).toMatchObject([{ tax: 'vat', every: 'quarterly' }]);
    expect(persons).toMatchObject([{ name: '张三', roles: ['handler'] }]);
  });
});
