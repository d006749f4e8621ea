import { describe, expect, test } from 'vitest';
import { csvCell, csvFile } from '../../../../src-renderer/shared/pure/csv-text.ts';
import {
  countLines,
  decodeTable,
  isWorkbook,
  lineAt,
  withLine,
} from '../../../../src-renderer/pages/import/import-text.ts';

const utf8 = new TextEncoder();

describe('a table as a spreadsheet saved it', () => {
  test('UTF-8 with and without its mark', () => {
    expect(decodeTable(utf8.encode('沈阳,1'))).toEqual({ text: '沈阳,1', encoding: 'utf-8' });
    expect(decodeTable(utf8.encode('\ufeff沈阳,1'))).toEqual({ text: '沈阳,1', encoding: 'utf-8' });
  });

  test('GB18030 of Chinese Windows', () => {
    expect(decodeTable(new Uint8Array([0xc9, 0xf2, 0xd1, 0xf4, 0x2c, 0x31]))).toEqual({
      text: '沈阳,1',
      encoding: 'gb18030',
    });
  });

  test('UTF-16 of "Unicode text"', () => {
    expect(decodeTable(new Uint8Array([0xff, 0xfe, 0x88, 0x6c, 0x33, 0x96, 0x09, 0x00]))).toEqual({
      text: '沈阳\t',
      encoding: 'utf-16le',
    });
    expect(decodeTable(new Uint8Array([0xfe, 0xff, 0x6c, 0x88]))).toEqual({ text: '沈', encoding: 'utf-16be' });
  });

  test('a workbook is told from text', () => {
    expect(isWorkbook(new Uint8Array([0x50, 0x4b, 0x03, 0x04]))).toBe(true);
    expect(isWorkbook(new Uint8Array([0xd0, 0xcf, 0x11, 0xe0]))).toBe(true);
    expect(isWorkbook(utf8.encode('PK公司,1'))).toBe(false);
  });

  test('one line is mended or dropped, whatever ends the lines', () => {
    const text = 'a,1\r\nb,2\nc,3';
    expect(countLines(`${text}\n\n`)).toBe(3);
    expect(lineAt(text, 2)).toBe('b,2');
    expect(lineAt(text, 9)).toBe('');
    expect(withLine(text, 2, 'B,2')).toBe('a,1\nB,2\nc,3');
    expect(withLine(text, 1, null)).toBe('b,2\nc,3');
  });
});

describe('a CSV file for a spreadsheet', () => {
  test('quotes what must be quoted', () => {
    expect(csvCell('a,b')).toBe('"a,b"');
    expect(csvCell('说"好"')).toBe('"说""好"""');
    expect(csvCell('两\n行')).toBe('"两\n行"');
    expect(csvCell(12)).toBe('12');
  });

  test('runs nothing and rounds nothing', () => {
    expect(csvCell('=1+1')).toBe("'=1+1");
    expect(csvCell('@SUM(A1)')).toBe("'@SUM(A1)");
    expect(csvCell('912101020000000000')).toBe('"\t912101020000000000"');
    expect(csvCell('91210102MA0XXXXX4K')).toBe('91210102MA0XXXXX4K');
  });

  test('carries the mark by which Chinese Excel knows UTF-8', async () => {
    const bytes = new Uint8Array(await csvFile(['名称', '号'], [['沈阳', 1]]).arrayBuffer());
    expect([...bytes.slice(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
    expect(new TextDecoder().decode(bytes)).toBe('名称,号\r\n沈阳,1\r\n');
  });
});
