import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { flattenServices, neverGranted, permissionFunctions } from '@contract/catalogue.ts';
import { serviceDecisions } from '../../../../src-main/bureau/business/decisions.ts';
import { usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';

const functions = permissionFunctions(usualCatalogue.tree).map((permission) => permission.id);
const decide = (held: readonly string[], kind: 'general' | 'smallScale' = 'general') => {
  const decisions = serviceDecisions(usualCatalogue, new Set(held), kind);
  return (id: string) => decisions.find((decision) => decision.serviceId === id);
};

describe('decisions over the service catalogue', () => {
  it('G3: name the missing function and who can grant it', () => {
    expect(decide([])('query.filings')).toEqual({
      serviceId: 'query.filings',
      allowed: false,
      rule: 'G3',
      whoCanMend: '委托企业的法定代表人或财务负责人',
      missing: [{ id: 'query.filings', title: usualCatalogue.titleOf('query.filings') }],
      reason: `委托协议未包含「${usualCatalogue.titleOf('query.filings')}」，请联系委托企业的法定代表人或财务负责人增加委托事项。`,
    });
    expect(decide(['query.filings'])('query.filings')).toMatchObject({ allowed: true, missing: [], reason: null });
  });

  it("H4: what no agreement can hold stays refused, and says that it is the enterprise's own", () => {
    for (const { service } of flattenServices(usualCatalogue.tree).filter((placed) =>
      placed.service.needs.some((need) => neverGranted.includes(need)),
    )) {
      expect(decide([])(service.id)).toMatchObject({
        allowed: false,
        rule: 'H4',
        whoCanMend: '企业自己的法定代表人或财务负责人',
      });
    }
  });

  it('refuses the VAT form of the other taxpayer kind even when the agreement holds it', () => {
    expect(decide(functions, 'smallScale')('tax.vat.general')).toMatchObject({
      allowed: false,
      missing: [],
      reason: expect.stringContaining('小规模纳税人'),
    });
    expect(decide(functions, 'smallScale')('tax.vat.smallScale')).toMatchObject({ allowed: true });
    expect(decide(functions, 'general')('tax.vat.smallScale')).toMatchObject({
      allowed: false,
      reason: expect.stringContaining('一般纳税人'),
    });
  });

  it('G3: for any agreement, allows exactly what it holds, and a refusal always has reason and mender', () => {
    fc.assert(
      fc.property(fc.subarray(functions), fc.constantFrom('general' as const, 'smallScale' as const), (held, kind) => {
        const wrongForm = kind === 'general' ? 'tax.vat.smallScale' : 'tax.vat.general';
        const decisionOf = decide(held, kind);
        for (const { service } of flattenServices(usualCatalogue.tree)) {
          const decision = decisionOf(service.id);
          expect(decision?.allowed).toBe(
            service.id !== wrongForm && service.needs.every((need) => held.includes(need)),
          );
          expect(decision?.allowed === true || (decision?.reason !== null && decision?.whoCanMend !== null)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
