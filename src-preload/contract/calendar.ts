/** The bureau counts days in Asia/Shanghai, which has had one offset and no summer time since 1992. */
const shanghaiOffsetMs = 8 * 3_600_000;
const dayMs = 86_400_000;

/** An instant as the contract writes it, in milliseconds UTC, or as a date. */
export type Instant = number | string | Date;

/** Wall clock of Shanghai, `2026-11-23T18:05:00.000Z`. @throws RangeError for an invalid instant */
const wallClock = (at: Instant): string => new Date(new Date(at).getTime() + shanghaiOffsetMs).toISOString();

/** The day of an instant, `2026-11-23`. A day is returned unchanged. */
export const dayOf = (at: Instant): string =>
  typeof at === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(at) ? at : wallClock(at).slice(0, 10);

/** An instant as people here read it, `2026-11-23 18:05`. */
export const minuteOf = (at: Instant): string => wallClock(at).slice(0, 16).replace('T', ' ');

/** The time of day of an instant, `18:05`. */
export const timeOf = (at: Instant): string => wallClock(at).slice(11, 16);

const midnight = (day: string): number => Date.parse(`${day}T00:00:00Z`);

/** Whole days from one day or instant to another; negative when `to` is earlier. */
export const daysBetween = (from: Instant, to: Instant): number =>
  Math.round((midnight(dayOf(to)) - midnight(dayOf(from))) / dayMs);

/** The day `count` days after a day: one after `2026-12-31` is `2027-01-01`. */
export const addDays = (day: string, count: number): string =>
  new Date(midnight(day) + count * dayMs).toISOString().slice(0, 10);

/** The instant, in milliseconds UTC, at which a day begins. */
export const startOfDay = (day: string): number => midnight(day) - shanghaiOffsetMs;

/** An instant in milliseconds UTC as the contract writes it, ISO 8601 with `Z`. */
export const iso = (instant: number): string => new Date(instant).toISOString();

/** Whether this day exists in the calendar, `YYYY-MM-DD`. */
export function isDay(day: string): boolean {
  const instant = new Date(midnight(day));
  return !Number.isNaN(instant.getTime()) && instant.toISOString().slice(0, 10) === day;
}
