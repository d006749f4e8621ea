/** Largest absolute amount in cents: exact in a double, with room for every sum of a return. */
export const largestCents = 900_000_000_000_000;

/** Whole cents (分) as text, `123450` → `1,234.50`. @throws RangeError for any other number, which is a bug */
export function formatMoney(cents: number): string {
  if (!Number.isSafeInteger(cents)) throw new RangeError('money is whole cents');
  const size = Math.abs(cents);
  const yuan = String(Math.trunc(size / 100)).replace(/\B(?=(\d{3})+$)/g, ',');
  return `${cents < 0 ? '-' : ''}${yuan}.${String(size % 100).padStart(2, '0')}`;
}
