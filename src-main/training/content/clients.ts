import { functionSetOf } from '../../bureau/delegation/function-set.ts';
import { searchText } from '../../office/search/search-text.ts';
import type { Random } from '../sample/random.ts';
import type { SampleEnterprise, SamplePerson } from '../sample/enterprises.ts';
import type { AgreementPlan } from './agreement-plan.ts';
import { agreementsOf } from './agreements.ts';
import { functionsOf, type Coverage, type FunctionBundle } from './bundles.ts';
import { verifiers } from './verifiers.ts';
import type { SampleClient, SampleHandler } from './rows.ts';
import { otherAgency, sampleAgency, sampleStaff } from './staff.ts';

const notes = [
  '',
  '',
  '',
  '',
  '每月5日前取票',
  '老板出差多，请先电话联系',
  '季度末提醒盘点',
  '发票较多，申报前先对账',
  '会计每周三在公司',
  '新办企业，首年优惠',
];

/** Whole days before the world's first day, in milliseconds. */
const daysAgo = (now: number, days: number): number => now - days * 86_400_000;

/** A person and their binding to an enterprise. */
export function sampleHandler(
  person: SamplePerson,
  of: { id: string; enterpriseId: string; createdAt: number; verified: boolean; passwordHash: string | null },
  capacity: SampleHandler['handler']['capacity'],
): SampleHandler {
  const personId = `p-${of.id}`;
  return {
    person: {
      id: personId,
      id_type: person.idType,
      id_number: person.idNumber,
      name: person.name,
      created_at: of.createdAt,
    },
    realName: of.verified
      ? {
          id: `r-${of.id}`,
          person_id: personId,
          name: person.name,
          mobile: person.mobile,
          origin: 'collected',
          recorded_at: of.createdAt,
          replaced_at: null,
        }
      : null,
    handler: {
      id: of.id,
      enterprise_id: of.enterpriseId,
      person_id: personId,
      capacity,
      state: 'active',
      password_hash: of.passwordHash,
      registered_name: null,
      role_id: null,
      created_at: of.createdAt,
      removed_at: null,
    },
  };
}

/** Staff members by how many clients they have, each as often as their load says. */
const drawnByLoad = sampleStaff.flatMap((staff) => Array.from({ length: staff.load }, () => staff));

/** H5: mostly one staff member, to some two of one team, to a few nobody yet. */
function assignedTo(index: number, random: Random): string[] {
  if (index % 75 === 74) return [];
  const first = drawnByLoad[index % drawnByLoad.length] ?? random.pick(drawnByLoad);
  if (!random.chance(1 / 12)) return [first.handlerId];
  const others = drawnByLoad.filter((staff) => staff.team === first.team && staff.handlerId !== first.handlerId);
  return others.length === 0 ? [first.handlerId] : [first.handlerId, random.pick(others).handlerId];
}

interface ClientOf {
  index: number;
  id: string;
  now: number;
  today: string;
  plan: AgreementPlan;
  enterprise: SampleEnterprise;
  /** Whether legal representative and finance officer are known to the bureau. */
  withHandlers: boolean;
  functionSets: Readonly<Record<Coverage, string>>;
}

/** One client with everything that hangs on it. */
export function sampleClient(of: ClientOf, random: Random): SampleClient {
  const { id, enterprise, now } = of;
  const { legalRepresentative, financeOfficer } = enterprise;
  const createdAt = daysAgo(now, random.between(130, 900));
  const people = of.withHandlers
    ? ([
        [legalRepresentative, 'legalRepresentative'],
        [financeOfficer, 'financeOfficer'],
      ] as const)
    : [];
  const handlers = people.map(([person, capacity], index) =>
    sampleHandler(
      person,
      {
        id: `${id}-${index + 1}`,
        enterpriseId: id,
        createdAt,
        verified: index === 0 || random.chance(0.9),
        passwordHash: null,
      },
      capacity,
    ),
  );
  const agreements = agreementsOf(
    of.plan,
    {
      clientId: id,
      agencyId: sampleAgency.id,
      otherAgencyId: otherAgency.id,
      functionSetId: of.functionSets[of.plan.coverage],
      passwordHash: verifiers.agreement.stored,
      today: of.today,
    },
    random,
  );
  return {
    plan: of.plan,
    industry: enterprise.industry,
    enterprise: {
      id,
      taxpayer_id: enterprise.taxpayerId,
      name: enterprise.name,
      kind: enterprise.taxpayerKind,
      address: enterprise.address,
      social_insurance_only: false,
      is_agency: false,
      password_hash: verifiers.enterprise.stored,
      handlers_synced_at: handlers.length > 0 ? createdAt : null,
      created_at: createdAt,
    },
    client: {
      client_id: id,
      colour: random.below(10),
      ...searchText(enterprise.name),
      contact: `${financeOfficer.name} ${financeOfficer.mobile}`,
      address: enterprise.address,
      note: random.pick(notes),
      revision: 1,
      created_at: createdAt,
    },
    handlers,
    agreements,
    assignments: assignedTo(of.index, random).map((handlerId) => ({ client_id: id, handler_id: handlerId })),
  };
}

/** The sets of permission functions that the sample agreements share. */
export function sampleFunctionSets(coverages: readonly Coverage[], bundles: readonly FunctionBundle[]) {
  const sets = coverages.map((coverage) => [coverage, functionSetOf(functionsOf(coverage, bundles))] as const);
  const rows = [...new Map(sets.map(([, set]) => [set.id, set])).values()];
  return {
    rows,
    ids: Object.fromEntries(sets.map(([coverage, set]) => [coverage, set.id])) as Record<Coverage, string>,
  };
}
