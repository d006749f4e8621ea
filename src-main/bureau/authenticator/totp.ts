import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';

/** A code is shown for so many milliseconds (RFC 6238, as every authenticator app has it). */
export const stepLength = 30_000;
/** Steps before and after the present one that are accepted: phone and machine may differ by that. */
const tolerance = 1;
/** What authenticator apps list the code under, beside the account. */
export const issuer = '代理机构工作台';

/** 160 random bits, as RFC 4226 recommends. */
export function newSecret(): Uint8Array {
  return Uint8Array.from(randomBytes(20));
}

/** How a person types the secret into an app: base32, 32 characters. */
export function base32Of(secret: Uint8Array): string {
  return new Secret({ buffer: secret.slice().buffer }).base32;
}

/** The address that the QR code holds. The issuer stands in it once: a smaller picture is read by worse cameras. */
export function addressOf(secret: Uint8Array, account: string): string {
  return totpOf(secret, account).toString();
}

/**
 * When a typed code runs out that the secret gives about now, or null when it is none. @param now milliseconds UTC
 * @returns milliseconds UTC; different for every step, so that it also names the step
 */
export function runsOutAt(secret: Uint8Array, code: string, now: number): number | null {
  const steps = totpOf(secret, '').validate({ token: code, timestamp: now, window: tolerance });
  return steps === null ? null : (Math.floor(now / stepLength) + steps + tolerance + 1) * stepLength;
}

/** When the first code is shown that runs out after `spentUntil`, milliseconds UTC. */
export function nextAfter(spentUntil: number): number {
  return (Math.floor(spentUntil / stepLength) - tolerance) * stepLength;
}

function totpOf(secret: Uint8Array, label: string): TOTP {
  return new TOTP({
    issuer,
    label,
    issuerInLabel: false,
    algorithm: 'SHA1',
    digits: 6,
    period: stepLength / 1000,
    secret: new Secret({ buffer: secret.slice().buffer }),
  });
}
