/** A period as people say it: `2026年09月`, `2026年第三季度`, `2026年上半年`, `2026年度`; other text as it is. */
export function periodName(period: string): string {
  const [, year, half, quarter, month] = /^(\d{4})(?:-(?:H([12])|Q([1-4])|(\d{2})))?$/.exec(period) ?? [];
  if (year === undefined) return period;
  if (half !== undefined) return `${year}年${half === '1' ? '上' : '下'}半年`;
  if (quarter !== undefined) return `${year}年第${'一二三四'[Number(quarter) - 1] ?? ''}季度`;
  return month === undefined ? `${year}年度` : `${year}年${month}月`;
}
