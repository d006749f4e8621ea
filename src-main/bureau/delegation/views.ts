import type { AgreementHistory, AgreementOffer, AgreementReport, AgreementView, Side } from '@contract/agreements.ts';
import { auditDetail } from '../../store/repositories/audit.ts';
import { agreementsBetween, agreementsOfPair, type AgreementRow } from '../../store/repositories/agreements.ts';
import { agreementChangesOf, serviceStaffOf } from '../../store/repositories/delegation.ts';
import { enterprisesById, handlerById } from '../../store/repositories/identity.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import type { Database } from '../../store/schema/index.ts';
import { addDays, dayOf, daysBetween, iso } from '../ground/calendar.ts';
import type { Clock } from '../ground/ports.ts';
import type { RuleSet } from '../rule-sets/rule-sets.ts';
import type { RuleDays } from '../rule-sets/limits.ts';
import type { Trail } from '../trail/trail.ts';
import { currentAgreement, stateOf } from '../agreement/current.ts';
import { reportsOf } from './reports.ts';
import { staffCandidates } from './service-staff.ts';
import { heldBy, type Pair } from './terms.ts';
import { actsOf } from './transitions.ts';

/** Maximum records of a client's trail that are read for the history of one agreement. */
const historyDepth = 2_000;

const pairKey = (row: AgreementRow): string => `${row.agency_id} ${row.client_id}`;

/** L4: last day to answer a proposal. */
function answerOf(
  row: Pick<AgreementRow, 'created_at' | 'last_day'>,
  today: string,
  { toAnswer }: RuleDays,
): { day: string; daysLeft: number } {
  const day = [addDays(dayOf(row.created_at), toAnswer), row.last_day].toSorted()[0] ?? row.last_day;
  return { day, daysLeft: daysBetween(today, day) };
}

/** Agreements as either side sees them, with countdowns (L4, L5) and the possible acts. */
export class AgreementViews {
  constructor(
    private readonly deps: {
      db: Database;
      clock: Clock;
      trail: Trail;
      ruleSet: RuleSet;
    },
  ) {}

  /** Keeps the given order. @param side of the viewer */
  async of(rows: readonly AgreementRow[], side: Side): Promise<AgreementView[]> {
    if (rows.length === 0) return [];
    const { db } = this.deps;
    const firms = new Map(
      (await enterprisesById(db, [...new Set(rows.flatMap((row) => [row.client_id, row.agency_id]))])).map((firm) => [
        firm.id,
        firm,
      ]),
    );
    const firm = (id: string): AgreementView['client'] => ({
      id,
      name: firms.get(id)?.name ?? '',
      taxpayerId: firms.get(id)?.taxpayer_id ?? '',
    });
    const staff = await serviceStaffOf(
      db,
      rows.map((row) => row.id),
    );
    const reports = await this.reports(rows);
    const renewals = await this.#renewals(rows);
    return rows.map((row) => {
      const serviceStaff = staff
        .filter((one) => one.agreement_id === row.id)
        .map((one) => ({ handlerId: one.handler_id, name: one.name }));
      return {
        ...this.#core(row, side),
        client: firm(row.client_id),
        agency: firm(row.agency_id),
        serviceStaff,
        reports: reports.get(row.id) ?? [],
        renewal: renewals.get(row.id) ?? null,
      };
    });
  }

  async one(row: AgreementRow, side: Side): Promise<AgreementView> {
    const [view] = await this.of([row], side);
    if (!view) throw new Error('an agreement without a view');
    return view;
  }

  /** L5: open and finished reports of these agreements, by agreement. */
  async reports(rows: readonly AgreementRow[], db: Database = this.deps.db): Promise<Map<string, AgreementReport[]>> {
    const today = this.#today();
    const pairs = groupedBy(
      await agreementsBetween(
        db,
        [...new Set(rows.map((row) => row.agency_id))],
        [...new Set(rows.map((row) => row.client_id))],
      ),
      pairKey,
    );
    const changes = groupedBy(
      await agreementChangesOf(
        db,
        rows.map((row) => row.id),
      ),
      (change) => change.agreement_id,
    );
    const reporters = new Map<string | null, string | undefined>();
    for (const id of new Set(rows.flatMap((row) => row.end_reported_by ?? [])))
      reporters.set(id, (await handlerById(db, id))?.name);
    return new Map(
      rows.map((row) => [
        row.id,
        reportsOf(
          row,
          pairs.get(pairKey(row)) ?? [],
          changes.get(row.id) ?? [],
          reporters.get(row.end_reported_by) ?? null,
          today,
          this.deps.ruleSet.days,
        ),
      ]),
    );
  }

  /** What an agreement of a pair could hold, and what the rule set requires (H4, L1, L2, L6). */
  async offer(pair: Pair): Promise<AgreementOffer> {
    const { db, ruleSet } = this.deps;
    const current = currentAgreement(
      await agreementsOfPair(db, pair.agencyId, pair.clientId),
      this.#today(),
      ruleSet.days,
    );
    const existing = current && ['inForce', 'recognised', 'suspended', 'proposed'].includes(current.state);
    return {
      functions: [...(await heldBy(db, pair.clientId, ruleSet.catalogue))],
      staff: await staffCandidates(db, pair),
      asksPassword: ruleSet.asksAgreementPassword,
      asksStaff: ruleSet.asksServiceStaff,
      existing: existing
        ? { firstDay: current.row.first_day, lastDay: current.row.last_day, state: current.state }
        : null,
    };
  }

  /** Acts on an agreement, newest first (J4). */
  async history(row: AgreementRow): Promise<AgreementHistory[]> {
    const records = await this.deps.trail.list({ clientId: row.client_id, limit: historyDepth });
    return records
      .filter((record) => record.act.startsWith('agreement.') && auditDetail(record)['agreement'] === row.id)
      .map((record) => ({
        at: iso(record.at),
        text: record.text,
        by: record.staff_name,
        refused: record.result === 'refused',
        rule: record.rule,
      }));
  }

  /** L4: for active agreements, the proposal of the same pair that would follow and can still be answered. */
  async #renewals(rows: readonly AgreementRow[]): Promise<Map<string, AgreementView['renewal']>> {
    const today = this.#today();
    const { days } = this.deps.ruleSet;
    const active = rows.filter((row) => ['inForce', 'suspended', 'recognised'].includes(stateOf(row, today, days)));
    if (active.length === 0) return new Map();
    const between = await agreementsBetween(
      this.deps.db,
      [...new Set(active.map((row) => row.agency_id))],
      [...new Set(active.map((row) => row.client_id))],
    );
    const proposed = groupedBy(
      between.filter((row) => stateOf(row, today, days) === 'proposed'),
      pairKey,
    );
    return new Map(
      active.flatMap((row) => {
        const next = proposed.get(pairKey(row))?.find((one) => one.first_day > row.last_day);
        return next ? [[row.id, answerOf(next, today, days)] as const] : [];
      }),
    );
  }

  #core(
    row: AgreementRow,
    side: Side,
  ): Omit<AgreementView, 'client' | 'agency' | 'serviceStaff' | 'reports' | 'renewal'> {
    const today = this.#today();
    const { days } = this.deps.ruleSet;
    const state = stateOf(row, today, days);
    return {
      id: row.id,
      revision: row.revision,
      state,
      askedBy: row.asked_by,
      recordedByAgency: row.recorded_by_agency,
      firstDay: row.first_day,
      lastDay: row.last_day,
      daysLeft: state === 'inForce' || state === 'suspended' ? daysBetween(today, row.last_day) : null,
      answerBy: state === 'proposed' ? answerOf(row, today, days) : null,
      functions: row.functions,
      proposedAt: iso(row.created_at),
      decidedAt: row.decided_at === null ? null : iso(row.decided_at),
      end: row.end_reason === null ? null : { by: row.ended_by, reason: row.end_reason },
      hasPassword: row.password_hash !== null,
      acts: actsOf(side === 'client' ? 'officer' : 'agency', { state, askedBy: row.asked_by }).filter(
        ({ act }) => act !== 'replacePassword' || this.deps.ruleSet.asksAgreementPassword,
      ),
    };
  }

  #today(): string {
    return dayOf(this.deps.clock.now());
  }
}
