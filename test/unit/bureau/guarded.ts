import { Refusal } from '../../../src-preload/contract/errors.ts';
import { recordRefusedAct } from '../../../src-main/bureau/act/refused-act.ts';
import type { Trail } from '../../../src-main/bureau/trail/trail.ts';

/** Services as the router's guard calls them: a refusal that says of which act it is leaves its record (J4), in whatever depth the service lies. */
export function guarded<T extends object>(services: T, trail: Trail): T {
  const recording = async (error: unknown): Promise<never> => {
    if (error instanceof Refusal) await recordRefusedAct(trail, error);
    throw error;
  };
  return new Proxy(services, {
    get(target, key) {
      const value: unknown = Reflect.get(target, key, target);
      if (typeof value === 'function') {
        return (...args: unknown[]): unknown => {
          const result: unknown = Reflect.apply(value, target, args);
          return result instanceof Promise ? result.catch(recording) : result;
        };
      }
      return isService(value) ? guarded(value, trail) : value;
    },
  });
}

/** Data that a service shows are no service. */
const isService = (value: unknown): value is object =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof Map) &&
  !(value instanceof Set) &&
  !Buffer.isBuffer(value);
