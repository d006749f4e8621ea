/** Mainland China has kept one offset, without summer time, since 1992. */
const shanghaiOffsetMs = 8 * 3_600_000;

/** Asia/Shanghai calendar day of an instant, `YYYY-MM-DD`. */
export const shanghaiDay = (instant: Date): string => new Date(instant.getTime() + shanghaiOffsetMs).toISOString().slice(0, 10);

/**
 * Turns `YYYYMMDD` into `YYYY-MM-DD`.
 * @returns null when the calendar has no such day
 */
export function calendarDay(compact: string): string | null {
  const day = `${compact.slice(0, 4)}-${compact.slice(4, 6)}-${compact.slice(6, 8)}`;
  const instant = new Date(`${day}T00:00:00Z`);
  return Number.isNaN(instant.getTime()) || instant.toISOString().slice(0, 10) !== day ? null : day;
}
