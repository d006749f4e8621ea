import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { deskStatusSchema } from './desk.ts';
import { idSchema, procedure } from './procedure.ts';
import { sessionEndSchema } from './session.ts';
import { workSchema } from './work.ts';

/** Every event that the engine sends to a window (ADR-0024). A window gets only the events that concern it. */
export const deskEventSchema = z.discriminatedUnion('kind', [
  /** First event of every subscription: it tells the screen that the subscription works. */
  z.object({ kind: z.literal('hello') }),
  z.object({ kind: z.literal('deskChanged'), status: deskStatusSchema }),
  /** The staff session of this window changed, locked, or ended; ask `session.current`. */
  z.object({ kind: z.literal('sessionChanged') }),
  z.object({ kind: z.literal('staffSessionEnded'), end: sessionEndSchema }),
  z.object({
    kind: z.literal('clientSessionEnded'),
    clientSession: idSchema,
    clientId: idSchema,
    clientName: z.string(),
    end: sessionEndSchema,
  }),
  /** Permission functions of an open client session changed. */
  z.object({ kind: z.literal('rightsChanged'), clientSession: idSchema }),
  /** Permission functions of the person in this window's own session changed (E6). */
  z.object({ kind: z.literal('ownRightsChanged') }),
  /** People or roles changed in the enterprise that this window is signed in to, or is logging in to. */
  z.object({ kind: z.literal('staffChanged') }),
  /** Rows of the client list changed (null: many). */
  z.object({ kind: z.literal('clientsChanged'), clientId: idSchema.nullable() }),
  /** The vault of this window's session opened or closed, or the list of members who wait for it changed. */
  z.object({ kind: z.literal('vaultChanged') }),
  z.object({ kind: z.literal('work'), work: workSchema }),
  /** Training world only: a simulated message arrived on a mobile. */
  z.object({ kind: z.literal('phoneMessage'), mobile: z.string() }),
]);
export type DeskEvent = z.infer<typeof deskEventSchema>;

/**
 * Who may get an event: windows that could read the fact behind it. `anyone`: every window, the fact needs no session.
 * `ownWindow`: the one window that it concerns. `office`: that window, or every window of this office's staff.
 * `client`: windows whose session reaches the client (H5) or acts for it. `phone`: windows that have the simulated
 * phone open, or all of them.
 */
export type EventAudience = 'anyone' | 'ownWindow' | 'office' | 'client' | 'phone';
export const eventAudiences: Readonly<Record<DeskEvent['kind'], EventAudience>> = {
  hello: 'ownWindow',
  deskChanged: 'anyone',
  sessionChanged: 'ownWindow',
  staffSessionEnded: 'ownWindow',
  clientSessionEnded: 'ownWindow',
  rightsChanged: 'ownWindow',
  ownRightsChanged: 'ownWindow',
  staffChanged: 'ownWindow',
  clientsChanged: 'client',
  vaultChanged: 'office',
  work: 'ownWindow',
  phoneMessage: 'phone',
};

export const events = {
  subscribe: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ method: 'GET', path: '/events', summary: '事件' })
    .output(eventIterator(deskEventSchema)),
};
