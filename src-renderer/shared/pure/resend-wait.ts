import { resendAfter } from '@contract/sign-in.ts';

/** Whole seconds until another code may be asked for (J1). What a window knows of the desk's clock is old by the length of a call: never more than the rule's own wait. */
export const resendWait = (resendAt: string, now: number): number =>
  Math.max(0, Math.ceil(Math.min(Date.parse(resendAt) - now, resendAfter) / 1000));
