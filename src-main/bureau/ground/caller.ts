/** Where a call of a login comes from. */
export interface Caller {
  window: string;
  origin: string;
}

/** A flow between the steps of a login is good for ten minutes, in milliseconds. */
export const flowLifetime = 10 * 60_000;
