import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/refusal.ts';

/** The used part of keytar. `findCredentials` is not used: on a locked gnome-keyring it ends the process. */
export interface Keytar {
  getPassword(service: string, account: string): Promise<string | null>;
  setPassword(service: string, account: string, password: string): Promise<void>;
  deletePassword(service: string, account: string): Promise<boolean>;
}

/** Why the machine's keychain cannot be used now. */
export type KeychainFault =
  /** keytar did not load: on Linux, libsecret is not installed. */
  | 'noLibrary'
  /** No answer: no session bus, no keyring service. */
  | 'noService'
  | 'locked'
  /** No answer within the time limit; it may be asking the user something. */
  | 'timeLimit';

export type KeychainStatus = { available: true } | { available: false; fault: KeychainFault };

/** The operating system's keychain, one entry per account. */
export interface Keychain {
  /**
   * Writes, reads and deletes a test entry: the only sure way to distinguish a locked keychain from an empty one. The
   * result is cached for a while, because status pages ask often.
   */
  status(): Promise<KeychainStatus>;
  /** The secret, or null when the keychain works and has no such entry. @throws KeychainUnavailable */
  read(account: string): Promise<string | null>;
  /** Writes and reads back. @throws KeychainUnavailable */
  write(account: string, secret: string): Promise<void>;
  /** Deletes an entry; a missing entry is no error. @throws KeychainUnavailable */
  remove(account: string): Promise<void>;
}

/** Never contains a secret. */
export class KeychainUnavailable extends Error {
  constructor(readonly fault: KeychainFault) {
    super(`Keychain unavailable (${fault})`);
    this.name = 'KeychainUnavailable';
  }
}

const service = 'agency-desk';
/** A fault is cached only briefly: the user may be unlocking the keychain. */
const rememberedMs = { available: 60_000, fault: 2_000 };

/**
 * The keychain through keytar, which is loaded at first use.
 * @param options.load for tests: a keytar that fails as a machine without libsecret does
 * @param options.timeLimitMs how long to wait for one answer
 */
export function createKeychain(options: { load?: () => Promise<Keytar>; timeLimitMs?: number } = {}): Keychain {
  const { load = loadKeytar, timeLimitMs = 5_000 } = options;
  const limited = oneAtATime(timeLimitMs);
  let loading: Promise<Keytar> | null = null;

  const ask = <Result>(question: (keytar: Keytar) => Promise<Result>): Promise<Result> =>
    limited(async () => {
      loading ??= load();
      const keytar = await loading.catch(() => {
        loading = null;
        throw new KeychainUnavailable('noLibrary');
      });
      return question(keytar).catch((error: unknown) => {
        // Only keytar's text distinguishes the two; the message shown is ours in both cases.
        throw new KeychainUnavailable(/locked/i.test(String(error)) ? 'locked' : 'noService');
      });
    });

  const prove = async (): Promise<void> => {
    const account = `probe-${randomUUID()}`;
    await ask((keytar) => keytar.setPassword(service, account, account));
    const read = await ask((keytar) => keytar.getPassword(service, account));
    await ask((keytar) => keytar.deletePassword(service, account));
    if (read !== account) throw new KeychainUnavailable('noService');
  };

  const ascertain = (): Promise<KeychainStatus> =>
    prove().then(
      () => ({ available: true }) as const,
      (error: unknown) => {
        if (error instanceof KeychainUnavailable) return { available: false, fault: error.fault } as const;
        throw error;
      },
    );
  let known: { status: Promise<KeychainStatus>; until: number } | null = null;

  return {
    status() {
      if (known !== null && performance.now() < known.until) return known.status;
      const asked = { status: ascertain(), until: Number.POSITIVE_INFINITY };
      known = asked;
      void asked.status.then(
        ({ available }) => {
          asked.until = performance.now() + (available ? rememberedMs.available : rememberedMs.fault);
        },
        () => {
          asked.until = 0;
        },
      );
      return asked.status;
    },
    async read(account) {
      const secret = await ask((keytar) => keytar.getPassword(service, account));
      // libsecret answers "no entry" for a locked keyring too.
      if (secret === null) await prove();
      return secret;
    },
    async write(account, secret) {
      await ask((keytar) => keytar.setPassword(service, account, secret));
      if ((await ask((keytar) => keytar.getPassword(service, account))) !== secret)
        throw new KeychainUnavailable('noService');
    },
    async remove(account) {
      await ask((keytar) => keytar.deletePassword(service, account));
    },
  };
}

/** Message for the user about a fault, and what to do. */
export function keychainRefusal(fault: KeychainFault): Refusal {
  return new Refusal('KEYCHAIN_UNAVAILABLE', `${faultText[fault]}也可以用打印的恢复密钥打开，并改用启动口令。`, {
    link: 'desk',
    whoCanMend: '本机管理员',
  });
}

const faultText: Record<KeychainFault, string> = {
  noLibrary: '本机缺少系统钥匙串组件（Linux 上是 libsecret），取不到数据库密钥。请安装后重试。',
  noService: '系统钥匙串没有运行，取不到数据库密钥。请登录桌面后重试。',
  locked: '系统钥匙串是锁着的，取不到数据库密钥。请解锁钥匙串后重试。',
  timeLimit: '系统钥匙串没有回应，取不到数据库密钥。如果弹出了解锁窗口，请在那里解锁后重试。',
};

/**
 * Keychain line of a status page: the key recorded there cannot be reached now; null: record and machine agree.
 * @param recorded the backend that the key file names
 */
export function keychainNotice(
  recorded: 'keychain' | 'passphrase' | 'world' | null,
  status: KeychainStatus,
): string | null {
  return recorded === 'keychain' && !status.available ? keychainRefusal(status.fault).message : null;
}

/**
 * A native call that hangs cannot be ended and occupies a thread of the pool. So no second call begins meanwhile, and a
 * process that ends then is ended hard, because a normal exit waits for the pool.
 */
function oneAtATime(timeLimitMs: number): <Result>(work: () => Promise<Result>) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  let hanging = 0;
  const endHard = (): void => void process.kill(process.pid, 'SIGKILL');
  return (work) => {
    let givenUp = false;
    const result = last.then(() => {
      // After a timeout was reported, the late call must not take effect.
      if (givenUp) throw new KeychainUnavailable('timeLimit');
      return work();
    });
    last = result.catch(() => undefined);
    return new Promise((resolve, reject) => {
      const limit = setTimeout(() => {
        givenUp = true;
        hanging += 1;
        process.off('exit', endHard).once('exit', endHard);
        reject(new KeychainUnavailable('timeLimit'));
      }, timeLimitMs);
      result.then(resolve, reject).finally(() => {
        clearTimeout(limit);
        if (givenUp && (hanging -= 1) === 0) process.off('exit', endHard);
      });
    });
  };
}

async function loadKeytar(): Promise<Keytar> {
  // CommonJS: the functions are on the default export.
  return (await import('keytar')).default;
}
