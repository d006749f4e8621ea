import { setImmediate } from 'node:timers/promises';
import type { Acts } from '../../bureau/act/acts.ts';
import { clientTextsAfter, setClientTexts } from '../../store/repositories/clients.ts';
import { putSetting, setting } from '../../store/repositories/settings.ts';
import type { Database } from '../../store/schema/index.ts';
import { readingsVersion, searchText } from './search-text.ts';

/** Clients of one act: others are served in between. */
const atOnce = 1_000;

/**
 * Writes the search texts of clients anew where this program reads names otherwise than the one that stored them; nothing when it reads them alike. A run
 * that was broken off begins anew at the next opening.
 * @returns how many clients are found by other texts than before
 */
export async function renewReadings({ db, acts }: { db: Database; acts: Acts }): Promise<number> {
  const version = readingsVersion();
  if ((await setting(db, 'readings')) === version) return 0;
  let changed = 0;
  for (let after = ''; ;) {
    const rows = await clientTextsAfter(db, after, atOnce);
    const last = rows.at(-1);
    if (!last) break;
    const other = rows.flatMap(({ client_id, name, pinyin, initials }) => {
      const now = searchText(name);
      return now.pinyin === pinyin && now.initials === initials ? [] : [{ client_id, now }];
    });
    if (other.length > 0)
      await acts.run(null, async (act) => {
        for (const { client_id, now } of other) await setClientTexts(act.db, client_id, now);
      });
    changed += other.length;
    after = last.client_id;
    await setImmediate();
  }
  await acts.run(null, (act) => putSetting(act.db, 'readings', version));
  return changed;
}
