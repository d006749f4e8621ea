import type { RegistryAnswer, TaxRegistry } from '../ground/ports.ts';

/** How long the bureau waits for the registry, in milliseconds of real time. */
export const registryPatience = 8_000;

/**
 * Asks the tax registry and waits no longer than `patience` milliseconds of real time, nor than whoever asked wants to.
 * @returns its answer, or `slow` where the waiting ended first
 */
export function askRegistry(
  registry: TaxRegistry,
  taxpayerId: string,
  patience: number,
  givenUp?: AbortSignal,
): Promise<RegistryAnswer | { kind: 'slow' }> {
  const limit = AbortSignal.timeout(patience);
  const signal = givenUp ? AbortSignal.any([limit, givenUp]) : limit;
  const late = new Promise<{ kind: 'slow' }>((resolve) => {
    signal.addEventListener('abort', () => resolve({ kind: 'slow' }), { once: true });
  });
  return Promise.race([registry.officersOf(taxpayerId, signal), late]);
}
