import type { Catalogue } from '@contract/catalogue.ts';

let loading: Promise<Catalogue> | null = null;

/** The service catalogue, in a chunk of its own that comes when an agreement is first written; the engine checks it at its start. */
export function serviceCatalogue(): Promise<Catalogue> {
  loading ??= import('../../../resources/service-catalogue.json').then(
    (file) => file.default as unknown as Catalogue,
    (error: unknown) => { loading = null; throw error; },
  );
  return loading;
}
