import { describe, expect, test } from 'vitest';
import { detailLines, secondOf } from '../../../../src-renderer/shared/trail/trail-detail.ts';

const titles = new Map([
  ['tax.vat.general', '增值税一般纳税人申报'],
  ['query.filings', '申报信息查询'],
]);

describe('the detail of a record', () => {
  test('J4: is said in Chinese, amounts as money, functions by their titles', () => {
    const detail = {
      proof: 'remembered',
      reason: 'idle',
      payable: 123_456,
      functions: 'tax.vat.general,query.filings,gone.function',
      period: '2026-Q3',
      fields: 'name,note',
      cancelled: false,
      team: null,
      byMs: -90 * 60_000,
      payments: 1200,
    };
    expect(detailLines({ detail }, titles).map(({ label, value }) => `${label}：${value}`)).toEqual([
      '验证方式：记住的协议密码',
      '原因：30 分钟未操作',
      '应纳税额：1,234.56 元',
      '权限功能：增值税一般纳税人申报、申报信息查询、gone.function',
      '所属期：2026年第三季度',
      '改动的栏目：名称、备注',
      '中途停止：否',
      '小组：—',
      '时钟调整：往回1小时30分钟',
      '缴款笔数：1,200',
    ]);
  });

  test('what a later version wrote keeps its own name', () => {
    expect(detailLines({ detail: { novel: 'x', constructor: 'y' } }, titles)).toEqual([
      { label: 'novel', value: 'x' },
      { label: 'constructor', value: 'y' },
    ]);
  });

  test('times are told to the second, in Shanghai', () => {
    expect(secondOf('2026-11-23T16:05:09.123Z')).toBe('2026-11-24 00:05:09');
  });
});
