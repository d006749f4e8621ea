import { dayOf } from '../ground/calendar.ts';

/**
 * The day from which an agency answers for what a client has to file: as its file says, else the first day of the first agreement, else the day on which the
 * office took it in. What was due before was somebody else's.
 */
export const serviceBegin = (client: {
  service_from: string | null;
  agreed_from: string | null;
  created_at: number;
}): string => client.service_from ?? client.agreed_from ?? dayOf(client.created_at);
