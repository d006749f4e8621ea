/** Months and quarters that a payment may be for, newest first. @param today `2026-11-23` */
export function recentPeriods(today: string, months: number): string[] {
  const year = Number(today.slice(0, 4));
  const month = Number(today.slice(5, 7));
  const periods: string[] = [];
  for (let back = 0; back < months; back += 1) {
    const at = year * 12 + month - 1 - back;
    const [y, m] = [Math.floor(at / 12), (at % 12) + 1];
    periods.push(`${y}-${String(m).padStart(2, '0')}`);
    // A quarter comes right below its last month.
    if (m % 3 === 0 || back === 0) periods.push(`${y}-Q${Math.ceil(m / 3)}`);
  }
  return periods;
}
