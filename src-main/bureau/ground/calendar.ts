import { dayOf, minuteOf, timeOf } from '@contract/calendar.ts';

export { addDays, dayOf, daysBetween, iso, startOfDay } from '@contract/calendar.ts';

/** `HH:mm` in Asia/Shanghai, for messages; with the day before it when that is not today's, because a lock may last a day. */
export function timeText(instant: number, now: number): string {
  return dayOf(instant) === dayOf(now) ? timeOf(instant) : minuteOf(instant);
}
