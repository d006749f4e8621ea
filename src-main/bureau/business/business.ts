import { taxpayerOf } from '../../store/repositories/client-facts.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { ClientActor } from '../ground/actors.ts';
import { serviceDecisions } from './decisions.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import type { Permissions } from '../catalogue/permissions.ts';
import type { Clock } from '../ground/ports.ts';
import type { Trail } from '../trail/trail.ts';
import { Certificates } from './certificates.ts';
import { ClientHome } from './client-home.ts';
import { Filings } from './filings.ts';
import { Payments } from './payments.ts';
import { ReturnPayments } from './return-payments.ts';
import type { RecordMark } from '../paper/record-mark.ts';
import { VatReturns } from './vat/vat-returns.ts';

export interface BusinessDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  trail: Trail;
  permissions: Permissions;
  /** 演示 in a training world, else 本机记录，未报送税务机关 (ADR-0023). */
  mark: RecordMark;
  catalogue: ServiceCatalogue;
}

/** What is done for one client in a client session (G3), on stored data. */
export function createBusiness(deps: BusinessDependencies) {
  return {
    home: new ClientHome(deps),
    vat: new VatReturns(deps),
    filings: new Filings(deps.db, deps.mark),
    payments: new Payments(deps),
    returnPayments: new ReturnPayments(deps),
    certificates: new Certificates(deps),
    /** For every service whether this session may do it, and why not (G3, H4). */
    async decisions(client: ClientActor) {
      const { kind } = await taxpayerOf(deps.db, client.clientId);
      return serviceDecisions(deps.catalogue, client.functions, kind);
    },
  };
}
export type Business = ReturnType<typeof createBusiness>;
