import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../bureau/ground/ports.ts';
import { isGoodBackup } from '../store/backup/backup.ts';
import { PagesInOrder } from '../store/sqlite/page-check.ts';
import { putSetting, setting } from '../store/repositories/settings.ts';
import type { Opened } from './opened.ts';

/** Milliseconds: interval of full checks, interval of the question whether one is due, and the pause between two megabytes of a check. */
const [checkEvery, lookEvery, restBetween] = [24 * 3_600_000, 10 * 60_000, 20];

export const backupSuffix = '.deskbackup';

/** Backups in a folder, newest first. */
export async function backupsIn(folder: string): Promise<{ name: string; bytes: number; createdAt: string }[]> {
  const names = (await readdir(folder).catch(() => [])).filter((name) => name.endsWith(backupSuffix));
  const found = await Promise.all(
    names.map(async (name) => {
      const { size, mtime } = await stat(join(folder, name));
      return { name, bytes: size, createdAt: mtime.toISOString() };
    }),
  );
  return found.toSorted((a, b) => b.createdAt.localeCompare(a.createdAt));
}

/** What to do about a damaged store: names the newest backup that can be restored. Reads whole backups, newest first. */
export async function wayBack(opened: Pick<Opened, 'key'>, folder: string): Promise<string> {
  for (const { name, createdAt } of await backupsIn(folder)) {
    if (!(await isGoodBackup(join(folder, name), opened.key))) continue;
    const day = new Date(Date.parse(createdAt) + 8 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
    return `最近一份完好的备份是“${name}”（${day}）。请停止录入，把它另存到 U 盘，再点“关闭并恢复备份”，用它和恢复密钥恢复；那之后录入的内容需要补录。`;
  }
  return '备份文件夹里没有可以恢复的备份。请停止录入、保留数据文件夹，再点“关闭并恢复备份”，用另存在别处的备份和恢复密钥恢复。';
}

/** Reads the whole open store once a day, in the background: it finds damage in pages that nobody reads while older backups still exist. */
export class StoreHealth {
  #timer: NodeJS.Timeout | null = null;
  readonly #ending = new AbortController();
  #damage: string | null = null;
  #running: Promise<void> = Promise.resolve();

  /** @param deps.damageChanged called when damage is found, and when it is gone */
  constructor(private readonly deps: { opened: Opened; folder: string; clock: Clock; damageChanged(): void }) {}

  /** Chinese: the store is damaged, and how to recover; null: no damage known. */
  get damage(): string | null {
    return this.#damage;
  }

  start(): void {
    this.#timer = setInterval(() => {
      void this.checkWhenDue();
    }, lookEvery);
    this.#timer.unref();
  }

  /** Ends a check in progress; called before the store is closed. */
  async stop(): Promise<void> {
    if (this.#timer) clearInterval(this.#timer);
    this.#ending.abort(new Error('The store is closing'));
    await this.#running;
  }

  /** Checks the store if the last check is a day old or found damage. One check at a time. */
  checkWhenDue(): Promise<void> {
    this.#running = this.#running
      .then(async () => {
        if (this.#ending.signal.aborted) return;
        const last = await setting(this.deps.opened.store.db, 'storeCheck').catch(() => undefined);
        const age = last ? this.deps.clock.now() - last.at : checkEvery;
        if (age >= checkEvery || age < 0 || (last?.damaged === true && this.#damage === null)) await this.check();
      })
      .catch(() => {});
    return this.#running;
  }

  /** Reads the whole store now, because a call found damage. Does nothing if damage is known already. */
  suspect(): void {
    this.#running = this.#running
      .then(() => (this.#ending.signal.aborted || this.#damage !== null ? undefined : this.check()))
      .catch(() => {});
  }

  /** Reads the whole store. @throws the error of the disk */
  async check(): Promise<void> {
    const { opened, folder, clock, damageChanged } = this.deps;
    const pages = new PagesInOrder(opened.key.key);
    const { signal } = this.#ending;
    await opened.store.copyTo(
      async (chunk) => {
        pages.take(chunk);
        await delay(restBetween, undefined, { signal, ref: false });
      },
      { signal },
    );
    const damaged = pages.damaged() > 0;
    const before = this.#damage;
    this.#damage = damaged ? `数据文件有损坏，现在的数据不能再备份。${await wayBack(opened, folder)}` : null;
    if (before !== this.#damage) damageChanged();
    // A damaged store may refuse this write; then the next check runs again.
    await putSetting(opened.store.db, 'storeCheck', { at: clock.now(), damaged }).catch(() => {});
  }
}
