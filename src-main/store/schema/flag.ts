/** A yes or no in a row. */
export type Flag = 0 | 1;
