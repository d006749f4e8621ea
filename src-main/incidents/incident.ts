import { randomBytes } from 'node:crypto';

/** An unexpected error for the log: everything needed to find it, nothing that the user typed. */
export interface Incident {
  /** The number shown to the user. */
  id: string;
  /** Procedure (`desk.status`), work (`work.backup`), or place in the host. */
  place: string;
  name: string;
  message: string;
  stack: string | null;
}

/** Stores an incident; must not throw. */
export type ReportIncident = (incident: Incident) => void;

/** Short enough to read out over the telephone; no letters that are easily confused. */
function incidentId(): string {
  const alphabet = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const letters = Array.from(randomBytes(8), (byte) => alphabet[byte % alphabet.length]);
  return `${letters.slice(0, 4).join('')}-${letters.slice(4).join('')}`;
}

/** Gives an unexpected error a number. @param place see {@link Incident} */
export const newIncident = (error: unknown, place: string): Incident => ({
  id: incidentId(),
  place,
  ...(error instanceof Error
    ? { name: error.name, message: error.message, stack: error.stack ?? null }
    : { name: typeof error, message: 'a value that is not an error was thrown', stack: null }),
});

/** Message for the user about an incident. */
export const unexpectedText = ({ id }: Incident): string =>
  `程序出了意外，这一步可能没有完成。请核对结果后再试；仍然出现时，请把事件编号 ${id} 告诉管理员。`;
