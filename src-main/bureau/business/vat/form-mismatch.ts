import type { VatReturn } from '@contract/business.ts';

/** Why a VAT form is not the one this taxpayer files, in Chinese, or null when it is (or when the service is no VAT form). */
export function formMismatch(serviceId: string, kind: VatReturn['form']): string | null {
  if (serviceId === 'tax.vat.general' && kind === 'smallScale')
    return '该企业是小规模纳税人，按季申报，请使用增值税小规模纳税人申报。';
  if (serviceId === 'tax.vat.smallScale' && kind === 'general')
    return '该企业是一般纳税人，按月申报，请使用增值税一般纳税人申报。';
  return null;
}
