import { useLocalStorage } from '@vueuse/core';
import type { AgencyFlow, StaffChoice } from '@contract/sign-in.ts';

/** A row of the list; an enterprise's few people come without their readings. */
export type ListedStaff = StaffChoice & Partial<AgencyFlow['staff'][number]>;

/** Who logged in on this machine, of whatever firm, the latest first. */
export function useLastStaff() {
  // Written at once: the login page is closed before a later write.
  const last = useLocalStorage<string[]>('desk.lastStaff', [], { flush: 'sync' });
  /** Who is chosen when a list opens: the only one who can log in, else who did so here last; the password is the next thing typed. */
  function beforehand(staff: readonly StaffChoice[]): StaffChoice | null {
    const able = lastFirst(
      staff.filter((member) => member.cannot === null),
      last.value,
    );
    return able.length === 1 || last.value.includes(able[0]?.handlerId ?? '') ? (able[0] ?? null) : null;
  }
  return {
    last,
    beforehand,
    remember: (handlerId: string): void => {
      last.value = [handlerId, ...last.value.filter((id) => id !== handlerId)].slice(0, 20);
    },
  };
}

/** Whether what was typed finds a person: part of the name, or of its pinyin, whole or by initials (`ly`, `liangyi`). */
export function isFound(member: Pick<ListedStaff, 'name' | 'pinyin' | 'initials'>, typed: string): boolean {
  const wanted = typed
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ü', 'v')
    .replace(/[\s'’]/gu, '');
  return (
    member.name.toLowerCase().includes(wanted) ||
    `${member.pinyin ?? ''} ${member.initials ?? ''}`.split(' ').some((reading) => reading.includes(wanted))
  );
}

/** Who logged in here last stands first; the others in their order. @param last ids, the latest first */
export function lastFirst<T extends { handlerId: string }>(staff: readonly T[], last: readonly string[]): T[] {
  const rank = (member: T): number => {
    const at = last.indexOf(member.handlerId);
    return at < 0 ? last.length : at;
  };
  return staff.toSorted((a, b) => rank(a) - rank(b));
}
