/** Made when first used: the tables of time zones cost a start more than most modules do. */
let shanghai: Intl.DateTimeFormat | null = null;

/** Asia/Shanghai calendar day (`YYYY-MM-DD`) of an instant in milliseconds UTC. */
export function dayOf(instant: number): string {
  shanghai ??= new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit' });
  return shanghai.format(instant);
}

/** Whole days from one calendar day to another; negative when `to` is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000);
}

/** The calendar day `count` days after `day`. */
export function addDays(day: string, count: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + count * 86_400_000).toISOString().slice(0, 10);
}

/** `HH:mm` in Asia/Shanghai, for messages; with the day before it when that is not today's, because a lock may last a day. */
export function timeText(instant: number, now: number): string {
  const time = new Intl.DateTimeFormat('zh-CN', { timeZone: 'Asia/Shanghai', hour: '2-digit', minute: '2-digit', hour12: false }).format(instant);
  return dayOf(instant) === dayOf(now) ? time : `${dayOf(instant)} ${time}`;
}

/** The instant, in milliseconds UTC, at which an Asia/Shanghai calendar day begins. */
export const startOfDay = (day: string): number => Date.parse(`${day}T00:00:00+08:00`);

/** An instant in milliseconds UTC as the contract writes it, ISO 8601 with `Z`. */
export const iso = (instant: number): string => new Date(instant).toISOString();
