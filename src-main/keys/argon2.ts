import { hashRaw } from '@node-rs/argon2';
import { Refusal } from '@contract/refusal.ts';

/** Cost of one Argon2id. */
export interface Argon2Parameters {
  /** Memory in KiB. */
  memoryKiB: number;
  /** Iterations over that memory. */
  passes: number;
  lanes: number;
}

/** Maximum parallel runs in this process: each takes 64 MiB, and more than the number of cores gains nothing. */
const runningAtMost = 2;
/** Maximum waiting runs: beyond it a login is refused at once instead of after half a minute. */
const waitingAtMost = 256;
// Both are const enums of the library, which isolatedModules cannot read.
const algorithmArgon2id = 2;
const version13 = 1;
const version10 = 0;

let running = 0;
const waiting: (() => void)[] = [];

/**
 * One Argon2id (RFC 9106) on a thread of the pool; returns 64 bytes.
 * @throws Refusal DESK_BUSY if too many already wait
 */
export function argon2id(password: string | Buffer, salt: Buffer, cost: Argon2Parameters): Promise<Buffer> {
  return inItsPlace(() =>
    hashRaw(password, {
      algorithm: algorithmArgon2id,
      version: version13,
      salt,
      memoryCost: cost.memoryKiB,
      timeCost: cost.passes,
      parallelism: cost.lanes,
      outputLen: 64,
    }),
  );
}

/**
 * The Argon2 that another program's file asks for, on a thread of the pool; returns 32 bytes. Whoever calls limits the cost.
 * @param asked.algorithm as RFC 9106 numbers them (0: Argon2d, 2: Argon2id). @throws Refusal DESK_BUSY if too many already wait
 */
export function foreignArgon2(
  asked: Argon2Parameters & { secret: Uint8Array; salt: Uint8Array; algorithm: number; version: number },
): Promise<Uint8Array> {
  return inItsPlace(() =>
    hashRaw(asked.secret, {
      algorithm: asked.algorithm,
      version: asked.version === 0x13 ? version13 : version10,
      salt: asked.salt,
      memoryCost: asked.memoryKiB,
      timeCost: asked.passes,
      parallelism: asked.lanes,
      outputLen: 32,
    }),
  );
}

async function inItsPlace<Result>(run: () => Promise<Result>): Promise<Result> {
  await takePlace();
  try {
    return await run();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** Whether any cost parameter is less than `other`'s. */
export function isBelow(cost: Argon2Parameters, other: Argon2Parameters): boolean {
  return cost.memoryKiB < other.memoryKiB || cost.passes < other.passes || cost.lanes < other.lanes;
}

/** Limits of any cost that this program accepts from stored data. */
export function parametersWithinReason({ memoryKiB, passes, lanes }: Argon2Parameters): boolean {
  const within = (value: number, low: number, high: number): boolean =>
    Number.isInteger(value) && value >= low && value <= high;
  return within(lanes, 1, 8) && within(memoryKiB, 8 * lanes, 1_048_576) && within(passes, 1, 32);
}

/** A run that ends passes its place on directly, so that the count never exceeds the maximum in between. */
async function takePlace(): Promise<void> {
  if (running < runningAtMost) {
    running += 1;
    return;
  }
  if (waiting.length >= waitingAtMost) {
    throw new Refusal('DESK_BUSY', '正在登录的人太多，请过一会儿再试。', { link: 'desk' });
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}
