import { desk } from './desk.ts';

/** The whole contract: one key an area, one file an area. */
export const contract = { desk };
export type Contract = typeof contract;
