import { defineStore } from 'pinia';
import { computed, ref, shallowRef, watch } from 'vue';
import type { ImportRow } from '@contract/imports.ts';
import { client } from '../../bridge/client.ts';
import { problemOf, type Problem } from '../../shared/calls/problem.ts';
import { useSession } from '../../stores/session.ts';
import { useWork } from '../../stores/work.ts';
import { countLines, decodeTable, isWorkbook, type Encoding } from './import-text.ts';

type Preview = Awaited<ReturnType<typeof client.imports.preview>>;
type Result = Awaited<ReturnType<typeof client.imports.result>>;
export type ResultRow = Result['rows'][number];
export type PreviewRow = ImportRow;
/** Texts beyond this many characters are not put into a text field, which could not bear them. */
export const editableLength = 200_000;
/** The contract's bound. */
export const longestText = 20_000_000;

/** One import from its text to its result: goes on when the page is left, gone with the session (it holds passwords). */
export const useImportRun = defineStore('import run', () => {
  const [session, works] = [useSession(), useWork()];
  const text = ref('');
  const file = shallowRef<{ name: string; encoding: Encoding; lines: number } | null>(null);
  const preview = shallowRef<Preview | null>(null);
  const workId = ref<string | null>(null);
  const result = shallowRef<Result | null>(null);
  const problem = shallowRef<Problem | null>(null);
  /** Permission functions of the agreements that are recorded; null: all that can be granted. */
  const functions = shallowRef<string[] | null>(null);
  const busy = ref<'read' | 'preview' | 'start' | 'result' | null>(null);
  const work = computed(() => (workId.value === null ? null : (works.all.get(workId.value) ?? null)));
  const phase = computed(() =>
    workId.value !== null ? (result.value ? 'result' : 'running') : preview.value ? 'preview' : 'text',
  );

  function clear(): void {
    text.value = '';
    file.value = null;
    preview.value = null;
    workId.value = null;
    result.value = null;
    problem.value = null;
    functions.value = null;
  }
  watch(() => session.staff?.staff.handlerId ?? null, clear);

  function setText(next: string, from: { name: string; encoding: Encoding } | null = null): void {
    text.value = next;
    file.value =
      from || next.length > editableLength
        ? { name: from?.name ?? '', encoding: from?.encoding ?? 'utf-8', lines: countLines(next) }
        : null;
    preview.value = null;
    problem.value = null;
  }
  /** @returns why the file cannot be read, or null */
  async function readFile(chosen: File): Promise<'workbook' | 'tooLong' | 'unreadable' | null> {
    if (busy.value !== null) return null;
    if (chosen.size > longestText * 2) return 'tooLong';
    busy.value = 'read';
    try {
      const bytes = new Uint8Array(await chosen.arrayBuffer());
      if (isWorkbook(bytes)) return 'workbook';
      const decoded = decodeTable(bytes);
      if (decoded.text.length > longestText) return 'tooLong';
      setText(decoded.text, { name: chosen.name, encoding: decoded.encoding });
      return null;
    } catch {
      return 'unreadable';
    } finally {
      busy.value = null;
    }
  }

  async function during(what: 'preview' | 'start' | 'result', act: () => Promise<void>): Promise<void> {
    if (busy.value !== null) return;
    busy.value = what;
    problem.value = null;
    try {
      await act();
    } catch (error) {
      const refused = problemOf(error);
      // What is wrong with the text or the choice is said in full, not that something is wrong.
      problem.value = refused.fields[0] ? { ...refused, message: refused.fields[0].message } : refused;
    } finally {
      busy.value = null;
    }
  }
  const look = (): Promise<void> =>
    during('preview', async () => {
      preview.value = await client.imports.preview({ text: text.value });
    });
  const start = (): Promise<void> =>
    during('start', async () => {
      const wanted = preview.value;
      if (!wanted) return;
      const { work: id } = await client.imports.run({
        preview: wanted.preview,
        ...(functions.value === null ? {} : { functions: functions.value }),
      });
      result.value = null;
      workId.value = id;
    });
  const loadResult = (): Promise<void> =>
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
  /** Back to the text, to mend what was refused. */
  function backToText(): void {
    preview.value = null;
    workId.value = null;
    result.value = null;
    problem.value = null;
  }
  return {
    text,
    file,
    preview,
    functions,
    result,
    problem,
    busy,
    work,
    workId,
    phase,
    clear,
    setText,
    readFile,
    look,
    start,
    loadResult,
    backToText,
  };
});
