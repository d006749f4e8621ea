import { setImmediate } from 'node:timers/promises';
import type { AccountInput } from '@contract/client-secrets.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Database } from '../../store/schema/index.ts';
import { groupedBy } from '../../store/grouped-by.ts';
import { closeJournal, ImportJournal, type WrittenClient } from '../imports/import-journal.ts';
import type { ClientSearch } from '../search/client-search.ts';
import type { ImportedAccounts } from '../secrets/imported-accounts.ts';
import type { Report } from '../work/work.ts';

export interface EntryRunDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  accounts: ImportedAccounts;
  search: ClientSearch;
  notify(window: string | null, event: DeskEvent): void;
}

/** An account that somebody said yes to, and whose it is. */
export interface EntryDraft {
  clientId: string;
  name: string;
  input: AccountInput;
}

export interface EntryOutcome {
  done: boolean;
  /** Names the import for its undo; null: nothing was written. */
  import: string | null;
  added: number;
  changed: number;
  same: number;
  clients: number;
}

/** Clients after which others are served, and cancelling is heard. */
const clientsAtOnce = 20;

/** One import of accounts under way: all in one act with its journal, or nothing. */
export class EntryRun {
  readonly outcome: EntryOutcome = { done: false, import: null, added: 0, changed: 0, same: 0, clients: 0 };

  constructor(
    private readonly deps: EntryRunDependencies,
    private readonly staff: StaffActor,
    private readonly drafts: readonly EntryDraft[],
    private readonly file: string,
  ) {}

  /** @returns the result in one sentence. @throws the signal's reason when it was cancelled, Refusal VAULT_LOCKED: then nothing is written */
  async run(report: Report, signal: AbortSignal): Promise<string> {
    const { acts, search, notify } = this.deps;
    try {
      const { written, ...counts } = await acts.run(null, (act) => this.#write(act, report, signal));
      Object.assign(this.outcome, counts);
      search.changed(written.map(({ clientId }) => clientId));
      notify(null, { kind: 'clientsChanged', clientId: null });
      return summary(this.outcome);
    } finally {
      for (const { input } of this.drafts) input.secret = '';
      this.outcome.done = true;
    }
  }

  async #write(act: Act, report: Report, signal: AbortSignal) {
    const { accounts, clock } = this.deps;
    const byClient = [...groupedBy([...this.drafts], ({ clientId }) => clientId)];
    const journal = await ImportJournal.begin(
      act.db,
      byClient.map(([clientId]) => clientId),
    );
    const written: (WrittenClient & { fresh: readonly AccountInput[] })[] = [];
    let [changes, done] = [0, 0];
    for (const [at, [clientId, drafts]] of byClient.entries()) {
      const name = drafts[0]?.name ?? '';
      const inputs = drafts.map(({ input }) => input);
      const { added, changed } = await accounts.changeWithin(act, this.staff, { id: clientId, name }, inputs);
      changes += changed.length;
      done += inputs.length;
      report(done);
      if (added.length > 0 || changed.length > 0)
        written.push({
          clientId,
          added: false,
          typed: false,
          name,
          agreementId: null,
          accountsAdded: [],
          accountsChanged: changed,
          fresh: added,
        });
      if (at % clientsAtOnce !== clientsAtOnce - 1) continue;
      await setImmediate();
      signal.throwIfAborted();
    }
    const rows = written.flatMap(({ clientId, fresh }) => fresh.map((input) => ({ ...input, clientId })));
    const ids = rows.length === 0 ? [] : await accounts.addWithin(act, this.staff, rows);
    signal.throwIfAborted();
    const added = ids.length;
    const counts = { added, changed: changes, same: done - added - changes, clients: written.length };
    const importId =
      written.length === 0
        ? null
        : await journal.end(
            { staff: this.staff, at: clock.now(), file: this.file },
            written.map(({ fresh, ...one }) => ({ ...one, accountsAdded: ids.splice(0, fresh.length) })),
          );
    await act.record({
      act: 'import.run',
      text: `导入账号：${summary(counts)}`,
      by: this.staff,
      origin: this.staff.origin,
      detail: { ...counts },
    });
    if (importId !== null) await closeJournal(act, importId);
    return { written, import: importId, ...counts };
  }
}

const summary = ({ added, changed, same, clients }: Omit<EntryOutcome, 'done' | 'import'>): string =>
  [`新增账号${added}个`, `更换${changed}个`, ...(same > 0 ? [`无变化${same}个`] : []), `涉及${clients}户`].join('，');
