import type { Ref } from 'vue';
import type { ShellCommand } from '@contract/shell.ts';
import type { CommandHandler } from '../../shared/keyboard/commands.ts';
import { useCommands } from '../../shared/keyboard/use-shortcut.ts';
import type { DeskActs } from '../../stores/desk-acts.ts';
import { useTabs } from '../../stores/tabs.ts';

const places = [1, 2, 3, 4, 5, 6, 7, 8, 9] as const;

/** The commands of an agency session, for its palette and its tab strip. */
export function useDeskCommands({
  acts,
  activeId,
  may,
  palette,
}: {
  acts: DeskActs;
  activeId: Ref<string | null>;
  may: () => boolean;
  palette: () => void;
}): void {
  const tabs = useTabs();
  const among = (count: number) => (): boolean => may() && tabs.list.length >= count;
  const closeActive = (): void => {
    if (activeId.value !== null) void acts.closeClient(activeId.value);
  };
  useCommands({
    palette: { when: may, run: palette },
    nextClient: { when: among(1), run: () => acts.cycle(1) },
    previousClient: { when: among(1), run: () => acts.cycle(-1) },
    closeClient: { when: () => may() && activeId.value !== null, run: closeActive },
    ...Object.fromEntries(
      places.map((place): [ShellCommand, CommandHandler] => [
        `client${place}`,
        { when: among(place), run: () => acts.activateAt(place) },
      ]),
    ),
  });
}
