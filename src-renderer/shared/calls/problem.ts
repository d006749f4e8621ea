import { ORPCError } from '@orpc/client';
import { minuteOf } from '@contract/calendar.ts';
import type { ErrorCode, FieldProblem, RefusalData } from '@contract/errors.ts';
import { hostUnreachableCode } from '../../bridge/link.ts';
import { t } from '../../locales/text.ts';

/** What the user can do about a problem, as one button. */
export type Remedy = 'retry' | 'signIn' | 'unlock' | 'openVault' | 'enterAgain' | 'openDesk' | 'refresh';

/** A refusal or a failure in the form that screens show. */
export interface Problem {
  code: ErrorCode | 'OFFLINE';
  /** Chinese; says what to do next. */
  message: string;
  /** By name of the field, for forms. */
  fields: FieldProblem[];
  /** For 为什么不能办; null if the engine gave no reason. */
  why: RefusalData | null;
  remedy: Remedy | null;
}

const remedies: Record<ErrorCode | 'OFFLINE', Remedy | null> = {
  INVALID_INPUT: null,
  DESK_NOT_OPEN: 'openDesk',
  DESK_BUSY: 'retry',
  STORE_WRONG_KEY: null,
  STORE_FROM_FUTURE: null,
  STORE_DAMAGED: null,
  STORE_FULL: 'retry',
  KEYCHAIN_UNAVAILABLE: 'retry',
  PASSPHRASE_WRONG: null,
  NOT_SIGNED_IN: 'signIn',
  SESSION_LOCKED: 'unlock',
  SESSION_ENDED: 'enterAgain',
  FORBIDDEN: null,
  CREDENTIALS_WRONG: null,
  LOCKED_OUT: null,
  CODE_WRONG: null,
  CODE_EXPIRED: null,
  CAPTCHA_WRONG: null,
  CODE_TOO_SOON: null,
  FLOW_EXPIRED: 'signIn',
  REAL_NAME_REQUIRED: null,
  CARD_UNREADABLE: null,
  NAME_MISMATCH: null,
  MOBILE_TAKEN: null,
  FACE_MISMATCH: null,
  METHOD_UNAVAILABLE: null,
  SYNC_REQUIRED: null,
  REGISTRY_UNAVAILABLE: 'retry',
  PASSWORD_POLICY: null,
  CLIENT_NOT_ENTERABLE: null,
  CLIENT_HAS_HISTORY: null,
  AGREEMENT_PASSWORD_WRONG: null,
  AGREEMENT_PASSWORD_CHANGED: 'enterAgain',
  PERMISSION_MISSING: null,
  VAULT_LOCKED: 'openVault',
  VAULT_EMPTY: null,
  RECOVERY_KEY_WRONG: null,
  BACKUP_UNREADABLE: null,
  NOT_FOUND: 'refresh',
  CONFLICT: 'refresh',
  RULE_BROKEN: null,
  SECOND_LOOK: null,
  INTERNAL: 'retry',
  OFFLINE: 'retry',
};

const isCode = (code: string): code is ErrorCode => code in remedies && code !== 'OFFLINE';

function isRefusalData(data: unknown): data is RefusalData {
  return typeof data === 'object' && data !== null && 'link' in data && 'rule' in data;
}

function fieldsOf(data: unknown): FieldProblem[] {
  if (typeof data !== 'object' || data === null || !('fields' in data) || !Array.isArray(data.fields)) return [];
  return data.fields.filter((f): f is FieldProblem => typeof f?.field === 'string' && typeof f?.message === 'string');
}

/** Any error of a contract call as a problem to show; unknown errors are never shown in their own words. */
export function problemOf(error: unknown): Problem {
  if (error instanceof ORPCError && error.code === hostUnreachableCode)
    return { code: 'OFFLINE', message: error.message, fields: [], why: null, remedy: remedies.OFFLINE };
  if (error instanceof ORPCError && isCode(error.code)) {
    const code = error.code;
    const why = isRefusalData(error.data) ? error.data : null;
    const fields = fieldsOf(error.data);
    const chinese = /[\u4e00-\u9fff]/.test(error.message);
    // A form with one field has no other place to show what is wrong with it.
    const only = code === 'INVALID_INPUT' && fields.length === 1 ? fields[0]?.message : undefined;
    const message =
      only !== undefined
        ? only
        : chinese
          ? error.message
          : code === 'INVALID_INPUT'
            ? t('problems.invalidInput')
            : t('problems.internal', { at: minuteOf(new Date()) });
    return { code, message, fields, why, remedy: remedies[code] };
  }
  return {
    code: 'INTERNAL',
    message: t('problems.internal', { at: minuteOf(new Date()) }),
    fields: [],
    why: null,
    remedy: remedies.INTERNAL,
  };
}

/** The part of a refusal that the form itself must show, after its fields have shown theirs: all of it, or nothing. @param strange problems of unknown fields */
export const beyondFields = (found: Problem, strange: readonly FieldProblem[]): Problem | null =>
  found.fields.length === 0 || strange.length > 0 ? found : null;

/** A refusal in the words of the first of these field problems instead of general ones, if there is any. */
export const inWords = (found: Problem, of: readonly FieldProblem[] = found.fields): Problem =>
  of[0] ? { ...found, message: of[0].message } : found;

/** Like {@link beyondFields}, in the words of the first problem of an unknown field. */
export const strangeInWords = (found: Problem, strange: readonly FieldProblem[]): Problem | null =>
  beyondFields(inWords(found, strange), strange);

/** Whether an error only says that the call was aborted, so nobody waits for the answer. */
export const isAbort = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError';
