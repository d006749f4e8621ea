/** The period to open when none is asked for: a draft that was begun, else the first after the last submitted one, else the newest. @param list newest first */
export function periodToFile(
  list: readonly { period: string; state: 'none' | 'draft' | 'submitted' }[],
): string | null {
  const lastSubmitted = list.findIndex((one) => one.state === 'submitted');
  const open = lastSubmitted < 0 ? list : list.slice(0, lastSubmitted);
  const draft = open.findLast((one) => one.state === 'draft');
  if (draft) return draft.period;
  if (lastSubmitted > 0) return list[lastSubmitted - 1]?.period ?? null;
  return list[0]?.period ?? null;
}
