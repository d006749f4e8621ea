/** Reads a day as people type and paste it: `2026-11-23`, `20261123`, `2026/11/3`, `2026年11月23日`, full-width digits. @returns ISO, or null when it is no day */
export function readDay(text: string): string | null {
  const plain = text.normalize('NFKC').replace(/\s/g, '');
  const parts = /^(\d{4})(\d{2})(\d{2})$/.exec(plain) ?? /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(plain);
  if (!parts) return null;
  const iso = `${parts[1]}-${parts[2]?.padStart(2, '0')}-${parts[3]?.padStart(2, '0')}`;
  const at = Date.parse(`${iso}T00:00:00Z`);
  return !Number.isNaN(at) && new Date(at).toISOString().slice(0, 10) === iso ? iso : null;
}
