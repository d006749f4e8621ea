const zone = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('sv-SE', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hour12: false });

/** Day of an instant as the bureau counts it (Asia/Shanghai), `2026-11-23`. A day is given back as it is. */
export function dayOf(value: string | Date): string {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) return value;
  return parts.format(new Date(value)).slice(0, 10);
}

/** Instant as day and minute in Asia/Shanghai, `2026-11-23 18:05`. */
export function minuteOf(value: string | Date): string {
  return parts.format(new Date(value)).slice(0, 16);
}

/** `18:05`. */
export const timeOf = (value: string | Date): string => minuteOf(value).slice(11);

/** Whole days from one Shanghai day to another; negative when `to` lies before. */
export function daysBetween(from: string | Date, to: string | Date): number {
  return Math.round((Date.parse(`${dayOf(to)}T00:00:00Z`) - Date.parse(`${dayOf(from)}T00:00:00Z`)) / 86_400_000);
}

/** Month or quarter of the contract (`2026-10`, `2026-Q3`) as people say it. */
export function periodText(period: string): string {
  const quarter = /^(\d{4})-Q([1-4])$/.exec(period);
  if (quarter) return `${quarter[1]}年第${'一二三四'[Number(quarter[2]) - 1]}季度`;
  const month = /^(\d{4})-(\d{2})$/.exec(period);
  return month ? `${month[1]}年${month[2]}月` : period;
}
