import { ElMessage, type MessageHandler } from 'element-plus';
import 'element-plus/theme-chalk/base.css';
import 'element-plus/theme-chalk/el-badge.css';
import 'element-plus/theme-chalk/el-message.css';
import { h } from 'vue';
import WhyNot from './WhyNot.vue';
import { t } from '../../locales/text.ts';
import { isAbort, problemOf, type Problem, type Remedy } from './problem.ts';

/** What the running program does for a remedy (sign in again, unlock …); a remedy without one shows no button. */
const doers = new Map<Remedy, (problem: Problem) => void>();

/** Says how a remedy is done in this window. @returns forgets it again */
export function provideRemedy(remedy: Remedy, run: (problem: Problem) => void): () => void {
  doers.set(remedy, run);
  return () => {
    if (doers.get(remedy) === run) doers.delete(remedy);
  };
}

/** Above the status bar: the top belongs to tabs and band, which a toast must never cover. */
const where = { placement: 'bottom', offset: 36 } as const;

/** The newest open dialog, because what lies below it is inert. */
const place = (): HTMLElement =>
  [...document.querySelectorAll<HTMLDialogElement>('dialog[open]')].at(-1) ?? document.body;

/** A short word that something is done; goes by itself. */
export function notifyDone(message: string): MessageHandler {
  return ElMessage({ type: 'success', message, duration: 2600, grouping: true, ...where, appendTo: place() });
}

/** A remark that needs no act; goes by itself, slower than {@link notifyDone}. */
export function notifyNote(message: string): MessageHandler {
  return ElMessage({ type: 'info', message, duration: 5000, grouping: true, ...where, appendTo: place() });
}

/**
 * Says a problem as a toast, with the one act that helps and the reason one press away. A page that can say it in its place does that instead.
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
