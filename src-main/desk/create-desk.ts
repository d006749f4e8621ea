import { join } from 'node:path';
import type { DeskStatus } from '@contract/desk.ts';
import { Refusal } from '@contract/errors.ts';
import { machineClock } from '../bureau/clock/elapsed.ts';
import { ruleSets } from '../bureau/rule-sets/rule-sets.ts';
import { keepLastProfile, lastProfile, type LastProfile } from './last-profile.ts';
import { createOfficeStore, officeFolder, officeExists, openOffice } from './open-office.ts';
import { openWorld } from './open-world.ts';
import type { Desk, DeskOptions } from './desk.ts';
import { closeOpened, type Opened } from './opened.ts';
import type { DeskDependencies } from './dependencies.ts';
import type { UploadPiece } from '../office/uploads/upload-room.ts';
import { BackupUploads } from './backup-uploads.ts';
import { backupFolder } from './backups.ts';
import { PassphraseGuard } from './passphrase-guard.ts';
import { StoreHealth } from './store-health.ts';
import type { Engine } from './engine.ts';
import { reportToStderr } from '../incidents/incident-log.ts';
import { EventHub } from './event-hub.ts';
import type { KeyPlace } from '../keys/database-key.ts';
import { createKeychain, keychainNotice, type KeychainStatus } from '../keys/keychain.ts';
import { passwordHasherOfProcess } from '../keys/password.ts';
import { parseRecoveryKey } from '../keys/recovery-key.ts';
import type { NewOffice } from '../office/create-office.ts';
import { setting } from '../store/repositories/settings.ts';
import { restoreOffice } from './restore-office.ts';
import { asStoreRefusal, storeDamaged } from '../store/sqlite/refusals.ts';
import { storeFolder } from './open-store.ts';
import { worldNamed } from '../training/worlds.ts';

/**
 * Builds a desk. If opening a store fails, this does not throw: `status().failure` says why, so that a screen can show
 * it.
 * @throws Refusal NOT_FOUND when the world named on the command line does not exist
 */
export async function createDesk(options: DeskOptions): Promise<Desk> {
  const deps: DeskDependencies = {
    dataDir: options.dataDir,
    clock: options.clock ?? machineClock,
    keychain: options.keychain ?? createKeychain(),
    hasher: options.hasher ?? passwordHasherOfProcess(),
    hub: new EventHub(),
    report: options.report ?? reportToStderr,
  };
  const desk = new OneDesk(options, deps);
  await desk.begin();
  return desk;
}

type Phase =
  | { phase: 'setup' }
  | { phase: 'passphrase' }
  | { phase: 'open'; opened: Opened }
  | { phase: 'failed'; code: string; message: string };

class OneDesk implements Desk {
  readonly hub: EventHub;
  readonly version: string;
  readonly dataDir: string;
  #now: Phase = { phase: 'setup' };
  #busy = false;
  #keychain: Promise<KeychainStatus> | null = null;
  readonly #guard: PassphraseGuard;
  #health: StoreHealth | null = null;
  readonly #uploads: BackupUploads;

  constructor(
    private readonly options: DeskOptions,
    private readonly deps: DeskDependencies,
  ) {
    this.hub = deps.hub;
    this.#guard = new PassphraseGuard(deps.clock, join(officeFolder(deps.dataDir), 'passphrase-tries.json'));
    this.#uploads = new BackupUploads(options.dataDir);
    this.version = options.version;
    this.dataDir = options.dataDir;
  }

  /** Opens the store that the command line names, otherwise the last used one. */
  async begin(): Promise<void> {
    const { world } = this.options;
    if (world !== null && !worldNamed(world)) {
      throw new Refusal('NOT_FOUND', `没有名为“${world}”的演示环境。可用的有：demo、large。`, { link: 'input' });
    }
    await this.#uploads.clearLeft();
    const wanted = await this.#wanted();
    if (wanted) await this.#open(wanted);
  }

  async status(): Promise<DeskStatus> {
    const now = this.#now;
    const opened = now.phase === 'open' ? now.opened : null;
    const keys = opened?.keys ?? (await this.#officeKeys());
    const record = await keys?.record().catch(() => null);
    const keychain = opened?.profile.kind === 'training' ? null : await this.#keychainStatus();
    return {
      version: this.version,
      host: this.options.host,
      phase: now.phase,
      failure: now.phase === 'failed' ? { code: now.code, message: now.message } : null,
      profile: opened?.profile ?? null,
      ruleSet: opened?.engine.ruleSet ?? null,
      asksAgreementPassword: opened ? ruleSets[opened.engine.ruleSet].asksAgreementPassword : true,
      keys: {
        recorded: record?.backend ?? null,
        keychainAvailable: keychain?.available ?? false,
        notice: record && keychain ? keychainNotice(record.backend, keychain) : null,
      },
      now: new Date((opened?.engine.clock ?? this.deps.clock).now()).toISOString(),
      dataPlace: this.dataDir,
      damage: this.#health?.damage ?? null,
      lastBackupAt: opened ? isoOrNull(await setting(opened.engine.db, 'lastBackupAt')) : null,
    };
  }

  opened(): Opened {
    if (this.#now.phase === 'open') return this.#now.opened;
    throw new Refusal('DESK_NOT_OPEN', '工作台尚未打开，请先完成首次设置或输入口令。', { link: 'desk' });
  }

  engine(): Engine {
    return this.opened().engine;
  }

  openWorld(world: string): Promise<DeskStatus> {
    const office = this.#now.phase === 'open' && this.#now.opened.profile.kind === 'office' ? this.#now.opened : null;
    return this.#change(
      async () => {
        if (!worldNamed(world)) throw new Refusal('NOT_FOUND', '没有这个演示环境，请从列表中选择。', { link: 'input' });
        if (office === null) return this.#open({ kind: 'training', world }, 'throw');
        // Called from the own office's login page: nobody else's work may end by it.
        if (await office.engine.bureau.sessions.anyOpen())
          throw new Refusal('CONFLICT', '本机构还有人登录。请先在所有窗口退出登录，再打开演示环境。', {
            link: 'state',
          });
        await this.close();
        try {
          await this.#open({ kind: 'training', world }, 'throw');
        } catch (error) {
          await this.#open({ kind: 'office' });
          throw error;
        }
      },
      office === null ? 'unopened' : 'whileOpen',
    );
  }

  async createOffice(
    office: NewOffice,
    passphrase: string | undefined,
  ): Promise<{ recoveryKey: string; status: DeskStatus }> {
    let recoveryKey = '';
    const status = await this.#change(async () => {
      recoveryKey = await createOfficeStore(this.deps, office, await this.#place(passphrase));
      // From here on the user must get the key, whatever happens: it is shown only once.
      await this.#open({ kind: 'office' }, 'show', passphrase).catch(() => {
        this.#now = {
          phase: 'failed',
          code: 'INTERNAL',
          message: '机构已经建立，但没有打开。请先抄下恢复密钥，再重新启动程序。',
        };
      });
    });
    return { recoveryKey, status };
  }

  unlock(passphrase: string): Promise<DeskStatus> {
    return this.#change(() => this.#guard.admit(() => this.#open({ kind: 'office' }, 'throw', passphrase)));
  }

  unlockWithRecoveryKey(recoveryKey: string, newPassphrase: string | undefined): Promise<DeskStatus> {
    return this.#change(async () => {
      const place = await this.#place(newPassphrase);
      const opened = await openOffice(this.deps, (keys) =>
        keys.unlockWithRecovery(parseRecoveryKey(recoveryKey), place),
      );
      await this.#opened({ kind: 'office' }, opened);
    });
  }

  async takeBackupPiece(window: string, piece: UploadPiece): Promise<string> {
    this.#refuseUnless('unopened');
    return this.#uploads.take(window, piece);
  }

  restore(window: string, upload: string, recoveryKey: string, passphrase: string | undefined): Promise<DeskStatus> {
    return this.#change(async () => {
      await restoreOffice(this.deps, this.#uploads.whole(window, upload), recoveryKey, await this.#place(passphrase));
      await this.#uploads.end();
      await this.#open({ kind: 'office' }, 'throw', passphrase);
    });
  }

  suspectDamage(): void {
    this.#health?.suspect();
  }

  closeDamaged(): Promise<DeskStatus> {
    const health = this.#health;
    if (health === null) throw notDamaged();
    return this.#change(async () => {
      if (health.damage === null) await health.check();
      if (health.damage === null) throw notDamaged();
      // A log that cannot be written is lost with the file; the file stays unchanged.
      await this.close().catch(() => {});
      const { code, message } = storeDamaged();
      this.#now = { phase: 'failed', code, message };
    }, 'whileOpen');
  }

  retry(): Promise<DeskStatus> {
    return this.#change(async () => {
      const wanted = await this.#wanted();
      if (wanted) await this.#open(wanted);
    });
  }

  leaveWorld(): Promise<DeskStatus> {
    if (this.#now.phase === 'open' && this.#now.opened.profile.kind === 'office') {
      throw new Refusal('CONFLICT', '当前是本机构，不是演示环境。', { link: 'state' });
    }
    return this.#change(async () => {
      await this.close();
      await keepLastProfile(this.dataDir, null);
      if (await officeExists(this.deps)) await this.#open({ kind: 'office' });
    }, 'whileOpen');
  }

  async close(): Promise<void> {
    const was = this.#now;
    // First, so that no new call reaches a closing store, and the desk does not look open if closing fails.
    this.#now = { phase: 'setup' };
    await this.#uploads.end();
    await this.#health?.stop();
    this.#health = null;
    if (was.phase === 'open') await closeOpened(was.opened);
  }

  /**
   * What the command line names; otherwise the own office if there is one; otherwise the last used store. The note of
   * the last use may be missing, or the process was killed before it was written: an office is found by its own folder.
   */
  async #wanted(): Promise<LastProfile | null> {
    const { world, dataDir } = this.options;
    if (world !== null) return { kind: 'training', world };
    return (await officeExists(this.deps)) ? { kind: 'office' } : lastProfile(dataDir);
  }

  /** Runs one change at a time; every window is notified of the new state. */
  async #change(work: () => Promise<void>, when: 'whileOpen' | 'unopened' = 'unopened'): Promise<DeskStatus> {
    this.#refuseUnless(when);
    this.#busy = true;
    try {
      await work();
    } finally {
      this.#busy = false;
    }
    const status = await this.status();
    this.hub.notify(null, { kind: 'deskChanged', status });
    return status;
  }

  #refuseUnless(when: 'whileOpen' | 'unopened'): void {
    if (this.#busy) throw new Refusal('DESK_BUSY', '正在打开，请稍候。', { link: 'desk' });
    if (when === 'unopened' && this.#now.phase === 'open') {
      throw new Refusal('CONFLICT', '工作台已经打开，请刷新页面。', { link: 'state' });
    }
  }

  async #open(profile: LastProfile, onFailure: 'show' | 'throw' = 'show', passphrase?: string): Promise<void> {
    try {
      const definition = profile.kind === 'training' ? worldNamed(profile.world) : undefined;
      if (profile.kind === 'training' && !definition) return;
      const opened = definition
        ? await openWorld(this.deps, definition)
        : await openOffice(this.deps, (keys) => keys.load(passphrase));
      await this.#opened(profile, opened);
    } catch (error) {
      const refusal = error instanceof Refusal ? error : asStoreRefusal(error);
      if (!refusal || onFailure === 'throw') throw refusal ?? error;
      this.#now =
        refusal.code === 'DESK_NOT_OPEN'
          ? { phase: 'passphrase' }
          : { phase: 'failed', code: refusal.code, message: refusal.message };
    }
  }

  async #opened(profile: LastProfile, opened: Opened): Promise<void> {
    this.#now = { phase: 'open', opened };
    if (profile.kind === 'office') this.#watch(opened);
    // A visit to a training world does not replace the own office at the next start.
    if (profile.kind === 'training' && (await officeExists(this.deps))) return;
    await keepLastProfile(this.dataDir, profile);
  }

  /** Damage of the file: notifies every window, and shows in the state of the desk. */
  #watch(opened: Opened): void {
    this.#health = new StoreHealth({
      opened,
      folder: backupFolder(this.dataDir),
      clock: this.deps.clock,
      damageChanged: () => {
        void this.status()
          .then((status) => this.hub.notify(null, { kind: 'deskChanged', status }))
          .catch(() => {});
      },
    });
    this.#health.start();
  }

  /** Checked once: the check writes to the keychain, and every window asks for the desk's state. */
  #keychainStatus(): Promise<KeychainStatus> {
    this.#keychain ??= this.deps.keychain.status();
    return this.#keychain;
  }

  /** Where to keep a key: where the user says, otherwise in the keychain. */
  async #place(passphrase: string | undefined): Promise<KeyPlace> {
    return passphrase === undefined ? { backend: 'keychain' } : { backend: 'passphrase', passphrase };
  }

  async #officeKeys(): Promise<Opened['keys'] | null> {
    return this.#now.phase === 'setup'
      ? null
      : (await storeFolder(officeFolder(this.dataDir), this.deps.keychain, this.deps.hasher)).keys;
  }
}

function notDamaged(): Refusal {
  return new Refusal('CONFLICT', '没有发现数据文件有损坏，不需要恢复。', { link: 'state' });
}

function isoOrNull(instant: number | undefined): string | null {
  return instant === undefined ? null : new Date(instant).toISOString();
}
