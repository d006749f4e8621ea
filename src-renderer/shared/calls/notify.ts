import { ElMessage, type MessageHandler } from 'element-plus';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/el-badge.css';
import 'element-plus/theme-chalk/el-message.css';
import { h } from 'vue';
import WhyNot from './WhyNot.vue';
import { t } from '../../locales/text.ts';
import { isAbort, problemOf, type Problem, type Remedy } from './problem.ts';

/** What the running program does for a remedy (sign in again, unlock …); a remedy without an action shows no button. */
const doers = new Map<Remedy, (problem: Problem) => void>();

/** Registers the action of a remedy in this window. @returns a function that removes it */
export function provideRemedy(remedy: Remedy, run: (problem: Problem) => void): () => void {
  doers.set(remedy, run);
  return () => {
    if (doers.get(remedy) === run) doers.delete(remedy);
  };
}

/** Above the status bar: a toast must never cover tabs and band at the top. */
const where = { placement: 'bottom', offset: 36 } as const;

/** The newest open dialog, because everything below it is inert. */
const place = (): HTMLElement =>
  [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1) ?? document.body;

/** A short message that something is done; disappears by itself. */
export function notifyDone(message: string): MessageHandler {
  return ElMessage({ type: 'success', message, duration: 2600, grouping: true, ...where, appendTo: place() });
}

/** A message that needs no action; disappears by itself, later than {@link notifyDone}. */
export function notifyNote(message: string): MessageHandler {
  return ElMessage({ type: 'info', message, duration: 5000, grouping: true, ...where, appendTo: place() });
}

/**
 * Shows a problem as a toast, with one button that helps and the reason behind another press. A page that can show it
 * in place does that instead.
 * @param retry done for the remedies `retry` and `refresh`
 */
export function notifyProblem(error: unknown, retry?: () => void): Problem | null {
  if (isAbort(error)) return null;
  const problem = problemOf(error);
  const { remedy } = problem;
  const run =
    remedy === null
      ? undefined
      : remedy === 'retry' || remedy === 'refresh'
        ? retry && (() => retry())
        : doers.get(remedy);
  const toast = ElMessage({
    type: 'error',
    duration: run ? 10_000 : 6000,
    showClose: true,
    grouping: true,
    ...where,
    appendTo: place(),
    message: h('span', { class: 'problem-toast' }, [
      problem.message,
      ...(run && remedy !== null
        ? [
            ' ',
            h(
              'button',
              {
                type: 'button',
                class: 'link-button',
                onClick: () => {
                  toast.close();
                  run(problem);
                },
              },
              t(`problems.remedies.${remedy}`),
            ),
          ]
        : []),
      ...(problem.why?.rule ? [' ', h(WhyNot, { compact: true, message: problem.message, why: problem.why })] : []),
    ]),
  });
  return problem;
}
