import { randomUUID } from 'node:crypto';
import { entryFileKind } from '@contract/entry-file.ts';
import type { EntryChoices, EntryRow } from '@contract/entry-imports.ts';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { foreignArgon2 } from '../../keys/argon2.ts';
import { clientsById } from '../../store/repositories/clients.ts';
import type { UploadRoom } from '../uploads/upload-room.ts';
import { besideEngine } from '../imports/beside-engine.ts';
import type { SheetInMemory } from '../imports/import-uploads.ts';
import type { Report, WorkRegistry } from '../work/work.ts';
import { accountIdentity, accountOfEntry, accountInWords, type EntryAccount } from './entry-account.ts';
import { matchEntries, type EntryMatch } from './entry-matching.ts';
import { EntryRun, type EntryDraft, type EntryOutcome, type EntryRunDependencies } from './entry-run.ts';
import type { EntryList, EntrySource, PasswordEntry } from '../imports/password-entry.ts';

export interface EntryImportsDependencies extends EntryRunDependencies {
  /** Where files lie that were uploaded to be imported. */
  uploads: UploadRoom<SheetInMemory>;
  work: WorkRegistry;
}

/** Entries hold passwords: forgotten when run, or when nobody looked at them for so long. */
const keptFor = 30 * 60_000;
/** Results of so many imports can be asked for. */
const resultsKept = 5;

interface OpenList {
  id: string;
  handlerId: string;
  sessionId: string;
  list: EntryList;
  file: string;
  matches: ReadonlyMap<number, EntryMatch>;
  timer: NodeJS.Timeout;
}

/** One entry with the client and the account that it is taken for. */
interface Judged {
  at: number;
  entry: PasswordEntry;
  client: EntryRow['client'];
  account: EntryAccount;
  as: EntryRow['as'];
}

/** Accounts from the file of a password manager: its entries are matched to clients, and those that somebody said yes to become accounts. */
export class EntryImports {
  readonly #lists = new Map<string, OpenList>();
  readonly #outcomes = new Map<string, EntryOutcome>();
  #closed = false;

  constructor(private readonly deps: EntryImportsDependencies) {}

  /**
   * Reads what the session uploaded; the upload is gone then, also when it cannot be read. Nothing is written.
   * @throws Refusal NOT_FOUND, CONFLICT (the upload); InvalidInput on `source`, `passphrase` or `keyFile`, which says what to do
   */
  async open(
    staff: StaffActor,
    input: { upload: string; fileName: string; passphrase: string; keyFile: Uint8Array<ArrayBuffer> | null },
  ) {
    const bytes = this.deps.uploads.whole(staff.sessionId, input.upload).take();
    await this.deps.uploads.end(staff.sessionId);
    const list = await readList({
      kind: entryFileKind(bytes),
      bytes,
      passphrase: input.passphrase === '' ? null : input.passphrase,
      keyFile: input.keyFile,
    });
    if (list.entries.length === 0)
      throw new InvalidInput([{ field: 'source', message: '这个文件里没有条目，请选择别的文件' }]);
    const matches = await matchEntries(this.deps.db, list.entries);
    if (this.#closed) throw gone();
    this.#drop(({ handlerId }) => handlerId === staff.handlerId);
    const { handlerId, sessionId } = staff;
    const id = randomUUID();
    this.#lists.set(id, { id, handlerId, sessionId, list, file: input.fileName, matches, timer: this.#timer(id) });
    return { book: id, from: list.from, entries: list.entries.length, binned: list.binned };
  }

  /** Says what importing the entries would do; nothing is written. @throws Refusal NOT_FOUND when the list is gone */
  async preview(staff: StaffActor, book: string, choices: EntryChoices) {
    const rows = await this.#judged(staff, this.#listOf(staff, book), choices);
    return {
      rows: rows.map(shown),
      vault: this.deps.accounts.isOpen(staff) ? ('open' as const) : ('closed' as const),
    };
  }

  /**
   * Imports the entries that are named, as long work of the staff member's window: all or nothing. The list is forgotten when it is written.
   * @throws Refusal NOT_FOUND, DESK_BUSY while another import of entries runs, VAULT_LOCKED; InvalidInput on `entries` when one cannot be imported
   */
  async run(
    staff: StaffActor,
    book: string,
    choices: EntryChoices,
    wanted: readonly number[],
  ): Promise<{ work: string }> {
    const open = this.#listOf(staff, book);
    const { accounts, work } = this.deps;
    const rows = await this.#judged(staff, open, choices);
    if (!accounts.isOpen(staff))
      throw new Refusal('VAULT_LOCKED', '这些账号的密码要存进保险库，请先打开保险库再导入。', { link: 'vault' });
    if ([...this.#outcomes.values()].some(({ done }) => !done))
      throw new Refusal('DESK_BUSY', '已有一项账号导入在进行，请等它结束或取消后再试。', { link: 'desk' });
    const yes = new Set(wanted);
    const due = rows.filter(({ at }) => yes.has(at));
    const drafts: EntryDraft[] = due.map(({ at, client, account: { input, problem } }) => {
      if (client === null || input === null || problem !== null)
        throw new InvalidInput([
          { field: 'entries', message: `第${at + 1}条不能导入：${problem ?? '没有对应的客户'}。请取消勾选或先改正` },
        ]);
      return { clientId: client.clientId, name: client.name, input };
    });
    const run = new EntryRun(this.deps, staff, drafts, open.file);
    const running = async (report: Report, signal: AbortSignal): Promise<string> => {
      const said = await run.run(report, signal);
      this.#drop(({ id }) => id === book);
      return said;
    };
    const id = work.start(staff, '导入账号', drafts.length, running, '已取消，没有写入任何数据。');
    this.#outcomes.set(id, run.outcome);
    for (const old of [...this.#outcomes.keys()].slice(0, -resultsKept)) this.#outcomes.delete(old);
    return { work: id };
  }

  /** What an import did, also while it runs. @throws Refusal NOT_FOUND */
  result(work: string): EntryOutcome {
    const found = this.#outcomes.get(work);
    if (!found) throw new Refusal('NOT_FOUND', '没有这次导入的结果，结果只保留到程序关闭。', { link: 'state' });
    return found;
  }

  /** Forgets a list; one that is gone is no error. */
  forget(staff: StaffActor, book: string): void {
    this.#drop(({ id, handlerId }) => id === book && handlerId === staff.handlerId);
  }

  /** Forgets the lists of a session that ended. */
  sessionEnded(sessionId: string): void {
    this.#drop((open) => open.sessionId === sessionId);
  }

  /** Forgets everything: the desk closes. */
  close(): void {
    this.#closed = true;
    this.#drop(() => true);
  }

  async #judged(staff: StaffActor, { list, matches }: OpenList, choices: EntryChoices): Promise<Judged[]> {
    const chosen = new Map(choices.entries.map((one) => [one.entry, one]));
    const named = await this.#names(choices);
    const rows = list.entries.map((entry, at): Judged => {
      const choice = chosen.get(at);
      const client = clientOf(choice?.clientId, matches.get(at), named);
      const account = accountOfEntry(entry, list.from, {
        clientName: client?.name ?? '',
        chosen: choice?.kind === undefined ? null : { kind: choice.kind, ownKind: choice.ownKind ?? '' },
        notes: choices.notes,
      });
      if (choice?.leave === true && account.problem === null) account.problem = leftOut;
      return { at, entry, client, account, as: null };
    });
    sayRepeated(rows);
    await this.#compare(staff, rows);
    return rows;
  }

  async #names(choices: EntryChoices): Promise<ReadonlyMap<string, string>> {
    const ids = [...new Set(choices.entries.flatMap(({ clientId }) => clientId ?? []))];
    const names = new Map<string, string>();
    for (let from = 0; from < ids.length; from += 500)
      for (const row of await clientsById(this.deps.db, ids.slice(from, from + 500)))
        names.set(row.client_id, row.name);
    return names;
  }

  async #compare(staff: StaffActor, rows: readonly Judged[]): Promise<void> {
    const byClient = new Map<string, EntryDraft['input'][]>();
    const judged = new Map<EntryDraft['input'], Judged>();
    for (const row of rows) {
      const { input, problem } = row.account;
      if (row.client === null || input === null || problem !== null) continue;
      byClient.set(row.client.clientId, [...(byClient.get(row.client.clientId) ?? []), input]);
      judged.set(input, row);
    }
    if (byClient.size === 0) return;
    const found = await this.deps.acts.run(null, ({ db }) => this.deps.accounts.compare(db, staff, byClient));
    for (const { draft, as, row: known } of found) {
      const row = judged.get(draft);
      if (!row) continue;
      row.as = as;
      if (known && draft.note !== '' && draft.note !== known.note) row.account.warnings.push('已有账号的备注不变');
    }
  }

  #listOf(staff: StaffActor, id: string): OpenList {
    const open = this.#lists.get(id);
    if (open?.handlerId !== staff.handlerId) throw gone();
    clearTimeout(open.timer);
    open.timer = this.#timer(id);
    return open;
  }

  #drop(which: (open: OpenList) => boolean): void {
    for (const open of [...this.#lists.values()]) {
      if (!which(open)) continue;
      clearTimeout(open.timer);
      this.#lists.delete(open.id);
    }
  }

  #timer(id: string): NodeJS.Timeout {
    const timer = setTimeout(() => this.#drop((open) => open.id === id), keptFor);
    timer.unref();
    return timer;
  }
}

const leftOut = '按您的选择不导入';

async function readList(source: EntrySource): Promise<EntryList> {
  let list: EntryList | null = null;
  const problem = await besideEngine(
    { readEntries: source },
    (message) => {
      if ('entries' in message) list = message.entries;
    },
    { given: [source.bytes.buffer, ...(source.keyFile ? [source.keyFile.buffer] : [])], argon2: foreignArgon2 },
  );
  if (problem !== null || list === null)
    throw new InvalidInput([
      { field: problem?.field ?? 'source', message: problem?.message ?? '读不出这个文件，请重新选择' },
    ]);
  return list;
}

function clientOf(
  chosen: string | null | undefined,
  match: EntryMatch | undefined,
  named: ReadonlyMap<string, string>,
): EntryRow['client'] {
  if (chosen === undefined) return match ?? null;
  const name = chosen === null ? undefined : named.get(chosen);
  return chosen === null || name === undefined ? null : { clientId: chosen, name, by: 'chosen' };
}

/** Two entries of one account would be two passwords of it: the later one says so, and waits for another kind or for the first to be left out. */
function sayRepeated(rows: readonly Judged[]): void {
  const before = new Map<string, Judged>();
  for (const row of rows) {
    const { input, problem } = row.account;
    if (row.client === null || input === null || problem !== null) continue;
    const key = `${row.client.clientId}\u0000${accountIdentity(input)}`;
    const first = before.get(key);
    if (!first) before.set(key, row);
    else
      row.account.problem =
        first.account.input?.secret === input.secret
          ? `与第${first.at + 1}条相同`
          : `与第${first.at + 1}条是同一个账号（${accountInWords(input)}），密码不同；请为它选择另一种账号，或不导入第${first.at + 1}条`;
  }
}

const shown = ({ at, entry, client, account, as }: Judged): EntryRow => ({
  entry: at,
  group: entry.group.slice(0, 200),
  title: entry.title.slice(0, 200),
  login: entry.login.slice(0, 100),
  site: entry.site.slice(0, 200),
  person: account.input?.person ?? '',
  validUntil: entry.validUntil,
  kind: account.kind,
  ownKind: account.ownKind,
  client,
  as,
  problem: account.problem,
  warnings: account.warnings,
});

const gone = (): Refusal => new Refusal('NOT_FOUND', '这次读取的内容已过期，请重新选择文件。', { link: 'state' });
