import { resendAfter } from '@contract/sign-in.ts';

/** Whole seconds until another code can be requested (J1). A window's copy of the desk's clock is late by the duration of a call, so never more than the rule's own wait. */
export const resendWait = (resendAt: string, now: number): number =>
  Math.max(0, Math.ceil(Math.min(Date.parse(resendAt) - now, resendAfter) / 1000));
