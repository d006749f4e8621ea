import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@contract/errors.ts';
import { pieceBytes } from '@contract/shell.ts';
import type { StaffActor } from '../bureau/ground/actors.ts';
import { clearUnfinishedBackups, createBackup } from '../store/backup/backup.ts';
import { putSetting } from '../store/repositories/settings.ts';
import type { Opened } from './opened.ts';
import { backupsIn, backupSuffix, wayBack } from './store-health.ts';

const title = '备份';

/** Folder of the backups of a data folder. */
export const backupFolder = (dataDir: string): string => join(dataDir, 'backups');

/** Encrypted backups of the open store, in a folder beside it; each can be restored on a new machine with the recovery key. */
export class Backups {
  constructor(
    private readonly opened: Opened,
    private readonly folder: string,
    private readonly version: string,
    /** Called when a backup found damage in the store. */
    private readonly damaged: () => void = () => {},
  ) {}

  /** Starts a backup as long work. @returns the id of the work. @throws Refusal DESK_BUSY while another backup runs: it would delete that one's unfinished file */
  start(staff: StaffActor): string {
    const { engine, store, key, files, profile } = this.opened;
    if (engine.office.work.runs(title))
      throw new Refusal('DESK_BUSY', '正在备份，请等它结束后再试。', { link: 'desk' });
    const name = `${fileNamePart(profile.agencyName ?? profile.name)}-${stamp(engine.clock.now())}${backupSuffix}`;
    return engine.office.work.start(staff, title, null, async (report, signal) => {
      await mkdir(this.folder, { recursive: true, mode: 0o700 });
      await clearUnfinishedBackups(this.folder);
      const { bytes } = await createBackup({
        store,
        opened: key,
        keyFile: files.keyFile,
        target: join(this.folder, name),
        agencyName: profile.agencyName ?? profile.name,
        programVersion: this.version,
        signal,
        onProgress: ({ done, total }) => report(done, total),
      }).catch(async (error: unknown) => {
        if (!(error instanceof Refusal) || error.code !== 'STORE_DAMAGED') throw error;
        this.damaged();
        throw new Refusal('STORE_DAMAGED', `数据文件有损坏，没有生成备份。${await wayBack({ key }, this.folder)}`, {
          link: 'desk',
          whoCanMend: '机构管理员',
        });
      });
      await engine.acts.run(null, async (act) => {
        await putSetting(act.db, 'lastBackupAt', engine.clock.now());
        await act.record({
          act: 'backup.create',
          text: '备份',
          by: staff,
          origin: staff.origin,
          detail: { name, bytes },
        });
      });
      // The list shows its size, with one formatter.
      return `已备份到“${name}”。`;
    });
  }

  /** Backups in the folder, newest first. */
  list(): Promise<{ name: string; bytes: number; createdAt: string }[]> {
    return backupsIn(this.folder);
  }

  /** A piece of a backup, to save elsewhere; accepts only names that `list` returns. @param at offset in bytes. @throws Refusal NOT_FOUND, also beyond the end */
  async fetch(name: string, at: number): Promise<File> {
    if (!(await this.list()).some((known) => known.name === name)) throw gone();
    const handle = await open(join(this.folder, name), 'r');
    try {
      const piece = new Uint8Array(pieceBytes);
      const { bytesRead } = await handle.read(piece, 0, pieceBytes, at);
      if (bytesRead === 0) throw gone();
      return new File([piece.subarray(0, bytesRead)], 'piece', { type: 'application/octet-stream' });
    } finally {
      await handle.close();
    }
  }
}

const gone = (): Refusal => new Refusal('NOT_FOUND', '没有这个备份文件，请刷新列表。', { link: 'state' });

/** `20261123-143000` in Asia/Shanghai, for a file name. */
function stamp(instant: number): string {
  return new Date(instant + 8 * 3_600_000).toISOString().slice(0, 19).replaceAll(/[-:]/g, '').replace('T', '-');
}

/** A name as part of a file name: no character that a file system refuses; short, because file systems limit bytes and the contract limits characters. */
function fileNamePart(name: string): string {
  return [...name.replaceAll(/[\\/:*?"<>|\s\p{Cc}]/gu, '_')].slice(0, 40).join('');
}
