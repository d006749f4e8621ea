import { deskRoutes } from './routes/desk.ts';

export type { CallContext } from './routes/admit.ts';

/** Builds the one router that every host serves: one key an area, as in the contract. */
export function createRouter() {
  return { desk: deskRoutes };
}
export type DeskRouter = ReturnType<typeof createRouter>;
