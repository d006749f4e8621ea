import { expect, test } from 'vitest';
import { smallScaleForm } from '../../../../../src-main/bureau/business/vat/small-scale-form.ts';
import { generalForm } from '../../../../../src-main/bureau/business/vat/general-form.ts';
import { formLines } from '../../../../../src-main/bureau/business/vat/form.ts';
import { formSections } from '../../../../../src-renderer/pages/client/vat/form-table.ts';

const words = { amount: '金额', sales: '销售额', tax: '税额' };
test.each([
  ['small-scale', smallScaleForm],
  ['general', generalForm],
] as const)(
  'the lines of the %s form stand in the order of their numbers in each table with columns',
  (_name, form) => {
    const sections = formSections(
      formLines(form, { period: '2026-Q3', previous: null }, (period) => period),
      words,
    ).filter((section) => section.columns.length > 1);
    for (const section of sections) {
      const numbers = section.rows.map((row) => Number(/\d+/.exec(row.number)?.[0] ?? Infinity));
      if (form.kind === 'smallScale')
        expect([section.title, numbers]).toEqual([section.title, numbers.toSorted((a, b) => a - b)]);
      expect(section.rows.length).toBeGreaterThan(0);
    }
    if (form.kind === 'smallScale')
      expect(
        sections
          .find((section) => section.title.includes('计税依据'))
          ?.rows.map((row) => row.number)
          .slice(0, 5),
      ).toEqual(['1', '2', '3', '4', '9']);
  },
);
