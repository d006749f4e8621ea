import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InvalidInput } from '@contract/errors.ts';
import { columnsOf } from '../../../src-main/office/imports/columns.ts';
import { readKind } from '../../../src-main/office/imports/column-values.ts';
import { readDay } from '../../../src-main/office/imports/days.ts';
import { readRow } from '../../../src-main/office/imports/rows.ts';
import { separatorOf } from '../../../src-main/office/imports/table-parse.ts';
import { tableLimits } from '../../../src-main/office/imports/table-record.ts';
import { readBook } from '../../../src-main/office/imports/table.ts';
import { pasted } from './import-sheets.ts';

const readTable = async (text: string) => (await readBook(pasted(text))).sheets[0]?.records ?? [];

describe('days as people and spreadsheets write them', () => {
  it.each([
    ['2026-1-5', '2026-01-05'],
    ['2026/1/5', '2026-01-05'],
    ['2026.01.05', '2026-01-05'],
    ['2026年1月5日', '2026-01-05'],
    ['2026 年 1 月 5', '2026-01-05'],
    ['20260105', '2026-01-05'],
    ['２０２６－１－５', '2026-01-05'],
    ['２０２６年１月５日', '2026-01-05'],
    ['2026/1/5 0:00:00', '2026-01-05'],
    ['2026-01-05T00:00:00.000', '2026-01-05'],
    ['46027', '2026-01-05'],
    ['46022', '2025-12-31'],
    ['46027.5', '2026-01-05'],
    [' 2024-02-29 ', '2024-02-29'],
  ])('%s is %s', (typed, day) => {
    expect(readDay(typed)).toEqual({ day });
  });

  it.each([
    ['2026-2-30', '日历'],
    ['2023-02-29', '日历'],
    ['2026-13-1', '日历'],
    ['1/5/2026', '分不清'],
    ['长期', '具体的日期'],
    ['明年', '看不懂'],
    ['2026-1', '看不懂'],
    ['99999', '看不懂'],
    ['12', '看不懂'],
  ])('%s is refused and says why (%s)', (typed, part) => {
    expect(readDay(typed)).toEqual({ problem: expect.stringContaining(part) });
  });

  it('reads every day back, however it is written', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: Date.UTC(1990, 0, 1) / 86_400_000, max: Date.UTC(2118, 0, 1) / 86_400_000 }),
        (number) => {
          const day = new Date(number * 86_400_000).toISOString().slice(0, 10);
          const [year, month, date] = day.split('-').map(Number);
          for (const typed of [
            day,
            `${year}/${month}/${date}`,
            `${year}年${month}月${date}日`,
            day.replaceAll('-', ''),
            String(number + 25_569),
          ])
            expect(readDay(typed)).toEqual({ day });
        },
      ),
    );
  });
});

describe('tables', () => {
  it.each([
    ['名称\t税号\n甲,乙公司\t1', '\t'],
    ['名称,税号\n甲公司,1', ','],
    ['名称;税号\n甲公司;1', ';'],
    ['名称，税号\n甲公司，1', '，'],
    ['甲公司 911', null],
  ])('%j is separated by %j', (text, separator) => {
    expect(separatorOf(text)).toBe(separator);
  });

  it('keeps line numbers over empty lines, quoted line breaks and every line end', async () => {
    expect(await readTable('\ufeffa,b\r\n\r\n"q\nr",c\n,\nd,e')).toEqual([
      { line: 1, cells: ['a', 'b'] },
      { line: 3, lines: 2, cells: ['q\nr', 'c'] },
      { line: 6, cells: ['d', 'e'] },
    ]);
  });

  it('takes a stray quotation mark for a character, so that no row is swallowed', async () => {
    expect(await readTable('"甲公司\t1\n乙"公司\t2\n"丙公司"\t3')).toEqual([
      { line: 1, cells: ['"甲公司', '1'], marks: ['strayQuote'] },
      { line: 2, cells: ['乙"公司', '2'] },
      { line: 3, cells: ['丙公司', '3'] },
    ]);
  });

  it('counts a line break inside a cell once, whoever wrote it', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      expect(await readTable(['甲公司,"沈阳', '铁西",1', '乙公司,大连,2'].join(end))).toEqual([
        { line: 1, lines: 2, cells: ['甲公司', '沈阳\n铁西', '1'] },
        { line: 3, cells: ['乙公司', '大连', '2'] },
      ]);
    }
  });

  it('takes runs of blanks for separators when there is no other', async () => {
    expect((await readTable('甲公司  911　2026-1-1\n乙公司 912 2026-2-1')).map((record) => record.cells)).toEqual([
      ['甲公司', '911', '2026-1-1'],
      ['乙公司', '912', '2026-2-1'],
    ]);
  });

  it('reads any text whatever, or refuses it by field', async () => {
    const piece = fc.constantFrom(
      '甲',
      ',',
      '\t',
      ';',
      '"',
      '""',
      '\n',
      '\r\n',
      '\r',
      ' ',
      '\u3000',
      '1',
      '\u0000',
      '\ufeff',
      '𠮷',
    );
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 60 }), async (pieces) => {
        const text = pieces.join('');
        const records = await readTable(text).catch((error: unknown) => {
          expect(error).toBeInstanceOf(InvalidInput);
          return [];
        });
        const lines = text.split(/\r\n|\r|\n/u).length;
        for (const record of records) expect(record.line).toSatisfy((line: number) => line >= 1 && line <= lines);
        // No text of the user is lost between the cells.
        if (records.length > 0)
          expect(
            records
              .flatMap((record) => record.cells)
              .join('')
              .split('甲').length,
          ).toBe(text.split('甲').length);
      }),
      { numRuns: 500 },
    );
  });

  it('refuses a text without content', async () => {
    await expect(readTable(' \n\t\n,,')).rejects.toMatchObject({ fields: [{ field: 'source' }] });
  });
});

const isStaff = (name: string): boolean => name === '孙悦';

const columnsFor = (headings: string[], ...records: string[][]) =>
  columnsOf(headings, records, new Map(), isStaff, { chosen: new Map(), remembered: new Map() });

describe('columns', () => {
  it('by Chinese and English titles, with what is not used said so', () => {
    expect(
      columnsFor(['序号', '企业名称', '统一社会信用代码（纳税人识别号）', '有效期起', '有效期止', '协议密码']).map(
        ({ field, known }) => field ?? known,
      ),
    ).toEqual(['序号', 'name', 'taxpayerId', 'firstDay', 'lastDay', 'agreementPassword']);
    expect(
      columnsFor(['Tax ID', 'Company Name', 'Agreement password', 'Start Date', 'End Date', 'Assigned to']).map(
        ({ field }) => field,
      ),
    ).toEqual(['taxpayerId', 'name', 'agreementPassword', 'firstDay', 'lastDay', 'staff']);
  });

  it('by what stands in them when there are no titles; days are only suggested, a secret is never guessed', () => {
    const row = [
      '91110108551385082Q',
      '沈阳华盛商贸有限公司',
      '2026-1-1',
      '2026-12-31',
      'Xy#12345',
      '孙悦',
      '一般纳税人',
      '13800138000',
    ];
    const found = columnsFor([], row);
    expect(found.map(({ field }) => field)).toEqual([
      'taxpayerId',
      'name',
      null,
      null,
      null,
      'staff',
      'taxpayerKind',
      'contact',
    ]);
    expect(found.map(({ suggestion }) => suggestion).slice(2, 5)).toEqual(['firstDay', 'lastDay', null]);
    expect(found[0]?.evidence).toContain('1格');
  });

  it.each([
    ['一般纳税人', 'general'],
    ['增值税一般纳税人', 'general'],
    ['小规模', 'smallScale'],
    ['小规模纳税人', 'smallScale'],
    ['小规模纳税人（季报）', 'smallScale'],
    ['个体户', 'smallScale'],
    ['一般人', 'general'],
    ['有限责任公司', null],
    ['其他', null],
  ])('%s is %s', (typed, kind) => {
    expect(readKind(typed)).toBe(kind);
  });
});

describe('rows', () => {
  const columns = columnsFor(['名称', '税号', '起始日', '到期日', '协议密码', '待办人员']);
  const surroundings = {
    staff: new Map([
      ['孙悦', ['sun']],
      ['王伟', ['w1', 'w2']],
    ]),
    asksPassword: true,
    now: new Date('2026-11-23T04:00:00Z'),
  };
  const read = (...cells: string[]) => readRow({ line: 2, cells }, columns, surroundings);
  const good = ['甲公司', '91110108551385082Q'] as const;

  it('reads a whole row', () => {
    expect(read(...good, '2026/1/1', '46387', 'Xy#12345', '孙悦')).toMatchObject({
      name: '甲公司',
      taxpayerId: '91110108551385082Q',
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
      agreementPassword: 'Xy#12345',
      handlers: [{ id: 'sun', name: '孙悦' }],
      problems: [],
    });
  });

  it('takes full-width, lower-case, grouped and apostrophised taxpayer ids', () => {
    for (const typed of ['９１１１０１０８５５１３８５０８２Ｑ', '9111 0108 5513 8508 2q', "'91110108551385082Q"])
      expect(read('甲公司', typed)).toMatchObject({ taxpayerId: '91110108551385082Q', problems: [] });
  });

  it.each([
    [['', '91110108551385082Q'], 'name'],
    [['甲公司', ''], 'taxpayerId'],
    [['甲公司', '9.11101E+17'], 'taxpayerId'],
    [['甲公司', '91110108551385082A'], 'taxpayerId'],
    [[...good, '2026-1-1', '', 'Xy#12345'], 'lastDay'],
    [[...good, '', '2026-1-1', 'Xy#12345'], 'firstDay'],
    [[...good, '2026-1-1', '2026-12-31', ''], 'agreementPassword'],
    [[...good, '1/5/2026', '2026-12-31', 'x'], 'firstDay'],
  ])('%j has a problem with %s', (cells, field) => {
    expect(read(...cells).problems).toMatchObject([{ field, message: expect.stringMatching(/请/u) }]);
  });

  it.each([
    [[...good, '', '', '', '孙越'], 'staff'],
    [[...good, '', '', '', '王伟'], 'staff'],
    [[...good, '', '', 'Xy#12345', ''], 'agreementPassword'],
  ])('%j keeps its client, with a warning about %s', (cells, field) => {
    expect(read(...cells)).toMatchObject({
      handlers: null,
      agreementPassword: null,
      problems: [{ field, warning: true, message: expect.stringMatching(/请/u) }],
    });
  });

  it('L6: a rule set that asks no agreement password takes agreements without one', () => {
    expect(
      readRow({ line: 2, cells: [...good, '2026-1-1', '2026-12-31'] }, columns, {
        ...surroundings,
        asksPassword: false,
      }).problems,
    ).toEqual([]);
  });
});

describe('a table that is too large', () => {
  const refusal = (text: string) =>
    readTable(text).then(
      () => 'read',
      (error: unknown) => (error instanceof InvalidInput ? error.fields[0] : error),
    );
  const problemWith = (message: string) => ({ field: 'source', message: expect.stringContaining(message) });

  it('is refused by what there is too much of, while it is read, and everybody else is served meanwhile', async () => {
    let served = 0;
    const ticking = setInterval(() => {
      served += 1;
    }, 5);
    const wide = Array.from({ length: 25_000 }, () => Array.from({ length: 100 }, () => 'x').join('\t')).join('\n');
    expect(await refusal(wide)).toEqual(problemWith(`一次最多导入${tableLimits.cells}格`));
    clearInterval(ticking);
    expect(served).toBeGreaterThan(20);
    expect(await refusal(`甲公司\t1\n${'x\t'.repeat(40_000)}`)).toEqual(
      problemWith(`一次最多导入${tableLimits.columns}列`),
    );
    expect(await refusal('x\t'.repeat(2_500_000))).toEqual(problemWith('行超过'));
    expect(await refusal(`"${'甲公司\t1\n'.repeat(15_000)}`)).toEqual('read');
  }, 60_000);

  it('of the largest size that is taken is read beside the engine, with the lines it has', async () => {
    const records = await readTable(`名称\t税号\n${'甲乙公司\t"1"\n'.repeat(20_000)}`);
    expect(records).toHaveLength(20_001);
    expect(records.at(-1)).toEqual({ line: 20_001, cells: ['甲乙公司', '1'] });
  });
});
