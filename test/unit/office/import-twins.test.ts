import { describe, expect, it } from 'vitest';
import { organisationOf } from '../../../src-main/office/imports/twins.ts';
import { testOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

/** The 15-character number of before, of the organisation of an 18-character one. */
const older = (taxpayerId: string): string => `210102${organisationOf(taxpayerId) ?? ''}`;

describe('11: the old and the new number of one organisation', () => {
  it('are not two clients: the two stand side by side, and somebody says what they are', async () => {
    const test = await testOffice();
    const before = await lookAt(test, `名称,税号,联系方式\n沈阳丑商贸有限公司,${older(sampleId(1))},王五`);
    await before.run();
    const text = `名称,税号,联系方式,备注\n沈阳丑商贸有限公司,${sampleId(1)},赵六,新号`;
    const look = await lookAt(test, text);
    expect(look.rows).toMatchObject([
      { verdict: 'refused', problems: [{ field: 'taxpayerId', message: expect.stringContaining('像是同一家') }] },
    ]);
    expect(await look.beside(2)).toEqual({
      name: '沈阳丑商贸有限公司',
      same: false,
      stopped: null,
      fields: [
        { field: 'taxpayerId', title: '纳税人识别号', now: older(sampleId(1)), row: sampleId(1) },
        { field: 'contact', title: '联系方式', now: '王五', row: '赵六' },
        { field: 'note', title: '备注', now: '', row: '新号' },
      ],
    });
    const separate = await look.again({ decisions: [{ line: 2, as: 'separate' }] });
    expect(separate.rows).toMatchObject([{ verdict: 'new', problems: [] }]);
    const update = await look.again({ decisions: [{ line: 2, as: 'update', keep: ['contact'] }] });
    expect(update.rows).toMatchObject([
      {
        verdict: 'update',
        problems: [{ field: 'taxpayerId', warning: true, message: expect.stringContaining('改为') }],
      },
    ]);
    expect((await update.run()).rows).toMatchObject([{ result: 'updated' }]);
    expect(await update.client('沈阳丑商贸有限公司')).toMatchObject({
      taxpayerId: sampleId(1),
      contact: '王五',
      note: '新号',
    });
  });

  it('are told within one table, too', async () => {
    const look = await lookAt(
      await testOffice(),
      `名称,税号\n沈阳丑商贸有限公司,${older(sampleId(1))}\n沈阳丑商贸有限公司,${sampleId(1)}`,
    );
    expect(look.rows.map(({ verdict }) => verdict)).toEqual(['new', 'refused']);
    expect(look.rows[1]?.problems[0]?.message).toContain('第2行');
  });

  it('a firm that was renamed is updated under its number, field by field', async () => {
    const test = await testOffice();
    await (await lookAt(test, `名称,税号,地址\n沈阳寅商贸有限公司,${sampleId(2)},旧地址`)).run();
    const look = await lookAt(test, `名称,税号,地址\n沈阳卯商贸有限公司,${sampleId(2)},新地址`);
    expect(look.rows).toMatchObject([{ verdict: 'update', problems: [{ field: 'name', warning: true }] }]);
    const kept = await look.again({ decisions: [{ line: 2, as: 'update', keep: ['name'] }] });
    await kept.run();
    expect(await kept.client('沈阳寅商贸有限公司')).toMatchObject({ address: '新地址' });
  });
});
