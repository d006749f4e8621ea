import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { entryFileHead, entryFileKind } from '@contract/entry-file.ts';
import type { EntryChoices, EntryRow } from '@contract/entry-imports.ts';
import { withoutUnseen } from '@contract/validators/unseen.ts';
import { client } from '../../bridge/client.ts';
import { t } from '../../locales/text.ts';
import { problemOf, type Problem } from '../../shared/calls/problem.ts';
import { UnreadableFile, uploadPieces } from '../../shared/calls/upload-pieces.ts';
import { useSession } from '../../stores/session.ts';
import { useWork } from '../../stores/work.ts';

type Book = Awaited<ReturnType<typeof client.entryImports.open>>;
type Result = Awaited<ReturnType<typeof client.entryImports.result>>;
type Choice = EntryChoices['entries'][number];

/** One import of accounts from a password manager's file: goes on when the page is left, gone with the session (it holds passwords). */
export const useEntryRun = defineStore('entry run', () => {
  const [session, works] = [useSession(), useWork()];
  const file = shallowRef<File | null>(null);
  /** Whether a password opens it: other files are read at once. */
  const locked = ref(false);
  const book = shallowRef<Book | null>(null);
  const rows = shallowRef<EntryRow[]>([]);
  const vault = ref<'open' | 'closed'>('open');
  const choices = shallowRef<{ entries: Choice[]; notes: boolean }>({ entries: [], notes: false });
  /** The yes: what is imported. */
  const taken = shallowRef<ReadonlySet<number>>(new Set());
  const workId = ref<string | null>(null);
  const result = shallowRef<Result | null>(null);
  const problem = shallowRef<Problem | null>(null);
  const busy = ref<'open' | 'look' | 'start' | 'result' | null>(null);
  const work = computed(() => (workId.value === null ? null : (works.all.get(workId.value) ?? null)));
  const phase = computed(() => {
    if (workId.value !== null) return result.value ? 'result' : 'running';
    if (book.value) return 'rows';
    return file.value ? 'open' : null;
  });

  function clear(): void {
    const gone = book.value?.book;
    file.value = null;
    book.value = null;
    rows.value = [];
    choices.value = { entries: [], notes: false };
    taken.value = new Set();
    workId.value = null;
    result.value = null;
    problem.value = null;
    if (gone !== undefined) client.entryImports.close({ book: gone }).catch(() => {});
  }
  watch(() => session.staff?.staff.handlerId ?? null, clear);

  async function during(what: NonNullable<typeof busy.value>, act: () => Promise<void>): Promise<boolean> {
    if (busy.value !== null) return false;
    busy.value = what;
    problem.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      problem.value = error instanceof UnreadableFile ? fileGone() : problemOf(error);
      return false;
    } finally {
      busy.value = null;
    }
  }

  /** Takes a file that is a password manager's. One that needs no password is read at once. @returns whether it is one */
  async function take(chosen: File): Promise<boolean> {
    const head = await chosen
      .slice(0, entryFileHead)
      .arrayBuffer()
      .catch(() => null);
    const kind = head === null ? null : entryFileKind(new Uint8Array(head));
    if (kind === null) return false;
    clear();
    file.value = chosen;
    locked.value = kind === 'keepass';
    if (!locked.value) await open('', null);
    return true;
  }
  const open = (passphrase: string, keyFile: File | null): Promise<boolean> =>
    during('open', async () => {
      const from = file.value;
      if (!from) return;
      const upload = await uploadPieces(from, (piece) => client.imports.upload(piece));
      const opened = await client.entryImports.open({
        upload,
        fileName: withoutUnseen(from.name).slice(0, 255),
        passphrase,
        ...(keyFile ? { keyFile } : {}),
      });
      const first = await client.entryImports.preview({ book: opened.book });
      book.value = opened;
      rows.value = first.rows;
      vault.value = first.vault;
    });
  /** Looks anew, with what was changed; the change stays only when it can be looked at. */
  const look = (change: Partial<typeof choices.value> = {}): Promise<boolean> =>
    during('look', async () => {
      if (!book.value) return;
      const next = { ...choices.value, ...change };
      const found = await client.entryImports.preview({ book: book.value.book, choices: next });
      choices.value = next;
      rows.value = found.rows;
      vault.value = found.vault;
      // What can no longer be imported is no yes.
      taken.value = new Set([...taken.value].filter((entry) => canTake(found.rows[entry])));
    });
  const decide = (choice: Choice): Promise<boolean> =>
    look({ entries: [...choices.value.entries.filter(({ entry }) => entry !== choice.entry), choice] });
  function tick(entries: readonly number[], on: boolean): void {
    const next = new Set(taken.value);
    for (const entry of entries)
      if (on && canTake(rows.value[entry])) next.add(entry);
      else next.delete(entry);
    taken.value = next;
  }
  const start = (): Promise<boolean> =>
    during('start', async () => {
      if (!book.value) return;
      const { work: id } = await client.entryImports.run({
        book: book.value.book,
        choices: choices.value,
        entries: [...taken.value],
      });
      result.value = null;
      workId.value = id;
    });
  const loadResult = (): Promise<boolean> =>
    during('result', async () => {
      const id = workId.value;
      if (id === null) return;
      const next = await client.entryImports.result({ work: id });
      if (id === workId.value && next.done) result.value = next;
    });
  const waiting = computed(
    () =>
      work.value !== null &&
      work.value.state !== 'running' &&
      result.value === null &&
      problem.value === null &&
      busy.value === null,
  );
  watch(waiting, (now) => {
    if (now) void loadResult();
  });
  return {
    file,
    locked,
    book,
    rows,
    vault,
    choices,
    taken,
    work,
    workId,
    result,
    problem,
    busy,
    phase,
    take,
    open,
    look,
    decide,
    tick,
    start,
    loadResult,
    clear,
  };
});

/** Whether an entry would change anything when it is imported. */
export const canTake = (row: EntryRow | undefined): boolean =>
  row !== undefined && row.as !== null && row.as !== 'same' && row.problem === null;

function fileGone(): Problem {
  const message = t('importing.file.gone');
  return { code: 'INVALID_INPUT', message, fields: [{ field: 'source', message }], why: null, remedy: null };
}
