import { access, mkdir, readdir, readFile, rename, rmdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Refusal } from '@contract/errors.ts';
import { syncFolder, writeFileAtomically } from '../keys/atomic-file.ts';
import { holdLock } from '../store/sqlite/lock.sqlite.ts';
import { finishReplacement } from '../store/backup/replace.ts';
import { storeFiles } from '../store/store-files.ts';
import { lastProfile } from './last-profile.ts';
import { officeFolder } from './open-office.ts';

/** The data folder of this start, and a notice for the user: Chinese, shown once; null: none. */
export interface SettledPlace {
  dataDir: string;
  notice: string | null;
}

/** Errors of a rename that are permanent for this place, or last while another program has the folder open. */
const cannotMove = new Set(['EXDEV', 'EACCES', 'EPERM', 'EROFS', 'EBUSY', 'ENOTSUP', 'ENOSPC']);
/** The two places that the user was notified of. */
const noticeFile = 'two-offices.json';
/** The lock file of the start that moves an office; it has no meaning afterwards. */
const turnFile = 'moving.lock';
const turnPatienceMs = 5_000;

/**
 * Moves an own office from the desktop's former folder to the folder that both hosts use now. The office is one folder
 * and one rename, so after a crash it is complete at one of the two places. The rest (the note of the last use,
 * backups, practised worlds) follows; the next start continues an interrupted move. An office that cannot be moved is
 * used where it is. If both places hold one, neither is touched. Keychain entries use the store's id, not its path, and
 * need no change.
 * @param present today's data folder, which may not exist yet
 * @param former the former one
 * @throws the file system's error if the present folder cannot be made; Refusal DESK_BUSY if another start takes very
 * long to move it
 */
export async function settleDataFolder(present: string, former: string): Promise<SettledPlace> {
  if (!(await holdsOffice(former))) {
    if (await holdsOffice(present)) await followUp(present, former);
    return { dataDir: present, notice: null };
  }
  await mkdir(present, { recursive: true, mode: 0o700 });
  // One start at a time: another start must not find the office in mid-move.
  const turn = await holdLock(join(present, turnFile), turnPatienceMs);
  try {
    return await adopt(present, former);
  } finally {
    turn.release();
  }
}

async function adopt(present: string, former: string): Promise<SettledPlace> {
  const [here, there] = [await holdsOffice(present), await holdsOffice(former)];
  if (here && there) return { dataDir: present, notice: await noticeOfBoth(present, former) };
  // Another start moved it first.
  if (!there) return { dataDir: present, notice: null };
  const fault = await moveOffice(present, former);
  if (fault !== null) {
    return {
      dataDir: former,
      notice: `机构数据在“${former}”，${fault}，这次就在原处使用，没有移动，也没有复制。下次启动会再试；也可以用 --data 指定这个文件夹。`,
    };
  }
  await followUp(present, former);
  return {
    dataDir: present,
    notice: `机构数据已从“${former}”移到“${present}”，桌面程序和浏览器方式从此使用同一份数据。内容没有改动。`,
  };
}

/** Whether a data folder holds an own office, intact or damaged. First finishes a replacement that a crash interrupted. */
async function holdsOffice(dataDir: string): Promise<boolean> {
  const folder = officeFolder(dataDir);
  if (!(await exists(folder))) return false;
  // If it cannot be finished now, opening the office reports it.
  await finishReplacement(folder).catch(() => undefined);
  const { database, keyFile } = storeFiles(folder);
  return (await exists(keyFile)) || (await exists(database));
}

/** @returns null if it was moved, or why it stays (a Chinese clause) */
async function moveOffice(present: string, former: string): Promise<string | null> {
  const [from, to] = [officeFolder(former), officeFolder(present)];
  try {
    // Released before the rename: Windows moves no folder in which a file is open.
    (await holdLock(storeFiles(from).lock)).release();
    await makeWay(to);
    await rename(from, to);
  } catch (error) {
    if (error instanceof Refusal && error.code === 'DESK_BUSY') return '正由另一个程序打开';
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (cannotMove.has(code) || code.startsWith('SQLITE_')) return '不能移到新的位置';
    throw error;
  }
  await syncFolder(present);
  await syncFolder(former);
  return null;
}

/** A folder without an office that is in the way: an empty one is deleted, any other is renamed. */
async function makeWay(folder: string): Promise<void> {
  if (!(await exists(folder))) return;
  if ((await readdir(folder)).length === 0) return rmdir(folder);
  for (let number = 1; ; number += 1) {
    const aside = `${folder}-aside-${number}`;
    if (await exists(aside)) continue;
    return rename(folder, aside);
  }
}

/** Moves the rest after an office. Every step checks what is there; the next start retries what fails now. */
async function followUp(present: string, former: string): Promise<void> {
  if (!(await exists(former))) return;
  const wasOffice = (await lastProfile(former))?.kind === 'office';
  const attempt = (work: Promise<unknown>): Promise<unknown> => work.catch(() => undefined);
  // A note that names a missing office belongs to the office that moved.
  if (wasOffice || !(await exists(join(present, 'desk.json'))))
    await attempt(rename(join(former, 'desk.json'), join(present, 'desk.json')));
  for (const folder of ['backups', 'worlds', 'logs'])
    await attempt(moveEntries(join(former, folder), join(present, folder)));
  await attempt(rmdir(former));
}

/** Moves the contents of a folder into another, except for names that exist there. */
async function moveEntries(from: string, to: string): Promise<void> {
  if (!(await exists(from))) return;
  await mkdir(to, { recursive: true, mode: 0o700 });
  for (const name of await readdir(from))
    if (!(await exists(join(to, name)))) await rename(join(from, name), join(to, name));
  await rmdir(from);
}

async function noticeOfBoth(present: string, former: string): Promise<string | null> {
  const file = join(present, noticeFile);
  const noticed = await readFile(file, 'utf8').catch(() => null);
  if (noticed === JSON.stringify({ former })) return null;
  await writeFileAtomically(file, JSON.stringify({ former })).catch(() => undefined);
  return `有两份机构数据：“${present}”和“${former}”。两份都没有改动，现在使用前一份。要打开后一份，请关闭程序，用 --data "${former}" 启动。`;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
