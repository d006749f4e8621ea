import type { ExplainedLink, ExplainedService } from '@contract/explain.ts';
import type { VatReturn } from '@contract/business.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { serviceDecisions } from '../business/decisions.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { servicesFor } from '../enterprise/home.ts';
import type { AgreementRow } from '../../store/repositories/agreements.ts';
import { verdictOf } from './links.ts';

/** Decision about one service as its own procedure would give it. */
interface Decided {
  serviceId: string;
  allowed: boolean;
  rule: RuleId | null;
  reason: string | null;
  whoCanMend: string | null;
}

/** What fails earlier in the chain goes before what the service itself lacks. */
function after(links: readonly ExplainedLink[], decisions: readonly Decided[]): ExplainedService[] {
  const before = verdictOf(links);
  return decisions.map(({ serviceId, allowed, rule, reason, whoCanMend }) =>
    before.allowed
      ? { serviceId, allowed, link: allowed ? null : 'scope', rule, reason, whoCanMend }
      : { serviceId, ...before },
  );
}

/** Every service of the catalogue for a staff member in one client (G3, H4). @param agreement the one that counts, or null when the client cannot be entered */
export function clientServices(
  links: readonly ExplainedLink[],
  agreement: AgreementRow | null,
  kind: VatReturn['form'],
  catalogue: ServiceCatalogue,
): ExplainedService[] {
  const functions = new Set(agreement?.functions);
  return after(links, serviceDecisions(catalogue, functions, kind));
}

/** Every service of the catalogue for a handler in the own enterprise (E5). */
export function handlerServices(
  links: readonly ExplainedLink[],
  actor: Pick<EnterpriseActor, 'person' | 'functions'>,
  catalogue: ServiceCatalogue,
): ExplainedService[] {
  return after(links, servicesFor(actor, catalogue));
}
