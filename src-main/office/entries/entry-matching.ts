import { setImmediate } from 'node:timers/promises';
import { clientTextsAfter } from '../../store/repositories/clients.ts';
import type { Database } from '../../store/schema/index.ts';
import { searchKey } from '../search/query.ts';
import { ownFields, type PasswordEntry } from '../imports/password-entry.ts';

/** A client that an entry may belong to, and what tells it. */
export interface EntryMatch {
  clientId: string;
  name: string;
  by: 'number' | 'name' | 'beginning';
}

const clientsAtOnce = 2_000;
const entriesAtOnce = 500;
/** Characters of a text in which a name's beginning is looked for; shorter beginnings tell nothing. */
const [longest, shortest] = [80, 4];
const separators = /[\s\-—_/|\\:：·,，;；]+/u;

/**
 * Finds the client that each entry names: by a taxpayer number that stands in it, by the whole name as its title, group or a part of them, or by a title that
 * begins with the name. What two clients fit fits none. @returns by index of the entry; nothing of it is taken before somebody says yes
 */
export async function matchEntries(db: Database, entries: readonly PasswordEntry[]): Promise<Map<number, EntryMatch>> {
  const [byNumber, byName] = await namesOfClients(db);
  const found = new Map<number, EntryMatch>();
  for (const [at, entry] of entries.entries()) {
    const match = matchOf(entry, byNumber, byName);
    if (match) found.set(at, match);
    if (at % entriesAtOnce === entriesAtOnce - 1) await setImmediate();
  }
  return found;
}

type Named = ReadonlyMap<string, { clientId: string; name: string } | null>;

/** Clients by number and by name; null: several have it. */
async function namesOfClients(db: Database): Promise<[byNumber: Named, byName: Named]> {
  const [byNumber, byName] = [new Map<string, { clientId: string; name: string } | null>(), new Map()];
  for (let after = ''; ;) {
    const rows = await clientTextsAfter(db, after, clientsAtOnce);
    for (const { client_id: clientId, name, taxpayer_id } of rows) {
      const key = searchKey(name);
      byNumber.set(taxpayer_id, { clientId, name });
      byName.set(key, byName.has(key) ? null : { clientId, name });
    }
    const last = rows.at(-1);
    if (!last) return [byNumber, byName];
    after = last.client_id;
  }
}

function matchOf(entry: PasswordEntry, byNumber: Named, byName: Named): EntryMatch | null {
  const texts = [
    entry.title,
    entry.login,
    entry.group,
    entry.site,
    entry.note,
    ...entry.fields.map(([, value]) => value),
  ];
  const numbers = new Set(
    texts.flatMap(
      (text) =>
        text
          .normalize('NFKC')
          .toUpperCase()
          .match(/(?<![0-9A-Z])[0-9A-Z]{15,20}(?![0-9A-Z])/gu) ?? [],
    ),
  );
  const known = only([...numbers].map((number) => byNumber.get(number)));
  if (known) return { ...known, by: 'number' };
  const written = entry.fields.find(([name]) => name === ownFields.client)?.[1] ?? '';
  const groups = entry.group.split(' / ');
  const wholes = [
    written,
    entry.title,
    ...groups,
    ...[entry.title, ...groups].flatMap((text) => text.split(separators)),
  ];
  const named = only([...new Set(wholes.map(searchKey))].filter((key) => key !== '').map((key) => byName.get(key)));
  if (named) return { ...named, by: 'name' };
  for (const text of [entry.title, ...groups.toReversed()]) {
    const key = [...searchKey(text)].slice(0, longest);
    for (let end = key.length - 1; end >= shortest; end -= 1) {
      const begins = byName.get(key.slice(0, end).join(''));
      if (begins) return { ...begins, by: 'beginning' };
    }
  }
  return null;
}

/** The one client among these; null: none, several, or a name that several have. */
function only(found: readonly ({ clientId: string; name: string } | null | undefined)[]) {
  const clients = new Map(found.flatMap((one) => (one ? [[one.clientId, one] as const] : [])));
  return clients.size === 1 && !found.includes(null) ? [...clients.values()][0] : undefined;
}
