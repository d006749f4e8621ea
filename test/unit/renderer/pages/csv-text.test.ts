import { describe, expect, test } from 'vitest';
import { csvCell } from '@contract/csv-text.ts';
import { csvFile } from '../../../../src-renderer/shared/pure/csv-text.ts';

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
