/** Where a call of a login comes from. */
export interface Caller {
  window: string;
  origin: string;
}
