import { computed, shallowRef } from 'vue';
import type { BoardCell, BoardQuestion, MarkedCell } from '@contract/obligations.ts';
import { client } from '../../bridge/client.ts';

/** A cell that is acted on, with what its confirmation names. */
export interface ChosenCell extends MarkedCell {
  client: string;
  name: string;
}
export const chosenCell = (row: { clientId: string; name: string }, cell: BoardCell): ChosenCell => ({
  clientId: row.clientId,
  client: row.name,
  name: cell.name,
  obligation: cell.obligation,
  period: cell.period,
  revision: cell.revision,
});
const keyOf = ({ clientId, obligation, period }: MarkedCell): string => `${clientId} ${obligation} ${period}`;

/** The ticked cells: they stay ticked when the board scrolls, is sorted or narrowed. */
export function useCellTicks() {
  const ticked = shallowRef<ReadonlyMap<string, ChosenCell>>(new Map());
  const count = computed(() => ticked.value.size);
  const has = (clientId: string, cell: BoardCell): boolean => ticked.value.has(keyOf({ clientId, ...cell }));

  /** Ticks these cells; when all of them are ticked, none of them is any more. */
  function toggle(cells: readonly ChosenCell[]): void {
    const next = new Map(ticked.value);
    const all = cells.every((cell) => next.has(keyOf(cell)));
    for (const cell of cells)
      if (all) next.delete(keyOf(cell));
      else next.set(keyOf(cell), cell);
    ticked.value = next;
  }
  /** Every cell that the board finds, however many. */
  async function tickAll(question: BoardQuestion): Promise<void> {
    const found = await client.obligations.cells(question);
    ticked.value = new Map(
      found.flatMap(({ clientId, cells }) =>
        cells.map((cell) => {
          const chosen = chosenCell({ clientId, name: '' }, cell);
          return [keyOf(chosen), chosen] as const;
        }),
      ),
    );
  }
  const clear = (): void => {
    ticked.value = new Map();
  };
  return { ticked, count, has, toggle, tickAll, clear };
}
