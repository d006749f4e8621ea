import { deskRoutes } from './routes/desk.ts';
import { eventRoutes } from './routes/events.ts';
import { sessionRoutes } from './routes/session.ts';
import { signInRoutes } from './routes/sign-in.ts';

export type { CallContext } from './routes/admit.ts';

/** Builds the one router that every host serves: one key an area, as in the contract. */
export function createRouter() {
  return { desk: deskRoutes, signIn: signInRoutes, session: sessionRoutes, events: eventRoutes };
}
export type DeskRouter = ReturnType<typeof createRouter>;
