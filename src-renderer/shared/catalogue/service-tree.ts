import type { ServiceDecision } from '@contract/business.ts';
import type { Catalogue, Service } from '@contract/catalogue.ts';

/** A service with the decision about it for this session. */
export interface DecidedService {
  service: Service;
  decision: ServiceDecision;
}
export interface DecidedSection {
  id: string;
  title: string;
  services: DecidedService[];
}
export interface DecidedGroup {
  id: string;
  title: string;
  description: string;
  total: number;
  sections: DecidedSection[];
}

export interface CatalogueFilter {
  query: string;
  group: string | null;
  onlyAllowed: boolean;
}

let loading: Promise<Catalogue> | null = null;

/** The catalogue as shipped with the program; the engine checks the same file at its start. */
export function shippedCatalogue(): Promise<Catalogue> {
  loading ??= import('../../../resources/service-catalogue.json').then(
    (module) => module.default as Catalogue,
    (error: unknown) => {
      loading = null;
      throw error;
    },
  );
  return loading;
}

/** Whether title, description or keywords contain every typed word. */
function matches(service: Service, query: string): boolean {
  const whole = [service.title, service.description, ...service.keywords].join('\n').toLowerCase();
  return query
    .toLowerCase()
    .split(/\s+/)
    .every((word) => whole.includes(word));
}

/** The tree with its decisions, limited to the search; omits empty branches and services without a decision. */
export function decidedTree(
  catalogue: Catalogue,
  decisions: readonly ServiceDecision[],
  filter: CatalogueFilter,
): DecidedGroup[] {
  const byId = new Map(decisions.map((decision) => [decision.serviceId, decision]));
  const query = filter.query.trim();
  return catalogue.groups
    .filter((group) => filter.group === null || group.id === filter.group)
    .flatMap((group) => {
      const sections = group.sections.flatMap((section) => {
        const services = section.services.flatMap((service) => {
          const decision = byId.get(service.id);
          if (!decision || (filter.onlyAllowed && !decision.allowed) || (query !== '' && !matches(service, query)))
            return [];
          return [{ service, decision }];
        });
        return services.length > 0 ? [{ id: section.id, title: section.title, services }] : [];
      });
      const total = sections.reduce((sum, section) => sum + section.services.length, 0);
      return total > 0 ? [{ id: group.id, title: group.title, description: group.description, total, sections }] : [];
    });
}

/** Pages of this program that do a service on stored data, by service. */
export const pageOfService: Readonly<Record<string, string>> = {
  'tax.vat.general': 'client.vat',
  'tax.vat.smallScale': 'client.vat',
  'query.filings': 'client.filings',
  'query.payments': 'client.payments',
  'pay.record': 'client.payments',
  'cert.taxPayment': 'client.certificate',
};

/** The services that this program does itself, with their decisions. */
export function workingServices(catalogue: Catalogue, decisions: readonly ServiceDecision[]): DecidedService[] {
  return decidedTree(catalogue, decisions, { query: '', group: null, onlyAllowed: false })
    .flatMap((group) => group.sections)
    .flatMap((section) => section.services)
    .filter(({ service }) => pageOfService[service.id] !== undefined);
}
