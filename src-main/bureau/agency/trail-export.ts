import type { ChainPage, ChainStart } from '@contract/trail.ts';
import type { Acts } from '../act/acts.ts';
import type { StaffActor } from '../ground/actors.ts';
import type { TrailSeals } from '../trail/seals.ts';
import type { Trail } from '../trail/trail.ts';

/**
 * The whole trail for others to verify (ADR-0019): every record as it was hashed, and the seals. Read page by page up to the seal
 * that {@link begin} sets, so that what is recorded meanwhile does not matter.
 */
export class TrailExport {
  constructor(
    private readonly acts: Acts,
    private readonly trail: Trail,
    private readonly seals: TrailSeals,
  ) {}

  /** Records the export, seals the trail with that record at its end, and says how far it goes. */
  async begin(by: StaffActor): Promise<ChainStart> {
    await this.acts.run(null, (act) =>
      act.record({ act: 'trail.export', text: '导出全部轨迹，供校验', rule: 'J4', by, origin: by.origin }),
    );
    const seal = await this.seals.seal();
    if (!seal) throw new Error('a trail with a record has a seal');
    const end = { upto: seal.upto, hash: seal.hash, at: seal.at };
    return { ...end, publicKey: this.seals.publicKey, signature: this.seals.signExport(end) };
  }

  async page(question: { after: number; upto: number; limit: number }): Promise<ChainPage> {
    const { records, seals } = await this.trail.read(question.after, question.upto, question.limit);
    return {
      records: records.map((row) => ({
        seq: row.seq,
        at: row.at,
        act: row.act,
        text: row.text,
        result: row.result,
        rule: row.rule,
        handlerId: row.handler_id,
        staffName: row.staff_name,
        agencyId: row.agency_id,
        clientId: row.client_id,
        clientName: row.client_name,
        sessionId: row.session_id,
        origin: row.origin,
        detail: row.detail,
        prevHash: row.prev_hash,
        hash: row.hash,
      })),
      seals: seals.map((seal) => ({
        upto: seal.upto,
        at: seal.at,
        hash: seal.hash,
        publicKey: seal.public_key,
        signature: seal.signature,
      })),
    };
  }
}
