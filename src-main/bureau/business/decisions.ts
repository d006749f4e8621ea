import type { ServiceDecision, VatReturn } from '@contract/business.ts';
import { flattenServices, type Service } from '@contract/catalogue.ts';
import type { ServiceCatalogue } from '../catalogue/service-catalogue.ts';
import { explainMissing, whoGrants } from '../catalogue/permissions.ts';
import { formMismatch } from './vat/form-mismatch.ts';

const allowed = (serviceId: string): ServiceDecision => ({
  serviceId,
  allowed: true,
  missing: [],
  rule: null,
  whoCanMend: null,
  reason: null,
});

function decide(
  service: Service,
  functions: ReadonlySet<string>,
  kind: VatReturn['form'],
  titleOf: (id: string) => string,
): ServiceDecision {
  const mismatch = formMismatch(service.id, kind);
  if (mismatch)
    return {
      ...allowed(service.id),
      allowed: false,
      reason: mismatch,
      whoCanMend: '主管税务机关（变更纳税人类型登记）',
    };
  const missing = service.needs.filter((id) => !functions.has(id)).map((id) => ({ id, title: titleOf(id) }));
  if (missing.length === 0) return allowed(service.id);
  if (!service.grantable) {
    return {
      serviceId: service.id,
      allowed: false,
      missing,
      rule: 'H4',
      whoCanMend: '企业自己的法定代表人或财务负责人',
      reason: `「${service.title}」不能委托给代理机构，只能由企业自己的法定代表人或财务负责人办理。`,
    };
  }
  return {
    serviceId: service.id,
    allowed: false,
    missing,
    rule: 'G3',
    whoCanMend: whoGrants,
    reason: explainMissing(missing.map((one) => one.title)),
  };
}

/**
 * For every leaf of the catalogue whether this session may do it, and if not, what is missing, by which rule, and who can
 * mend it (G3, H4). A form that does not fit the taxpayer's kind is refused whatever the agreement holds.
 */
export function serviceDecisions(
  { tree, titleOf }: ServiceCatalogue,
  functions: ReadonlySet<string>,
  kind: VatReturn['form'],
): ServiceDecision[] {
  return flattenServices(tree).map(({ service }) => decide(service, functions, kind, titleOf));
}
