import { createHmac } from 'node:crypto';
import { deriveKey } from '../../keys/derive.ts';
import { seal, SealBroken, unseal } from '../../keys/sealing.ts';

/** The open vault within one act: seals and opens with the vault key, and never gives the key away. */
export class OpenVault {
  constructor(
    private readonly key: Buffer,
    readonly generation: number,
  ) {}

  seal(secret: Buffer, place: string): Buffer {
    return seal(this.key, secret, place);
  }

  /** The caller wipes the result. @throws SealBroken */
  unseal(sealed: Buffer, place: string): Buffer {
    return unseal(this.key, sealed, place);
  }

  /** As {@link unseal}; null where the seal is damaged. */
  unsealed(sealed: Buffer, place: string): Buffer | null {
    try {
      return this.unseal(sealed, place);
    } catch (error) {
      if (error instanceof SealBroken) return null;
      throw error;
    }
  }

  /** Finds equal secrets without opening them. Keyed by the vault, so that nobody without it can try out words. */
  fingerprints(secrets: readonly Buffer[]): Buffer[] {
    const key = deriveKey(this.key, 'desk/secret-fingerprint');
    try {
      return secrets.map((secret) => createHmac('sha256', key).update(secret).digest());
    } finally {
      key.fill(0);
    }
  }
}
