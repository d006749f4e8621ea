/** Months that can be declared on a day, newest first: this one and the five before it, as the engine has them. @param today `2026-11-23` */
export function openMonths(today: string): string[] {
  const at = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1;
  return [0, 1, 2, 3, 4, 5].map((back) => `${Math.floor((at - back) / 12)}-${String(((at - back) % 12) + 1).padStart(2, '0')}`);
}
