import { readBitwardenJson, readEntryCsv } from './entry-text.ts';
import { readKeepass } from './keepass.ts';
import { UnopenedFile } from './keepass-limits.ts';
import type { EntryList, EntrySource, RunArgon2 } from './password-entry.ts';

/* Runs in a worker of its own (table-worker.ts): imports nothing of the program. */

/** Reads the file of a password manager; its bytes and its key file are wiped. @throws UnopenedFile */
export async function readEntries(source: EntrySource, run: RunArgon2): Promise<EntryList> {
  try {
    const { kind } = source;
    if (kind === 'keepass') return await readKeepass(source, run);
    if (kind === 'keepassCsv' || kind === 'bitwardenCsv') return readEntryCsv(source.bytes, kind);
    if (kind === 'bitwardenJson') return readBitwardenJson(source.bytes);
    throw new UnopenedFile(
      kind === 'keepassOld'
        ? '这是 KeePass 1 的密码库（.kdb），不能直接读取。请用 KeePass 2 或 KeePassXC 导入后另存为 .kdbx，再选择'
        : '这不是密码管理器的文件。可以读取 .kdbx、KeePassXC 的 .csv、Bitwarden 的 .csv 和 .json',
      'source',
    );
  } finally {
    source.bytes.fill(0);
    source.keyFile?.fill(0);
  }
}
