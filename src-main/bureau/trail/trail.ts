import { setImmediate } from 'node:timers/promises';
import type { RuleId } from '@contract/rule-id.ts';
import type { Clock } from '../ground/ports.ts';
import type { ClientActor, EnterpriseActor, PersonActor, StaffActor } from '../ground/actors.ts';
import {
  addAudit,
  auditAfter,
  lastAudit,
  nextSeq,
  listAudit,
  type AuditFilter,
  type AuditRow,
} from '../../store/repositories/audit.ts';
import { lastSeal, sealsBetween, type TrailSealRow } from '../../store/repositories/trail-seals.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import { lostOnlyHalfCharacters } from './lost-text.ts';
import { auditHash } from './record-hash.ts';
import { recordRow } from './record-row.ts';
import { sealFits } from './seals.ts';

/** The client of an agency, the enterprise, or the natural person that is acted for. */
export interface TrailClient {
  id: string;
  name: string;
}

/** One act for the trail (J4): who, for whom, what, when, result, and origin. */
export interface ActRecord {
  /** Stable name, `agency.staff.signIn`. */
  act: string;
  /** The act in Chinese, with the important details and no secret. */
  text: string;
  result: 'done' | 'refused';
  rule?: RuleId | null;
  by?: StaffActor | ClientActor | EnterpriseActor | PersonActor | null;
  /** The person concerned, if there is no actor yet or no longer one (login, end of a session). */
  handler?: { id: string; name: string } | null;
  /** The agency concerned, if nobody is signed in yet. */
  agencyId?: string | null;
  client?: TrailClient | null;
  sessionId?: string | null;
  origin: string;
  detail?: Record<string, string | number | boolean | null>;
}

const batch = 1000;
/** Number of records read at once when a search has no index. */
const stretch = 20_000;

/** The hash-chained trail. A record is added inside the transaction of its act, so that neither exists without the other. */
export class Trail {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Adds one record. @param within the transaction of the act; without it the record gets a transaction of its own, so that the chain never forks */
  async record(act: ActRecord, within?: DatabaseTransaction): Promise<void> {
    // Acts are built on the trail, not the other way round.
    if (within) await this.#append(act, within);
    else await this.db.transaction().execute((transaction) => this.#append(act, transaction));
  }

  async #append(act: ActRecord, db: DatabaseTransaction): Promise<void> {
    const row = recordRow(act, this.clock.now(), (await lastAudit(db))?.hash ?? '');
    await addAudit(db, { ...row, hash: auditHash(row) });
  }

  /**
   * Records that match, newest first. A search by text or time has no index: it reads back in batches, and other
   * calls run in between.
   */
  async list(filter: AuditFilter): Promise<AuditRow[]> {
    if (filter.clientId !== undefined || filter.ofPerson !== undefined) return listAudit(this.db, filter);
    const found: AuditRow[] = [];
    let before = Math.min(filter.before ?? Infinity, await nextSeq(this.db));
    for (;;) {
      const since = before - stretch;
      found.push(...(await listAudit(this.db, { ...filter, before, since, limit: filter.limit - found.length })));
      before = since;
      if (before <= 1 || found.length >= filter.limit) return found;
      await setImmediate();
    }
  }

  /** Records after `seq` up to `upto` in order, with their seals: the content of an export. */
  async read(seq: number, upto: number, limit: number): Promise<{ records: AuditRow[]; seals: TrailSealRow[] }> {
    const records = (await auditAfter(this.db, seq, limit)).filter((row) => row.seq <= upto);
    const last = records.at(-1);
    return { records, seals: last ? await sealsBetween(this.db, seq, last.seq) : [] };
  }

  /**
   * Recomputes the chain and checks its seals. @returns records read, seals that fit, and the first record that does
   * not fit, or null; a seal beyond the last record shows that records were removed at the end. `unreadable`: records
   * of an older version with half a character in their text, which the store could not keep. Everything else in them is
   * proven, so they are no sign of a change
   */
  async verify(): Promise<TrailVerdict> {
    const verdict: TrailVerdict = { records: 0, seals: 0, brokenAt: null, unreadable: [] };
    let previous = '';
    for (let seq = 0; ;) {
      const rows = await auditAfter(this.db, seq, batch);
      const set = new Map((await sealsBetween(this.db, seq, rows.at(-1)?.seq ?? seq)).map((seal) => [seal.upto, seal]));
      for (const row of rows) {
        if (row.prev_hash !== previous) return { ...verdict, brokenAt: row.seq };
        if (auditHash(row) !== row.hash) {
          if (!(await lostOnlyHalfCharacters(row))) return { ...verdict, brokenAt: row.seq };
          verdict.unreadable.push(row.seq);
        }
        const seal = set.get(row.seq);
        if (seal && (seal.hash !== row.hash || !sealFits(seal))) return { ...verdict, brokenAt: row.seq };
        if (seal) verdict.seals += 1;
        previous = row.hash;
        verdict.records += 1;
        seq = row.seq;
      }
      if (rows.length < batch) {
        const beyond = ((await lastSeal(this.db))?.upto ?? 0) > seq;
        return { ...verdict, brokenAt: beyond ? seq + 1 : null };
      }
      // A million records take seconds; other calls run in between.
      await setImmediate();
    }
  }
}

/** Result of a recomputation of the trail. */
export interface TrailVerdict {
  records: number;
  seals: number;
  brokenAt: number | null;
  unreadable: number[];
}
