import type { AgreementRow } from '../../store/repositories/agreements.ts';
import { serviceStaffOf } from '../../store/repositories/delegation.ts';
import { handlersOf } from '../../store/repositories/identity.ts';
import type { Database } from '../../store/schema/index.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import type { AgreementTerms } from './terms.ts';

/** Ids of the service staff that an agreement names (L1). */
export const staffIdsOf = async (db: Database, agreementId: string): Promise<string[]> =>
  (await serviceStaffOf(db, [agreementId])).map((one) => one.handler_id);

function listed(word: string, titles: readonly string[]): string[] {
  if (titles.length === 0) return [];
  return [`${word}${titles.slice(0, 5).join('、')}${titles.length > 5 ? `等${titles.length}项` : ''}`];
}

/** Differences between an agreement and new terms, in the words of the trail and the report (L5); null: none. */
export async function changeText(
  db: Database,
  row: AgreementRow,
  terms: AgreementTerms & { serviceStaff: readonly string[] },
  { titleOf }: ServiceCatalogue,
): Promise<string | null> {
  const [before, after] = [new Set(row.functions), new Set(terms.functions)];
  const parts = [
    ...(row.first_day === terms.firstDay ? [] : [`起始日由${row.first_day}改为${terms.firstDay}`]),
    ...(row.last_day === terms.lastDay ? [] : [`到期日由${row.last_day}改为${terms.lastDay}`]),
    ...listed('增加', [...after].filter((id) => !before.has(id)).map(titleOf)),
    ...listed('减少', [...before].filter((id) => !after.has(id)).map(titleOf)),
    ...(await staffText(db, row, terms.serviceStaff)),
  ];
  return parts.length === 0 ? null : parts.join('；');
}

/** Changes of the service staff in words, or nothing. */
export async function staffText(
  db: Database,
  row: Pick<AgreementRow, 'id' | 'agency_id'>,
  serviceStaff: readonly string[],
): Promise<string[]> {
  const before = await staffIdsOf(db, row.id);
  if (before.length === new Set(serviceStaff).size && before.every((id) => serviceStaff.includes(id))) return [];
  const names = (await handlersOf(db, row.agency_id))
    .filter((handler) => serviceStaff.includes(handler.id))
    .map((handler) => handler.name);
  return [names.length === 0 ? '不再指定服务人员' : `服务人员改为${names.join('、')}`];
}
