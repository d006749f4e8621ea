import { randomBytes, timingSafeEqual } from 'node:crypto';
import { deriveKey } from './derive.ts';
import { type Argon2Parameters, argon2id, isBelow, parametersWithinReason } from './argon2.ts';

/** Result of checking a typed password against a stored verifier. */
export interface PasswordVerdict {
  ok: boolean;
  /** 32 bytes that open what the password seals (the member's private key); null if the password is wrong. */
  wrapKey: Buffer | null;
  /** The stored cost is below today's: hash the typed password again, and wrap again what `wrapKey` sealed. */
  outdated: boolean;
}

/** Hashes and checks passwords at one cost. Every call is exactly one Argon2id, off the main thread, and may wait for others. */
export interface PasswordHasher {
  readonly parameters: Argon2Parameters;
  /** A new verifier to store, and the wrapping key that belongs to it (a later hash of the same password has another one). */
  hashPassword(password: string): Promise<{ stored: string; wrapKey: Buffer }>;
  /**
   * @param password UTF-8 if given as bytes, which the caller can wipe afterwards: a string stays in memory until it is
   * collected
   * @throws Error if `stored` is not a valid verifier (a damaged row; the value is not in the message)
   */
  verifyPassword(stored: string, password: string | Buffer): Promise<PasswordVerdict>;
  /** J2: takes the time of a check for an account that does not exist, so that timing reveals nothing. Always false. */
  verifyNothing(password: string | Buffer): Promise<false>;
  /** Only the wrapping key, for a caller that stores salt and cost itself (the key file). 32 bytes. */
  deriveWrapKey(password: string, salt: Buffer, parameters: Argon2Parameters): Promise<Buffer>;
}

/**
 * Lowest cost allowed in production: the second recommended choice of RFC 9106 with one lane. Measured here (two cores,
 * warm): 50 ms. More memory would cost a class-room host with 30 trainees more than it costs an attacker.
 */
export const parameterFloor: Argon2Parameters = { memoryKiB: 65_536, passes: 3, lanes: 1 };
export const productionParameters: Argon2Parameters = { memoryKiB: 65_536, passes: 3, lanes: 1 };
/** The same algorithm at a cost that lets tests create hundreds of accounts. */
export const testParameters: Argon2Parameters = { memoryKiB: 256, passes: 1, lanes: 1 };

const saltBytes = 16;
const scheme = 'desk-argon2id';
const storedPattern =
  /^\$desk-argon2id\$v=19\$m=(\d{1,8}),t=(\d{1,3}),p=(\d{1,2})\$([A-Za-z0-9_-]{22})\$([A-Za-z0-9_-]{43})$/;

/**
 * The form in which passwords are hashed and checked by a policy: NFKC (as NIST SP 800-63B advises). A Chinese input
 * method types full-width letters and digits that look like the half-width ones, and behind dots a user cannot see the
 * difference.
 */
export function normalisePassword(password: string): string {
  return password.normalize('NFKC');
}

/** Bytes are hashed unchanged if no character in them has another form (ASCII): so no string is made of them. */
function normalisedBytes(password: string | Buffer): string | Buffer {
  if (typeof password === 'string') return normalisePassword(password);
  return password.every((byte) => byte < 0x80) ? password : normalisePassword(password.toString('utf8'));
}

/**
 * @param parameters cost of new verifiers; below {@link parameterFloor} only with `belowFloor: 'tests'`
 * @throws RangeError if the cost is below the minimum or above the maximum
 */
export function createPasswordHasher(
  parameters: Argon2Parameters = productionParameters,
  options: { belowFloor?: 'tests' } = {},
): PasswordHasher {
  if (!parametersWithinReason(parameters)) throw new RangeError('Argon2id parameters beyond reason');
  if (isBelow(parameters, parameterFloor) && options.belowFloor !== 'tests')
    throw new RangeError('Argon2id parameters below the floor');

  const derive = async (
    password: string | Buffer,
    salt: Buffer,
    cost: Argon2Parameters,
  ): Promise<{ verifier: Buffer; wrapKey: Buffer }> => {
    const derived = await argon2id(normalisedBytes(password), salt, cost);
    // Two keys from one Argon2id: the stored verifier reveals nothing about the key that opens the vault.
    const keys = { verifier: deriveKey(derived, 'desk/verifier'), wrapKey: deriveKey(derived, 'desk/wrap') };
    derived.fill(0);
    return keys;
  };

  return {
    parameters,
    async hashPassword(password) {
      const salt = randomBytes(saltBytes);
      const { verifier, wrapKey } = await derive(password, salt, parameters);
      return { stored: formatStored(parameters, salt, verifier), wrapKey };
    },
    async verifyPassword(stored, password) {
      const known = parseStored(stored);
      const { verifier, wrapKey } = await derive(password, known.salt, known.parameters);
      const ok = timingSafeEqual(verifier, known.verifier);
      if (!ok) wrapKey.fill(0);
      return { ok, wrapKey: ok ? wrapKey : null, outdated: isBelow(known.parameters, parameters) };
    },
    async verifyNothing(password) {
      await derive(password, Buffer.alloc(saltBytes), parameters);
      return false;
    },
    async deriveWrapKey(password, salt, cost) {
      return (await derive(password, salt, cost)).wrapKey;
    },
  };
}

/** The hasher of this process: production cost, or the small one if vitest asks for it (`DESK_TEST_ARGON2=small`). */
export function passwordHasherOfProcess(env: NodeJS.ProcessEnv = process.env): PasswordHasher {
  return env['VITEST'] !== undefined && env['DESK_TEST_ARGON2'] === 'small'
    ? createPasswordHasher(testParameters, { belowFloor: 'tests' })
    : createPasswordHasher();
}

function formatStored(cost: Argon2Parameters, salt: Buffer, verifier: Buffer): string {
  const { memoryKiB, passes, lanes } = cost;
  return `$${scheme}$v=19$m=${memoryKiB},t=${passes},p=${lanes}$${salt.toString('base64url')}$${verifier.toString('base64url')}`;
}

function parseStored(stored: string): { parameters: Argon2Parameters; salt: Buffer; verifier: Buffer } {
  const [, memory, passes, lanes, salt, verifier] = storedPattern.exec(stored) ?? [];
  const parameters = { memoryKiB: Number(memory), passes: Number(passes), lanes: Number(lanes) };
  // Also a maximum: a tampered row must not make the host allocate gigabytes.
  if (salt === undefined || verifier === undefined || !parametersWithinReason(parameters))
    throw new Error('Stored password verifier is malformed');
  return { parameters, salt: Buffer.from(salt, 'base64url'), verifier: Buffer.from(verifier, 'base64url') };
}
