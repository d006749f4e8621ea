import { describe, expect, it } from 'vitest';
import { laidOver } from '../../../src-renderer/pages/import/pasted-block.ts';
import { testOffice } from './fixture.ts';
import { pasted } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

const text = `名称,税号,社保密码\n${[1, 2, 3].map((n) => `沈阳第${n}商贸有限公司,${sampleId(n)},Mima#${n}abc`).join('\n')}`;

async function opened() {
  const test = await testOffice();
  const zhao = await test.signIn('zhao');
  const { imports } = test.engine.office;
  const { book } = await imports.open(zhao, pasted(text));
  const look = () => imports.preview(zhao, book);
  return { imports, zhao, book, look };
}

describe('cells of several records', () => {
  it('are given without secrets, and changed as one change that is taken back as one', async () => {
    const { imports, zhao, book, look } = await opened();
    const before = await look();
    const cells = imports.cells(zhao, before.preview, [2, 4, 99]);
    expect(cells.map(({ line }) => line)).toEqual([2, 4]);
    expect(cells[0]?.cells[2]).toEqual({ value: null, filled: true });
    expect(JSON.stringify(cells)).not.toContain('Mima#');
    imports.mendBlock(zhao, {
      preview: before.preview,
      records: [2, 3].map((line) => ({
        line,
        cells: [
          { column: 1, value: `L${line}` },
          { column: 5, value: '新' },
        ],
      })),
    });
    const after = await look();
    expect(after.mends).toBe(1);
    expect(after.rows.map(({ line, verdict }) => [line, verdict])).toEqual([
      [2, 'refused'],
      [3, 'refused'],
      [4, 'new'],
    ]);
    imports.unmend(zhao, book);
    const back = await look();
    expect(back.rows).toEqual(before.rows);
    expect(imports.cells(zhao, back.preview, [2])).toEqual(imports.cells(zhao, back.preview, [2]));
  });

  it('are changed all or not at all: a record that is gone refuses the block', async () => {
    const { imports, zhao, look } = await opened();
    const { preview } = await look();
    const records = [2, 99].map((line) => ({ line, cells: [{ column: 0, value: 'x' }] }));
    expect(() => imports.mendBlock(zhao, { preview, records })).toThrow('没有这一行');
    expect((await look()).rows.map(({ verdict }) => verdict)).toEqual(['new', 'new', 'new']);
  });
});

it('a block is laid over the rows and columns that are shown; what falls beside is counted', () => {
  const grid = { lines: [2, 5, 9], columns: [0, 1, 4] };
  expect(laidOver([['a', 'b', 'c'], ['d'], ['e']], { row: 1, column: 1 }, grid)).toEqual({
    records: [
      {
        line: 5,
        cells: [
          { column: 1, value: 'a' },
          { column: 4, value: 'b' },
        ],
      },
      { line: 9, cells: [{ column: 1, value: 'd' }] },
    ],
    beyond: 2,
  });
});
