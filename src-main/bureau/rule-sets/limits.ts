import { idleLimit } from '@contract/session.ts';

const minute = 60_000;
const hour = 60 * minute;

/** How long things last and how often they may be tried; durations in milliseconds. Of a rule set: nobody asks another place. */
export interface RuleLimits {
  /** J3. */
  session: { idle: number; absolute: number; ticket: number };
  /** J2: failures until a lock, the first lock, and the longest. */
  throttle: ThrottleLimits;
  /** J1. */
  code: CodeLimits;
  /** A login, recovery or registration between its steps. */
  flow: number;
  /** F1. */
  captcha: number;
  /** D3: for how long 111111, or a one-time code, is good. */
  reset: number;
  /** I1: a collection between its steps; long enough to walk to where the light is better. */
  collection: number;
  /** E3: searches for people by one enterprise, found or not, so that nobody tries numbers. */
  searchesAnHour: number;
}
export interface ThrottleLimits {
  failures: number;
  firstLock: number;
  longestLock: number;
}
export interface CodeLimits {
  lifetime: number;
  tries: number;
  aDay: number;
}

/** Days that agreements go by. */
export interface RuleDays {
  /** L4: a proposal not answered in so many days lapses. */
  toAnswer: number;
  /** L5: a change or an end is to be reported within so many days. */
  toReport: number;
}

/** What both rule sets of today have. */
export const usualLimits: RuleLimits = {
  session: { idle: idleLimit, absolute: 12 * hour, ticket: 10 * minute },
  throttle: { failures: 5, firstLock: 15 * minute, longestLock: 24 * hour },
  code: { lifetime: 5 * minute, tries: 5, aDay: 10 },
  flow: 10 * minute,
  captcha: 2 * minute,
  reset: 24 * hour,
  collection: 15 * minute,
  searchesAnHour: 30,
};
export const usualDays: RuleDays = { toAnswer: 21, toReport: 30 };
