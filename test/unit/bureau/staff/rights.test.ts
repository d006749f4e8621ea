import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { profiles } from '../../../../src-main/bureau/ground/profile.ts';
import type { Capacity } from '../../../../src-preload/contract/people.ts';
import { ruleIds } from '../../../../src-preload/contract/rule-id.ts';
import {
  decideCell,
  effectiveFunctions,
  holdsEverything,
  isHeld,
  type RightsFacts,
} from '../../../../src-main/bureau/rights/rights.ts';
import { explainCell } from '../../../../src-main/bureau/staff/why-text.ts';
import { usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';

const all = [...usualCatalogue.all];
/** Any set, also of functions that no role may have or that the catalogue has never known: an older store may hold them. */
const functions = fc.subarray([...all, 'tax.of.another.age']).map((ids) => new Set(ids));
const facts: fc.Arbitrary<RightsFacts> = fc.record({
  capacity: fc.constantFrom<Capacity>('legalRepresentative', 'financeOfficer', 'handler', 'invoiceCollector'),
  state: fc.constantFrom('active', 'pending', 'removed'),
  role: fc.option(functions),
  granted: functions,
});
const names = { name: '鲍宁', roleName: '申报岗', title: '增值税申报', profile: profiles.training };

describe('the arithmetic of permission functions', () => {
  it('E5, H4: a handler’s rights are granted ∩ role ∩ what a role may have; never staff maintenance or delegation management', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const rights = effectiveFunctions(one, usualCatalogue);
        if (holdsEverything(one.capacity)) return;
        for (const id of rights)
          expect(one.granted.has(id) && one.role?.has(id) && usualCatalogue.roleGrantable.has(id)).toBe(true);
        if (one.state === 'active')
          for (const id of one.granted)
            expect(rights.has(id)).toBe(Boolean(one.role?.has(id)) && usualCatalogue.roleGrantable.has(id));
        expect(rights.has('staff.maintain') || rights.has('delegation.manage')).toBe(false);
      }),
    );
  });

  it('E1, B3: legal representative and finance officer hold all, whatever role and grants say; E4: who is pending or removed holds nothing', () => {
    fc.assert(
      fc.property(facts, (one) => {
        const rights = effectiveFunctions(one, usualCatalogue);
        if (one.state !== 'active') expect(rights.size).toBe(0);
        else if (holdsEverything(one.capacity)) expect([...rights]).toEqual(all);
      }),
    );
  });

  it('E7: a narrower role or fewer grants never give anything; more never take anything', () => {
    fc.assert(
      fc.property(facts, functions, functions, (one, lessRole, lessGranted) => {
        const less = {
          ...one,
          role: one.role && new Set([...one.role].filter((id) => lessRole.has(id))),
          granted: new Set([...one.granted].filter((id) => lessGranted.has(id))),
        };
        const rights = effectiveFunctions(one, usualCatalogue);
        for (const id of effectiveFunctions(less, usualCatalogue)) expect(rights.has(id)).toBe(true);
      }),
    );
  });

  it('the matrix says yes exactly where a call would be admitted, and names what is missing where it says no', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), fc.constantFrom(...all), (one, identified, id) => {
        const cell = decideCell(one, identified, id, usualCatalogue);
        expect(isHeld(cell)).toBe(identified && effectiveFunctions(one, usualCatalogue).has(id));
        if (cell === 'waiting')
          expect(effectiveFunctions({ ...one, state: 'active' }, usualCatalogue).has(id)).toBe(true);
        if (cell === 'reserved') expect(usualCatalogue.roleGrantable.has(id)).toBe(false);
        if (cell === 'noRole') expect(one.role).toBeNull();
        if (cell === 'roleLacks') expect(one.role?.has(id)).toBe(false);
        if (cell === 'notGranted') expect(one.role?.has(id) && !one.granted.has(id)).toBe(true);
      }),
    );
  });

  it('every answer has its rule and its chain: all links hold exactly where it is yes, and who can mend it is named where it is no', () => {
    fc.assert(
      fc.property(facts, fc.boolean(), fc.constantFrom(...all), (one, identified, id) => {
        const known = identified && one.state === 'active';
        const why = explainCell(
          one,
          { ...names, roleName: one.role ? names.roleName : null, cannot: known ? null : '尚未完成实名采集' },
          id,
          usualCatalogue,
        );
        expect(why.cell).toBe(decideCell(one, known, id, usualCatalogue));
        expect(why.steps.every((step) => step.ok)).toBe(why.held);
        expect(why.whoCanMend === null).toBe(why.held);
        expect(ruleIds).toContain(why.rule);
        expect(why.text).toMatch(/。$/);
      }),
    );
  });
});
