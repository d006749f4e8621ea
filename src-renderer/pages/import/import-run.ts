import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import { importLimits, type ImportAccount, type ImportRow } from '@contract/imports.ts';
import { client } from '../../bridge/client.ts';
import { t } from '../../locales/text.ts';
import { problemOf, type Problem } from '../../shared/calls/problem.ts';
import { UnreadableFile, type TakePiece } from '../../shared/calls/upload-pieces.ts';
import { useSession } from '../../stores/session.ts';
import { useWork } from '../../stores/work.ts';
import { countLines, fileSource, textSource } from './import-source.ts';

type Book = Awaited<ReturnType<typeof client.imports.open>>;
export type Preview = Awaited<ReturnType<typeof client.imports.preview>>;
type Result = Awaited<ReturnType<typeof client.imports.result>>;
type Layout = NonNullable<Parameters<typeof client.imports.preview>[0]['layout']>;
export type ResultRow = Result['rows'][number];
export type PreviewRow = ImportRow;
/** Texts beyond this many characters are not put into a text field, which could not bear them. */
export const editableLength = 200_000;

/** One import from its table to its result: goes on when the page is left, gone with the session (it holds passwords). */
export const useImportRun = defineStore('import run', () => {
  const [session, works] = [useSession(), useWork()];
  const text = ref('');
  /** The table that the clipboard had beside the text, as long as the text is what was pasted. */
  const html = shallowRef<string | undefined>(undefined);
  const file = shallowRef<File | null>(null);
  const lines = computed(() => (text.value.length > editableLength ? countLines(text.value) : 0));
  const book = shallowRef<Book | null>(null);
  const layout = shallowRef<Layout>({});
  const preview = shallowRef<Preview | null>(null);
  const step = ref<'columns' | 'rows'>('columns');
  const workId = ref<string | null>(null);
  const result = shallowRef<Result | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** Permission functions of the agreements that are recorded; null: all that can be granted. */
  const functions = shallowRef<string[] | null>(null);
  const busy = ref<'open' | 'preview' | 'start' | 'result' | null>(null);
  const work = computed(() => (workId.value === null ? null : (works.all.get(workId.value) ?? null)));
  const phase = computed(() => {
    if (workId.value !== null) return result.value ? 'result' : 'running';
    return preview.value ? step.value : 'source';
  });

  /** Forgets what was read, here and in the engine. */
  function forget(): void {
    const gone = book.value?.book;
    book.value = null;
    preview.value = null;
    layout.value = {};
    step.value = 'columns';
    if (gone !== undefined) client.imports.close({ book: gone }).catch(() => {});
  }
  function clear(): void {
    forget();
    text.value = '';
    html.value = undefined;
    file.value = null;
    workId.value = null;
    result.value = null;
    problem.value = null;
    functions.value = null;
  }
  watch(() => session.staff?.staff.handlerId ?? null, clear);

  function setText(next: string, table?: string): void {
    text.value = next;
    html.value = table;
    file.value = null;
    problem.value = null;
  }
  function setFile(chosen: File): void {
    text.value = '';
    html.value = undefined;
    file.value = chosen;
    problem.value = null;
  }

  async function during(what: NonNullable<typeof busy.value>, act: () => Promise<void>): Promise<boolean> {
    if (busy.value !== null) return false;
    busy.value = what;
    problem.value = null;
    try {
      await act();
      return true;
    } catch (error) {
      const refused = error instanceof UnreadableFile ? fileGone() : problemOf(error);
      // What is wrong with the table or the choice is said in full, not that something is wrong.
      problem.value = refused.fields[0] ? { ...refused, message: refused.fields[0].message } : refused;
      return false;
    } finally {
      busy.value = null;
    }
  }
  const take: TakePiece = (piece) => client.imports.upload(piece);

  /** Reads what was given and looks at its first sheet that is not hidden. */
  const open = (): Promise<boolean> =>
    during('open', async () => {
      forget();
      const source = await (file.value ? fileSource(file.value, take) : textSource(text.value, html.value, take));
      const opened = await client.imports.open({ source });
      book.value = opened;
      const sheet = Math.max(
        0,
        opened.sheets.findIndex((one) => !one.hidden && one.records > 0),
      );
      layout.value = { sheet };
      preview.value = await client.imports.preview({ book: opened.book, layout: layout.value });
      step.value = 'columns';
    });
  /** Looks anew, with what was changed; the change stays only when it can be looked at. */
  const look = (change: Partial<Layout> = {}): Promise<boolean> =>
    during('preview', async () => {
      if (!book.value) return;
      const next = { ...layout.value, ...change };
      preview.value = await client.imports.preview({ book: book.value.book, layout: next });
      layout.value = next;
    });
  const setColumn = (column: number, field: string): Promise<boolean> =>
    look({ columns: [...(layout.value.columns ?? []).filter((one) => one.column !== column), { column, field }] });
  const setColumns = (columns: { column: number; field: string }[]): Promise<boolean> => {
    const changed = new Set(columns.map(({ column }) => column));
    return look({ columns: [...(layout.value.columns ?? []).filter((one) => !changed.has(one.column)), ...columns] });
  };
  /** Takes columns of passwords as what they seem to be: the yes that they wait for. */
  const takeAccounts = (columns: number[]): Promise<boolean> =>
    setColumns(columns.map((column) => ({ column, field: 'accountSecret' })));
  /** Says what a column of passwords is; that is a yes, too. */
  const setAccount = (account: ImportAccount): Promise<boolean> =>
    look({
      columns: [
        ...(layout.value.columns ?? []).filter((one) => one.column !== account.column),
        { column: account.column, field: 'accountSecret' },
      ],
      accounts: [...(layout.value.accounts ?? []).filter((one) => one.column !== account.column), account],
    });
  /** Says where the headings stand; by default a line of groups that belongs to them is found. What was chosen of columns stays: they are the same. */
  const setHeading = (heading: number | null, rows: 1 | 2 | 'look' = 'look'): Promise<boolean> =>
    look({ heading, headingRows: rows });
  const setSheet = (sheet: number): Promise<boolean> =>
    during('preview', async () => {
      if (!book.value) return;
      preview.value = await client.imports.preview({ book: book.value.book, layout: { sheet } });
      layout.value = { sheet };
    });
  const mend = (line: number, cells: { column: number; value: string }[], drop = false): Promise<boolean> =>
    during('preview', async () => {
      if (!book.value || !preview.value) return;
      await client.imports.mend({ preview: preview.value.preview, line, cells, drop });
      // A decision was about the client that the row had then.
      const decisions = (layout.value.decisions ?? []).filter((one) => one.line !== line);
      layout.value = { ...layout.value, decisions };
      preview.value = await client.imports.preview({ book: book.value.book, layout: layout.value });
    });
  /** Changes cells of several records as one change; a decision was about the client that the row had then. */
  const mendBlock = (records: { line: number; cells: { column: number; value: string }[] }[]): Promise<boolean> =>
    during('preview', async () => {
      if (!book.value || !preview.value) return;
      await client.imports.mendBlock({ preview: preview.value.preview, records });
      const mended = new Set(records.map(({ line }) => line));
      const decisions = (layout.value.decisions ?? []).filter((one) => !mended.has(one.line));
      layout.value = { ...layout.value, decisions };
      preview.value = await client.imports.preview({ book: book.value.book, layout: layout.value });
    });
  const unmend = (): Promise<boolean> =>
    during('preview', async () => {
      if (!book.value) return;
      await client.imports.unmend({ book: book.value.book });
      preview.value = await client.imports.preview({ book: book.value.book, layout: layout.value });
    });
  const keptWithout = (numbers: readonly string[]): NonNullable<Layout['kept']> =>
    (layout.value.kept ?? []).flatMap((one) => {
      const left = one.numbers.filter((number) => !numbers.includes(number));
      return left.length === 0 ? [] : [{ ...one, numbers: left }];
    });
  /** Keeps numbers as they stand though they break their check; an empty reason: no longer. */
  const keepNumbers = (numbers: string[], reason: string): Promise<boolean> =>
    look({ kept: [...keptWithout(numbers), ...(reason === '' ? [] : [{ reason, numbers }])] });
  const start = (): Promise<boolean> =>
    during('start', async () => {
      const wanted = preview.value;
      if (!wanted) return;
      const { work: id } = await client.imports.run({
        preview: wanted.preview,
        ...(functions.value === null ? {} : { functions: functions.value }),
      });
      result.value = null;
      workId.value = id;
      // What was pasted holds passwords: from here on only the engine has what it still needs.
      text.value = '';
      html.value = undefined;
      file.value = null;
    });
  const loadResult = (): Promise<boolean> =>
    during('result', async () => {
      const id = workId.value;
      if (id === null) return;
      const next = await client.imports.result({ work: id });
      if (id === workId.value && next.done) result.value = next;
    });
  // The end comes by event, whichever page is shown then; the pieces may also have ended before this window heard of them.
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
  function backToSource(): void {
    forget();
    workId.value = null;
    result.value = null;
    problem.value = null;
  }
  /** Back to the rows that were not imported: the engine keeps them until they are, or are given up. */
  const mendRest = async (): Promise<void> => {
    workId.value = null;
    result.value = null;
    step.value = 'rows';
    await look();
    if (problem.value?.code === 'NOT_FOUND') preview.value = null;
  };
  return {
    text,
    html,
    file,
    lines,
    book,
    layout,
    preview,
    step,
    functions,
    result,
    problem,
    busy,
    work,
    workId,
    phase,
    clear,
    setText,
    setFile,
    open,
    look,
    setColumn,
    setColumns,
    takeAccounts,
    setAccount,
    setHeading,
    setSheet,
    mend,
    mendBlock,
    unmend,
    keepNumbers,
    start,
    loadResult,
    backToSource,
    mendRest,
  };
});

/** A file that was chosen and cannot be read, as the engine would tell it. */
function fileGone(): Problem {
  const message = t('importing.file.gone');
  return { code: 'INVALID_INPUT', message, fields: [{ field: 'source', message }], why: null, remedy: null };
}

/** Whether a file is larger than an import takes. */
export const isTooLarge = (file: File): boolean => file.size > importLimits.bytes;
