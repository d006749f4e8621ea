import { mapEventIterator } from '@orpc/client';
import { ORPCError, os, ValidationError } from '@orpc/server';
import type { StandardHandlerInterceptorOptions } from '@orpc/server/standard';
import { isAsyncIteratorObject } from '@orpc/shared';
import {
  errorCatalogue,
  InvalidInput,
  Refusal,
  type ErrorCode,
  type FieldProblem,
  type RefusalData,
} from '@contract/errors.ts';
import { newIncident, unexpectedText, type Incident } from '../incidents/incident.ts';

export interface ErrorMappingOptions {
  /** Stores the incident; must not throw. */
  report(incident: Incident): void;
  /** Gets every unexpected error first, so that the store can return STORE_FULL and the like; null: not an error of the store. */
  recognise?(error: unknown): Refusal | null;
}

/** Message for a request that cannot be read. */
export const malformed = '请求的格式不正确，没有执行。请刷新页面后再试。';
/** Message for a request that is longer, deeper or fuller than its procedure accepts. */
export const tooLarge = '内容超过了一次可以提交的大小，没有执行。请分几次提交。';
const wrongInput = '输入有误，请按提示修改后再试。';

/** Issue of a standard schema, with the fields that this file reads. */
interface Issue {
  message: string;
  path?: ReadonlyArray<PropertyKey | { key: PropertyKey }> | undefined;
}

function fieldOf(issue: Issue): string {
  return (issue.path ?? []).map((part) => String(typeof part === 'object' ? part.key : part)).join('.');
}

function fieldsOf(issues: ReadonlyArray<Issue>): FieldProblem[] {
  // zod's text for a missing value names types, which does not help a person who left a field empty.
  return issues.map((issue) => ({
    field: fieldOf(issue),
    message: /(undefined|null)$/.test(issue.message) ? '请填写此项' : issue.message,
  }));
}

/** The contract's error for a refused input. */
export function invalidInput(
  fields: FieldProblem[],
  message = wrongInput,
): ORPCError<'INVALID_INPUT', { fields: FieldProblem[] }> {
  return new ORPCError('INVALID_INPUT', {
    defined: true,
    status: errorCatalogue.INVALID_INPUT.status,
    message,
    data: { fields },
  });
}

/** The contract's error for a refusal: same code, message and data; the status is from the catalogue. */
export function refusalError(refusal: Refusal): ORPCError<string, RefusalData> {
  return new ORPCError(refusal.code, {
    defined: true,
    status: errorCatalogue[refusal.code].status,
    message: refusal.message,
    data: refusal.data,
  });
}

/** Log text of an error. For output that broke the contract only paths and messages, because the values may be anybody's data. */
function incidentOf(error: unknown, place: string): Incident {
  const cause = error instanceof ORPCError ? error.cause : undefined;
  if (cause instanceof ValidationError) {
    const message = fieldsOf(cause.issues)
      .map(({ field, message }) => `${field}: ${message}`)
      .join('; ');
    return newIncident(Object.assign(new Error(message, { cause: error }), { name: 'OutputInvalid' }), place);
  }
  return newIncident(cause instanceof Error ? cause : error, place);
}

function isCatalogued(error: ORPCError<string, unknown>): boolean {
  if (!Object.hasOwn(errorCatalogue, error.code)) return false;
  const entry = errorCatalogue[error.code as ErrorCode];
  return entry.status === error.status && entry.data.safeParse(error.data).success;
}

/**
 * Turns any thrown value into an error of the contract. Refusals and input problems keep their message; everything else
 * becomes INTERNAL with an incident number, and is logged. Never throws.
 */
export function contractError(error: unknown, where: string, options: ErrorMappingOptions): ORPCError<string, unknown> {
  if (error instanceof Refusal) return refusalError(error);
  if (error instanceof InvalidInput) return invalidInput(error.fields, error.message);
  if (error instanceof ORPCError) {
    const known = error as ORPCError<string, unknown>;
    if (isCatalogued(known)) return known;
    if (error.code === 'PAYLOAD_TOO_LARGE') return invalidInput([], tooLarge);
    if (error.code === 'METHOD_NOT_SUPPORTED') return invalidInput([], malformed);
    if (error.code === 'BAD_REQUEST') {
      return error.cause instanceof ValidationError
        ? invalidInput(fieldsOf(error.cause.issues))
        : invalidInput([], malformed);
    }
  }
  const refusal = options.recognise?.(error) ?? null;
  if (refusal) return refusalError(refusal);
  const incident = incidentOf(error, where);
  options.report(incident);
  return refusalError(new Refusal('INTERNAL', unexpectedText(incident), { link: 'desk' }));
}

/**
 * Outermost middleware of the router: errors of guards, validation, services and running event iterators leave the
 * router as errors of the contract, on every transport.
 */
export function errorMapping(options: ErrorMappingOptions) {
  return os.middleware(async ({ next, path, signal }) => {
    const where = path.join('.');
    const map = (error: unknown): unknown => {
      // A call that the window aborted is no incident; nobody reads the answer.
      if (signal?.aborted && !(error instanceof Refusal)) return error;
      return contractError(error, where, options);
    };
    try {
      const result = await next();
      if (!isAsyncIteratorObject(result.output)) return result;
      const mapped = mapEventIterator(result.output, {
        value: async (value: unknown) => value,
        error: async (error) => map(error),
      });
      return { ...result, output: mapped };
    } catch (error) {
      throw map(error);
    }
  });
}

/**
 * Handler interceptor for errors before a procedure is found and its input decoded: a malformed or oversized
 * request is INVALID_INPUT with a Chinese sentence. Errors that the router mapped already pass unchanged.
 */
export function requestErrors(options: ErrorMappingOptions) {
  return async <T>(
    handling: Pick<StandardHandlerInterceptorOptions<never>, 'request'> & { next(): Promise<T> },
  ): Promise<T> => {
    try {
      return await handling.next();
    } catch (error) {
      if (error instanceof ORPCError) throw contractError(error, handling.request.url.pathname, options);
      // A body that ended early or does not parse is the sender's fault; logging it would not help.
      throw invalidInput([], malformed);
    }
  };
}
