const storageKey = 'desk.window';
/** Milliseconds that a reloaded page waits for the lock of the page before it, which the browser frees a moment late. */
const lockPatienceMs = 1_500;

/** What this file needs of the browser; a test gives its own. */
export interface WindowSurroundings {
  storage: Pick<Storage, 'getItem' | 'setItem'>;
  /** Absent outside secure contexts (a class network without TLS): duplicates then go unnoticed. */
  locks: Pick<LockManager, 'request'> | undefined;
  random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

function newKey(random: WindowSurroundings['random']): string {
  const text = String.fromCharCode(...random(new Uint8Array(32)));
  return btoa(text).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Holds the lock of a key until the page goes; false when another page holds it and keeps it. */
async function hold(locks: Pick<LockManager, 'request'>, key: string): Promise<boolean> {
  return new Promise<boolean>((resolve) => {
    const held = (): Promise<never> => {
      resolve(true);
      return new Promise<never>(() => {});
    };
    locks
      .request(`${storageKey}.${key}`, { signal: AbortSignal.timeout(lockPatienceMs) }, held)
      .catch(() => resolve(false));
  });
}

/**
 * The key by which the host knows this window: random, 256 bits, kept for as long as the tab is open, reloads included. A
 * duplicated tab starts with a copy of the storage; the lock shows that the key is in use, and the duplicate takes a new one.
 */
export async function windowKey(surroundings: WindowSurroundings): Promise<string> {
  const { storage, locks, random } = surroundings;
  const kept = storage.getItem(storageKey);
  if (kept !== null && (!locks || (await hold(locks, kept)))) return kept;
  const key = newKey(random);
  storage.setItem(storageKey, key);
  if (locks) void hold(locks, key);
  return key;
}
