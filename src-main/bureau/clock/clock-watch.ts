import { lastAudit } from '../../store/repositories/audit.ts';
import { voidTimedOut } from '../../store/repositories/timed-out.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { Clock } from '../ground/ports.ts';

/** A clock is put right by less than this all the time; in milliseconds. */
const tolerance = 2_000;

/**
 * A clock set back gains nothing (J1, J2, J3): what had run out by the latest time that was seen stays so, and the time that open sessions
 * have used goes on counting. Locks of the throttle only grow longer by it.
 */
export class ClockWatch {
  #latest: number | null = null;

  constructor(private readonly deps: { db: Database; clock: Clock; acts: Acts }) {}

  /** Looks at the clock; called at intervals, and whenever it was moved. The first look compares with the last record of the trail. */
  async look(): Promise<void> {
    const { db, clock, acts } = this.deps;
    const latest = this.#latest ?? (await lastAudit(db))?.at ?? null;
    const now = clock.now();
    this.#latest = now;
    if (latest === null || now >= latest - tolerance) return;
    await acts.run(null, async (act) => {
      await voidTimedOut(act.db, { latest, by: latest - now });
      await act.record({
        act: 'clock.setBack',
        text: '时钟被拨回：已失效的验证码、登录步骤和重置密码不再恢复，会话按已用时间继续计时',
        rule: 'J3',
        origin: 'engine',
        detail: { byMs: latest - now },
      });
    });
  }
}
