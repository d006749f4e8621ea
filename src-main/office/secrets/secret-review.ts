import type { ReviewRow, SecretProblem } from '@contract/secret-care.ts';
import { secretProblems } from '@contract/secret-care.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { isStopped } from '../../bureau/agreement/client-stop.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import { accountsInScopeAfter, type AccountInScope } from '../../store/repositories/secret-rights.ts';
import type { OfficeScope } from '../clients/scope.ts';
import type { Vault } from '../vault/vault.ts';
import { accountOf } from './account-rows.ts';
import { MarkedSecrets } from './account-secrets.ts';
import { HeldRights } from './held-rights.ts';

/** Accounts looked at in one act: others are served in between. */
const slice = 500;

interface Looked {
  row: AccountInScope;
  usable: boolean;
  initial: boolean;
  weak: ReviewRow['weakness'];
  /** In hexadecimal; null: unknown. */
  fingerprint: string | null;
}

export interface ReviewQuestion {
  problem?: SecretProblem | undefined;
  olderThan: number;
  query: string;
  offset: number;
  limit: number;
}

/** 需要处理的密码: what should be done about secrets, over all clients in scope that the office serves. Nothing is shown. */
export class SecretReview {
  constructor(private readonly deps: { acts: Acts; clock: Clock; scope: OfficeScope; vault: Vault }) {}

  /** What is known of a secret itself is said to those who may use it, and while the vault of the session is open. */
  async list(staff: StaffActor, asked: ReviewQuestion) {
    const now = this.deps.clock.now();
    const today = dayOf(now);
    const { looked, opened } = await this.#look(staff);
    const served = looked.filter(({ row }) => !isStopped(row.stop_day === null ? null : { day: row.stop_day }, today));
    const shared = new Map<string, number>();
    for (const { fingerprint, usable } of served)
      if (usable && fingerprint !== null) shared.set(fingerprint, (shared.get(fingerprint) ?? 0) + 1);
    const rows = served
      .map((one) => reviewed(one, { now, today, olderThan: asked.olderThan, shared }))
      .filter(({ problems }) => problems.length > 0)
      .filter((row) => fits(row, asked.query));
    const counts = Object.fromEntries(
      secretProblems.map((problem) => [problem, rows.filter((row) => row.problems.includes(problem)).length]),
    ) as Record<SecretProblem, number>;
    const { problem } = asked;
    const found = rows
      .filter((row) => problem === undefined || row.problems.includes(problem))
      .toSorted((a, b) => urgency(a) - urgency(b) || b.ageDays - a.ageDays || (a.accountId < b.accountId ? -1 : 1));
    return {
      opened,
      accounts: served.length,
      counts,
      total: found.length,
      rows: found.slice(asked.offset, asked.offset + asked.limit),
    };
  }

  /** Looks at all accounts in scope, slice by slice; begins anew where the vault key changes meanwhile. */
  async #look(staff: StaffActor): Promise<{ looked: Looked[]; opened: boolean }> {
    const looked: Looked[] = [];
    let after = '';
    let generation: number | null | undefined;
    for (;;) {
      const part = await this.#slice(staff, after);
      generation ??= part.generation;
      if (part.generation !== generation) return this.#look(staff);
      looked.push(...part.looked);
      const last = part.looked.at(-1);
      if (!last || part.looked.length < slice) return { looked, opened: generation !== null };
      after = last.row.id;
      await new Promise((resume) => setImmediate(resume));
    }
  }

  #slice(staff: StaffActor, after: string): Promise<{ looked: Looked[]; generation: number | null }> {
    const { acts, scope, vault } = this.deps;
    return acts.run(null, async ({ db }) => {
      const handlers = await scope.handlersSeenBy(staff.handlerId, db);
      if (handlers?.length === 0) return { looked: [], generation: null };
      const rights = await HeldRights.of(db, staff.handlerId);
      const open = await vault.inHand(db, staff);
      const marked = open && new MarkedSecrets(open);
      const rows = await accountsInScopeAfter(db, { after, limit: slice, handlers });
      const looked = rows.map((row): Looked => {
        const usable = rights.on(row).use;
        const marks = usable && marked ? marked.of(row, row.taxpayer_id) : { initial: false, weak: null };
        return { row, usable, ...marks, fingerprint: (open && row.fingerprint?.toString('hex')) ?? null };
      });
      return { looked, generation: open?.generation ?? null };
    });
  }
}

function reviewed(
  { row, usable, initial, weak, fingerprint }: Looked,
  by: { now: number; today: string; olderThan: number; shared: ReadonlyMap<string, number> },
): ReviewRow {
  const account = accountOf(row, {
    ...by,
    former: 0,
    marks: null,
    may: { use: usable, show: false, reason: false },
  });
  const is: Readonly<Record<SecretProblem, boolean>> = {
    lost: account.lost,
    ended: account.validity === 'ended',
    initial,
    reused: usable && fingerprint !== null && (by.shared.get(fingerprint) ?? 0) > 1,
    // An initial secret is weak by nature: one word is enough.
    weak: weak !== null && !initial,
    ending: account.validity === 'ending',
    old: account.ageDays > by.olderThan,
  };
  const { accountId, kind, ownKind, person, login, ageDays, validUntil } = account;
  return {
    accountId,
    clientId: row.client_id,
    clientName: row.client_name,
    kind,
    ownKind,
    person,
    login,
    problems: secretProblems.filter((problem) => is[problem]),
    weakness: is.weak ? weak : null,
    ageDays,
    validUntil,
  };
}

const urgency = ({ problems: [worst = 'old'] }: ReviewRow): number => secretProblems.indexOf(worst);

const fits = (row: ReviewRow, query: string): boolean =>
  query === '' || [row.clientName, row.login, row.person, row.ownKind].some((text) => text.includes(query));
