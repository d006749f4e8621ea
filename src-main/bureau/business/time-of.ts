const shanghai = new Intl.DateTimeFormat('sv-SE', {
  timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
});

/** An instant as people here read it: `2026-11-23 14:03`, Asia/Shanghai. */
export function timeOf(instant: number): string {
  return shanghai.format(instant);
}
