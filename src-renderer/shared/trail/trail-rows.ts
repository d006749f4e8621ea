import { ref, shallowRef, type Ref, type ShallowRef } from 'vue';
import type { TrailRow } from '@contract/trail.ts';
import { notifyProblem } from '../calls/notify.ts';
import { problemOf, type Problem } from '../calls/problem.ts';

export interface TrailPage {
  rows: TrailRow[];
  more: boolean;
}

export interface TrailRows {
  /** Null before the first answer. */
  rows: Readonly<ShallowRef<TrailRow[] | null>>;
  more: Readonly<Ref<boolean>>;
  loadingMore: Readonly<Ref<boolean>>;
  problem: Readonly<ShallowRef<Problem | null>>;
  /** Loads again from the newest record; an outdated answer is dropped. */
  load(): Promise<void>;
  /** Loads more at the end of the list. */
  loadMore(): Promise<void>;
}

/**
 * Records of the trail, loaded backwards page by page.
 * @param page fetches records before a sequence number
 * @param arrived called when a first page has arrived
 */
export function useTrailRows(
  page: (before: number | undefined, limit: number) => Promise<TrailPage>,
  arrived: () => void = () => {},
): TrailRows {
  const rows = shallowRef<TrailRow[] | null>(null);
  const more = ref(false);
  const loadingMore = ref(false);
  const problem = shallowRef<Problem | null>(null);
  let asked = 0;

  async function load(): Promise<void> {
    const mine = ++asked;
    problem.value = null;
    loadingMore.value = false;
    try {
      const found = await page(undefined, 100);
      if (mine !== asked) return;
      rows.value = found.rows;
      more.value = found.more;
      arrived();
    } catch (error) {
      if (mine === asked) problem.value = problemOf(error);
    }
  }
  async function loadMore(): Promise<void> {
    const last = rows.value?.at(-1);
    if (!more.value || loadingMore.value || !last) return;
    const mine = asked;
    loadingMore.value = true;
    try {
      const found = await page(last.seq, 200);
      if (mine !== asked) return;
      rows.value = [...(rows.value ?? []), ...found.rows];
      more.value = found.more;
    } catch (error) {
      // The loaded rows stay; scrolling again, or the button, tries again.
      if (mine === asked)
        notifyProblem(error, () => {
          void loadMore();
        });
    } finally {
      if (mine === asked) loadingMore.value = false;
    }
  }
  return { rows, more, loadingMore, problem, load, loadMore };
}
