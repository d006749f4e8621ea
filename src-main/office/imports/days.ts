/** Day 0 of spreadsheet serial numbers, and the range that is taken for one: 1982 to 2119. */
const serialZero = Date.UTC(1899, 11, 30);
const serials = { from: 30_000, to: 80_000 };
const dayMs = 86_400_000;

const written =
  /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[ T]+\d{1,2}:\d{2}(?::\d{2})?(?:\.\d+)?)?$/u;
const compact = /^(\d{4})(\d{2})(\d{2})$/u;

/**
 * Reads a day as people and spreadsheets write it: 2026-1-5, 2026/1/5, 2026.1.5, 2026年1月5日, 20260105, a serial number; digits of
 * any width, a time of day is dropped.
 * @param earliest year of the earliest day that is taken
 * @returns the day `YYYY-MM-DD`, or a Chinese problem that says how to write it
 */
export function readDay(typed: string, earliest = '1990'): { day: string } | { problem: string } {
  const text = typed.normalize('NFKC').trim();
  const [, year, month, date] = written.exec(text) ?? compact.exec(text) ?? [];
  if (year !== undefined && month !== undefined && date !== undefined) {
    const day = `${year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`;
    return isDay(day, earliest) ? { day } : { problem: `「${typed}」不是日历上有的日期，请核对` };
  }
  if (/^\d{5}(?:\.\d+)?$/u.test(text)) {
    const serial = Math.floor(Number(text));
    if (serial >= serials.from && serial <= serials.to)
      return { day: new Date(serialZero + serial * dayMs).toISOString().slice(0, 10) };
  }
  if (/^(长期|永久|无固定期限)$/u.test(text)) return { problem: '请填写具体的日期，例如 2026-12-31（协议须有到期日）' };
  if (/^\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}$/u.test(text))
    return { problem: `「${typed}」分不清月和日，请写成 2026-01-05 的样子` };
  return { problem: `看不懂日期「${shortened(typed)}」，请写成 2026-01-05 的样子` };
}

const shortened = (text: string): string => (text.length > 20 ? `${text.slice(0, 20)}…` : text);

function isDay(day: string, earliest: string): boolean {
  const instant = new Date(`${day}T00:00:00Z`);
  return (
    !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day && day >= earliest && day < '2200'
  );
}
