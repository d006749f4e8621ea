import type { RememberedId, RememberedMode } from '@contract/remembered-ids.ts';
import type { Acts } from '../bureau/act/acts.ts';
import { enterprisesByTaxpayerIds } from '../store/repositories/identity.ts';
import { putSetting, setting } from '../store/repositories/settings.ts';
import type { Database } from '../store/schema/index.ts';

/** Maximum kept per mode; the oldest is dropped. */
export const idsKept = 8;

/**
 * The last taxpayer ids with a successful login, for each mode of the login page (A1). Kept as a setting in this desk's encrypted store: nothing stays in the
 * browser, and a name is read from the enterprise when it is shown.
 */
export class RememberedIds {
  constructor(
    private readonly db: Database,
    private readonly acts: Acts,
  ) {}

  async list(mode: RememberedMode): Promise<RememberedId[]> {
    const ids = await idsOf(this.db, mode);
    const names = new Map(
      ids.length === 0 ? [] : (await enterprisesByTaxpayerIds(this.db, ids)).map((row) => [row.taxpayer_id, row.name]),
    );
    return ids.flatMap((taxpayerId) => {
      const name = names.get(taxpayerId);
      return name === undefined ? [] : [{ taxpayerId, name }];
    });
  }

  /** Makes an id the newest, after a login with it. Writes nothing if it is the newest already. */
  async used(mode: RememberedMode, taxpayerId: string): Promise<void> {
    if ((await idsOf(this.db, mode))[0] === taxpayerId) return;
    await this.#change(mode, (ids) => [taxpayerId, ...ids.filter((id) => id !== taxpayerId)].slice(0, idsKept));
  }

  async forget(mode: RememberedMode, taxpayerId: string): Promise<RememberedId[]> {
    await this.#change(mode, (ids) => ids.filter((id) => id !== taxpayerId));
    return this.list(mode);
  }

  /** In one act, so that two windows that log in at the same time are both remembered. */
  async #change(mode: RememberedMode, next: (ids: readonly string[]) => string[]): Promise<void> {
    await this.acts.run(null, async (act) => {
      const all = (await setting(act.db, 'rememberedIds')) ?? { agency: [], enterprise: [] };
      await putSetting(act.db, 'rememberedIds', { ...all, [mode]: next(all[mode]) });
    });
  }
}

const idsOf = async (db: Database, mode: RememberedMode): Promise<string[]> =>
  (await setting(db, 'rememberedIds'))?.[mode] ?? [];
