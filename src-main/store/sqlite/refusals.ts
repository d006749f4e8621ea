import { Refusal } from '@contract/refusal.ts';

const full = new Set(['SQLITE_FULL', 'SQLITE_IOERR_SHMSIZE', 'ENOSPC', 'EDQUOT']);
const forbidden = new Set(['SQLITE_CANTOPEN', 'SQLITE_READONLY', 'SQLITE_PERM', 'EACCES', 'EPERM', 'EROFS']);

/**
 * The user's refusal for a failure of the store or its disk, or null for other errors (a broken constraint, a bug).
 * Messages name no path and no SQL.
 */
export function asStoreRefusal(error: unknown): Refusal | null {
  if (error instanceof Refusal) return error.code.startsWith('STORE_') || error.code.startsWith('DESK_') ? error : null;
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
  const family = code.split('_').slice(0, 2).join('_');
  if (full.has(code)) return storeFull();
  if (family === 'SQLITE_CORRUPT' || family === 'SQLITE_NOTADB') return storeDamaged();
  if (family === 'SQLITE_BUSY' || family === 'SQLITE_LOCKED') return storeBusy();
  if (forbidden.has(code) || forbidden.has(family)) {
    return desk(
      'DESK_NOT_OPEN',
      '无法读写数据文件夹，请检查文件夹的权限，或换一个文件夹后重新打开程序。',
      '本机管理员',
    );
  }
  if (family === 'SQLITE_IOERR' || code === 'EIO') {
    return desk(
      'STORE_DAMAGED',
      '读写硬盘时出错，请检查硬盘后重新打开程序；如果仍然出错，请用备份恢复。',
      '机构管理员',
    );
  }
  return null;
}

/** The disk is full; acknowledged data are kept. */
export function storeFull(): Refusal {
  return desk('STORE_FULL', '硬盘空间不足，这一步没有保存；之前保存的内容都在。请腾出空间后再试。', '本机用户');
}

/** The key is right, the data are damaged. */
export function storeDamaged(): Refusal {
  return desk('STORE_DAMAGED', '数据库文件已损坏，程序没有改动它。请用最近的备份恢复。', '机构管理员');
}

/** The file belongs to another key. */
export function storeWrongKey(): Refusal {
  return desk(
    'STORE_WRONG_KEY',
    '密钥与数据库不符，程序没有改动数据库。请确认数据文件夹完整，或用打印的恢复密钥、备份恢复。',
    '机构管理员',
  );
}

/** Written by a later version of the program. */
export function storeFromFuture(): Refusal {
  return desk(
    'STORE_FROM_FUTURE',
    '数据库由更新版本的程序写成，本版本不能打开，也没有改动它。请先升级程序。',
    '本机用户',
  );
}

/** Another process holds the same data. */
export function storeBusy(): Refusal {
  return desk('DESK_BUSY', '这份数据正由另一个窗口或程序打开，请切换到那个窗口，或先关闭它再试。', '本机用户');
}

function desk(
  code: 'STORE_FULL' | 'STORE_DAMAGED' | 'STORE_WRONG_KEY' | 'STORE_FROM_FUTURE' | 'DESK_BUSY' | 'DESK_NOT_OPEN',
  message: string,
  whoCanMend: string,
): Refusal {
  return new Refusal(code, message, { link: 'desk', whoCanMend });
}
