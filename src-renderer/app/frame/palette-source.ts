import type { ClientRow } from '@contract/clients.ts';
import { client } from '../../bridge/client.ts';
import type { PaletteItem, PaletteSource } from './palette.ts';
import type { Chord } from '../../shared/keyboard/chord.ts';
import type { DeskActs } from '../../stores/desk-acts.ts';
import { useTabs } from '../../stores/tabs.ts';

/** A command of the palette: any part of its title or one of its words (pinyin initials, English) finds it. */
export interface PaletteCommand {
  id: string;
  title: string;
  words: string;
  keys?: Chord;
  run: () => void | Promise<void>;
}

/** Maximum clients in one answer; a user with more types another character. */
const mostClients = 50;

/** Palette over the contract: recent clients while nothing is typed, otherwise matching clients, then commands. */
export function paletteSource(
  acts: DeskActs,
  commands: () => readonly PaletteCommand[],
  tabKeys: (place: number) => Chord,
): PaletteSource {
  const tabs = useTabs();

  function line(row: ClientRow, section: 'recents' | 'clients'): PaletteItem {
    const tab = tabs.byId.get(row.clientId);
    const place = tabs.list.findIndex((other) => other.clientId === row.clientId) + 1;
    return {
      id: row.clientId,
      section,
      title: row.name,
      client: {
        badge: tabs.badgeOf(row.clientId, row.name),
        colour: row.colour,
        taxpayerId: row.taxpayerId,
        state: tab ? (tab.open ? 'opened' : 'locked') : null,
      },
      ...(tab?.open && place <= 9 ? { keys: tabKeys(place) } : {}),
      cannot: tab?.open ? null : row.cannotEnter,
      run: () => acts.openClient(row, row.cannotEnter),
    };
  }
  const commandLine = (command: PaletteCommand): PaletteItem => ({
    id: command.id,
    section: 'commands',
    title: command.title,
    ...(command.keys ? { keys: command.keys } : {}),
    run: command.run,
  });

  return {
    async search(query, signal) {
      const wanted = query.trim().toLowerCase();
      if (wanted === '') {
        const rows = await client.clients.recents(undefined, { signal });
        // The client on the screen comes last, so that Ctrl K, Enter returns to the previous one.
        const here = acts.activeId();
        const sorted = [...rows.filter((row) => row.clientId !== here), ...rows.filter((row) => row.clientId === here)];
        return [...sorted.map((row) => line(row, 'recents')), ...commands().map(commandLine)];
      }
      const { rows } = await client.clients.search({ query: query.trim(), limit: mostClients }, { signal });
      const found = commands().filter(
        (command) =>
          command.title.toLowerCase().includes(wanted) ||
          command.words.split(' ').some((word) => word.startsWith(wanted)),
      );
      return [...rows.map((row) => line(row, 'clients')), ...found.map(commandLine)];
    },
  };
}
