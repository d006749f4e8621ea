import { createSigner, signatureFits, type Signer } from '../../keys/signing.ts';
import { lastAudit } from '../../store/repositories/audit.ts';
import { addSeal, lastSeal, type TrailSealRow } from '../../store/repositories/trail-seals.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Clock } from '../ground/ports.ts';

/** A seal is set when the last one is so old, in milliseconds, and something was recorded since. */
export const sealEvery = 60 * 60_000;

/** What a seal signs. */
export const sealText = (seal: Pick<TrailSealRow, 'upto' | 'at' | 'hash'>): string =>
  JSON.stringify(['agency-desk trail seal 1', seal.upto, seal.at, seal.hash]);

/** What an export says of its end; signed, so that a file cut at an earlier seal is told from a whole one. `at`: when it was made. */
export interface ExportEnd {
  upto: number;
  hash: string;
  at: number;
}

/** What the signature of an export is over. */
export const exportText = (end: ExportEnd): string =>
  JSON.stringify(['agency-desk trail export 2', end.upto, end.hash, end.at]);

/** Whether a seal's own signature fits. Whether it is this desk's is said by its public key. */
export const sealFits = (seal: TrailSealRow): boolean => signatureFits(seal.public_key, sealText(seal), seal.signature);

/**
 * Seals of the trail (ADR-0019). The chain alone could be written anew from its beginning by whoever can write the database; a seal
 * is signed with a key that is derived from the desk's own and stands in no table.
 */
export class TrailSeals {
  readonly #signer: Signer;

  /** @param deps.seed 32 bytes of this desk; never in the database */
  constructor(private readonly deps: { db: Database; clock: Clock; seed: Buffer }) {
    this.#signer = createSigner(deps.seed);
  }

  /** By which this desk's seals are known. */
  get publicKey(): string {
    return this.#signer.publicKey;
  }

  /** Seals the trail as it is now. @returns the seal, or null while there is nothing to seal */
  async seal(): Promise<TrailSealRow | null> {
    const { db, clock } = this.deps;
    // No act: a seal is the trail's own, on which the acts stand.
    return db.transaction().execute(async (transaction) => {
      const [last, sealed] = [await lastAudit(transaction), await lastSeal(transaction)];
      if (!last) return null;
      if (sealed?.upto === last.seq) return sealed;
      const seal = { upto: last.seq, at: clock.now(), hash: last.hash };
      const row = { ...seal, public_key: this.#signer.publicKey, signature: this.#signer.sign(sealText(seal)) };
      await addSeal(transaction, row);
      return row;
    });
  }

  /** Signs where an export ends. */
  signExport(end: ExportEnd): string {
    return this.#signer.sign(exportText(end));
  }

  /** Seals it when the last seal is an hour old; a clock that was set back counts as time passed. */
  async sealWhenDue(): Promise<void> {
    const last = await lastSeal(this.deps.db);
    const age = last ? this.deps.clock.now() - last.at : sealEvery;
    if (age >= sealEvery || age < 0) await this.seal();
  }
}
