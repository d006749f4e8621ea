import { UnreadableTable } from './table-record.ts';

/* Runs in a worker as well (table-worker.ts): imports nothing of the program. */

/** What cannot be opened as it was asked: the field says what is to be typed anew. */
export class UnopenedFile extends UnreadableTable {
  readonly field: 'source' | 'passphrase' | 'keyFile';

  constructor(message: string, field: UnopenedFile['field']) {
    super(message);
    this.field = field;
  }
}

/**
 * Cost that a file may ask for. KeePass and KeePassXC set one second by themselves; a file beyond this was made to stop the program, or for another machine.
 * `work`: memory times passes, in KiB. `unpacked`: bytes.
 */
export const keepassLimits = {
  memoryKiB: 1_048_576,
  work: 64 * 1_048_576,
  lanes: 64,
  rounds: 200_000_000,
  unpacked: 128 * 1024 * 1024,
} as const;

const remedy = '请在 KeePass 或 KeePassXC 的数据库设置里改小（例如内存 64 MB、2 次），另存后再选择';

/** @throws UnopenedFile when an Argon2 costs more than a file may ask */
export function checkArgon2({ memoryKiB, passes, lanes }: { memoryKiB: number; passes: number; lanes: number }): void {
  const refuse = (what: string): never => {
    throw new UnopenedFile(`这个密码库${what}，超过本程序的限度，没有打开。${remedy}`, 'source');
  };
  if (!(memoryKiB <= keepassLimits.memoryKiB)) refuse(`打开一次要用${Math.round(memoryKiB / 1024)} MB 内存`);
  if (!(lanes <= keepassLimits.lanes)) refuse(`要求并行${lanes}路`);
  if (!(memoryKiB * passes <= keepassLimits.work)) refuse(`要求计算${passes}次`);
}

/** @throws UnopenedFile when an AES-KDF has more rounds than a file may ask */
export function checkRounds(rounds: number): void {
  if (!(rounds <= keepassLimits.rounds))
    throw new UnopenedFile(`这个密码库要求计算${rounds}轮，超过本程序的限度，没有打开。${remedy}`, 'source');
}
