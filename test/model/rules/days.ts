/** Shanghai has been eight hours ahead of UTC, without summer time, ever since the bureau is. */
export const dayOfInstant = (instant: number): string => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
export const dayAfter = (day: string, count: number): string =>
  new Date(Date.parse(day) + count * 86_400_000).toISOString().slice(0, 10);
export const second = 1_000;
export const minute = 60 * second;
export const hour = 60 * minute;
export const day = 24 * hour;
