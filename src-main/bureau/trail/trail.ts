import { createHash } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import type { Clock } from '../ports.ts';
import type { ClientActor, EnterpriseActor, PersonActor, StaffActor } from '../actors.ts';
import { addAudit, auditAfter, lastAudit, listAudit, type AuditFilter, type AuditRow, type NewAuditRow } from '../../store/repositories/audit.ts';
import { lastSeal, sealsBetween, type TrailSealRow } from '../../store/repositories/trail-seals.ts';
import type { Database, DatabaseTransaction } from '../../store/schema.ts';
import { refusalRecorded } from './call-refusals.ts';
import { sealFits } from './seals.ts';

/** The client of an agency, the enterprise that is acted for, or the natural person who acts for themselves. */
export interface TrailClient { id: string; name: string }

/** One act for the trail (J4): who, for whom, what, when, result, from where. */
export interface Act {
  /** Stable name, `agency.staff.signIn`. */
  act: string;
  /** The act in Chinese, with what matters and no secret. */
  text: string;
  result: 'done' | 'refused';
  rule?: string | null;
  by?: StaffActor | ClientActor | EnterpriseActor | PersonActor | null;
  /** The person concerned where there is no actor yet or no more (login, end of a session). */
  handler?: { id: string; name: string } | null;
  /** Agency concerned when nobody is signed in yet. */
  agencyId?: string | null;
  client?: TrailClient | null;
  sessionId?: string | null;
  origin: string;
  detail?: Record<string, string | number | boolean | null>;
}

/** Hash of a record over everything in it and the hash before it (architecture decision 8). */
export function auditHash(row: Omit<NewAuditRow, 'hash'>): string {
  const parts = [
    row.prev_hash, row.at, row.act, row.text, row.result, row.rule, row.handler_id, row.staff_name, row.agency_id,
    row.client_id, row.client_name, row.session_id, row.origin, row.detail,
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

const batch = 1000;
/** Records looked through at once when no index leads to what is asked for. */
const stretch = 20_000;

/** The hash-chained trail. Records are added inside the transaction of the act they tell of, so that neither stands alone. */
export class Trail {
  constructor(
    private readonly db: Database,
    private readonly clock: Clock,
  ) {}

  /** Adds one record. @param within the transaction of the act; without it the record has one of its own, so that the chain never forks */
  async record(act: Act, within?: DatabaseTransaction): Promise<void> {
    if (within) await this.#append(act, within);
    else await this.db.transaction().execute((transaction) => this.#append(act, transaction));
    if (act.result === 'refused') refusalRecorded();
  }

  async #append(act: Act, db: DatabaseTransaction): Promise<void> {
    const client = act.by && 'staff' in act.by ? act.by : null;
    const enterprise = act.by && 'enterpriseId' in act.by ? act.by : null;
    const staff = client ? client.staff : act.by && 'agencyId' in act.by ? act.by : null;
    const person = staff ?? enterprise?.person ?? null;
    // A natural person acts for themselves: filed under them, and shown to no agency.
    const natural = act.by && !client && !staff && 'personId' in act.by ? act.by : null;
    const last = await lastAudit(db);
    const row = {
      at: this.clock.now(), act: act.act, text: act.text, result: act.result, rule: act.rule ?? null,
      handler_id: person?.handlerId ?? act.handler?.id ?? null, staff_name: person?.name ?? natural?.name ?? act.handler?.name ?? null, agency_id: staff?.agencyId ?? act.agencyId ?? null,
      client_id: act.client?.id ?? client?.clientId ?? enterprise?.enterpriseId ?? natural?.personId ?? null,
      client_name: act.client?.name ?? client?.clientName ?? enterprise?.enterpriseName ?? natural?.name ?? null,
      session_id: act.sessionId ?? client?.clientSessionId ?? (staff ?? enterprise ?? natural)?.sessionId ?? null, origin: act.origin,
      detail: JSON.stringify(act.detail ?? {}), prev_hash: last?.hash ?? '',
    };
    await addAudit(db, { ...row, hash: auditHash(row) });
  }

  /**
   * Records that match, newest first. A search through text or time has no index: it goes back stretch by stretch, and everybody else's
   * calls are served in between.
   */
  async list(filter: AuditFilter): Promise<AuditRow[]> {
    if (filter.clientId !== undefined || filter.ofPerson !== undefined) return listAudit(this.db, filter);
    const found: AuditRow[] = [];
    let before = Math.min(filter.before ?? Infinity, ((await lastAudit(this.db))?.seq ?? 0) + 1);
    for (;;) {
      const since = before - stretch;
      found.push(...(await listAudit(this.db, { ...filter, before, since, limit: filter.limit - found.length })));
      before = since;
      if (before <= 1 || found.length >= filter.limit) return found;
      await setImmediate();
    }
  }

  /** Records after `seq` up to `upto` in order, with the seals set on them: what an export is made of. */
  async read(seq: number, upto: number, limit: number): Promise<{ records: AuditRow[]; seals: TrailSealRow[] }> {
    const records = (await auditAfter(this.db, seq, limit)).filter((row) => row.seq <= upto);
    const last = records.at(-1);
    return { records, seals: last ? await sealsBetween(this.db, seq, last.seq) : [] };
  }

  /**
   * Recomputes the chain and checks the seals set on it. @returns records read, seals that fit, and the first record that does not fit, or null; a
   * seal beyond the last record says that records were taken away at the end
   */
  async verify(): Promise<{ records: number; seals: number; brokenAt: number | null }> {
    let previous = '';
    let records = 0;
    let seals = 0;
    for (let seq = 0; ;) {
      const rows = await auditAfter(this.db, seq, batch);
      const set = new Map((await sealsBetween(this.db, seq, rows.at(-1)?.seq ?? seq)).map((seal) => [seal.upto, seal]));
      for (const row of rows) {
        if (row.prev_hash !== previous || auditHash(row) !== row.hash) return { records, seals, brokenAt: row.seq };
        const seal = set.get(row.seq);
        if (seal && (seal.hash !== row.hash || !sealFits(seal))) return { records, seals, brokenAt: row.seq };
        if (seal) seals += 1;
        previous = row.hash;
        records += 1;
        seq = row.seq;
      }
      if (rows.length < batch) {
        const beyond = ((await lastSeal(this.db))?.upto ?? 0) > seq;
        return { records, seals, brokenAt: beyond ? seq + 1 : null };
      }
      // A million records take seconds; the windows go on meanwhile.
      await setImmediate();
    }
  }
}
