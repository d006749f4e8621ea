import { createSigner, signatureFits, type Signer } from '../../keys/signing.ts';
import { lastAudit } from '../../store/repositories/audit.ts';
import { addSeal, lastSeal, type TrailSealRow } from '../../store/repositories/trail-seals.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Clock } from '../ground/ports.ts';

/** Age of the last seal, in milliseconds, after which a new one is set if something was recorded since. */
export const sealEvery = 60 * 60_000;

/** The content that a seal signs. */
export const sealText = (seal: Pick<TrailSealRow, 'upto' | 'at' | 'hash'>): string =>
  JSON.stringify(['agency-desk trail seal 1', seal.upto, seal.at, seal.hash]);

/** The end of an export. Its signature shows whether a file was cut at an earlier seal. `at`: instant of the export. */
export interface ExportEnd {
  upto: number;
  hash: string;
  at: number;
}

/** The text that the signature of an export covers. */
export const exportText = (end: ExportEnd): string =>
  JSON.stringify(['agency-desk trail export 2', end.upto, end.hash, end.at]);

/** Whether a seal's own signature fits. Its public key says whether the seal is from this desk. */
export const sealFits = (seal: TrailSealRow): boolean => signatureFits(seal.public_key, sealText(seal), seal.signature);

/**
 * Seals of the trail (ADR-0019). A person who can write the database could write the whole chain again; a seal
 * is signed with a key that is derived from the desk's own key and is in no table.
 */
export class TrailSeals {
  readonly #signer: Signer;

  /** @param deps.seed 32 bytes of this desk; never in the database */
  constructor(private readonly deps: { db: Database; clock: Clock; seed: Buffer }) {
    this.#signer = createSigner(deps.seed);
  }

  /** The public key of this desk's seals. */
  get publicKey(): string {
    return this.#signer.publicKey;
  }

  /** Seals the trail as it is now. @returns the seal, or null while there is nothing to seal */
  async seal(): Promise<TrailSealRow | null> {
    const { db, clock } = this.deps;
    // Not an act: acts are built on the trail, and a seal belongs to the trail itself.
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

  /** Signs the end of an export. */
  signExport(end: ExportEnd): string {
    return this.#signer.sign(exportText(end));
  }

  /** Sets a seal when the last one is an hour old; a clock that was set back counts as time passed. */
  async sealWhenDue(): Promise<void> {
    const last = await lastSeal(this.deps.db);
    const age = last ? this.deps.clock.now() - last.at : sealEvery;
    if (age >= sealEvery || age < 0) await this.seal();
  }
}
