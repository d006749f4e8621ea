import type * as electron from 'electron';

/** Everything the doubles were told, in order. */
export const electronCalls: { what: string; with: unknown }[] = [];
export const recordCall = (what: string, details?: unknown): void => {
  electronCalls.push({ what, with: details });
};

/** Answers that dialogs give next; a dialog without one is cancelled. */
export const dialogAnswers: Partial<electron.MessageBoxReturnValue & electron.SaveDialogReturnValue>[] = [];
