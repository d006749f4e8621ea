import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { share } from '../../../../src-main/bureau/ground/money.ts';
import { checkLines } from '../../../../src-main/bureau/business/vat/checks.ts';
import {
  computeLines,
  isComputed,
  payableOf,
  typedLines,
  type Lines,
  type VatForm,
} from '../../../../src-main/bureau/business/vat/form.ts';
import { generalForm } from '../../../../src-main/bureau/business/vat/general-form.ts';
import { smallScaleForm } from '../../../../src-main/bureau/business/vat/small-scale-form.ts';

const alone = { period: '2026-10', previous: null };
const typedKeys = (form: VatForm): string[] =>
  form.lines.filter((rule) => !isComputed(rule, alone) && rule.key !== 'urbanRate').map((rule) => rule.key);
const anyLines = (form: VatForm) =>
  fc.dictionary(fc.constantFrom(...typedKeys(form)), fc.integer({ min: -1_000_000_000_00, max: 10_000_000_000_000 }), {
    maxKeys: 30,
  });
const at = (lines: Lines, key: string): number => lines[key] ?? Number.NaN;
const yuan = (amount: number): number => Math.round(amount * 100);

describe.each([
  ['general', generalForm],
  ['smallScale', smallScaleForm],
] as const)('form %s', (_name, form) => {
  it('has its numbers in the order of the paper, column by column', () => {
    const columns = new Map<string, number[]>();
    for (const { key, number } of form.lines) {
      if (!/^\d+$/u.test(number ?? '')) continue;
      const column = /(?:Goods|Services)$/u.exec(key)?.[0] ?? '';
      columns.set(column, [...(columns.get(column) ?? []), Number(number)]);
    }
    for (const [column, numbers] of columns) expect(numbers, column).toEqual(numbers.toSorted((a, b) => a - b));
    expect([...columns.values()].flat().length).toBeGreaterThan(15);
  });

  it('has lines with unique keys that the contract accepts, a formula on every computed one', () => {
    expect(new Set(form.lines.map((rule) => rule.key)).size).toBe(form.lines.length);
    for (const rule of form.lines) {
      expect(rule.key).toMatch(/^[a-z][A-Za-z0-9]{0,39}$/);
      expect(rule.formula !== undefined, rule.key).toBe(rule.compute !== undefined);
    }
  });

  it('holds safe whole cents in every line, whatever is typed', () => {
    fc.assert(
      fc.property(anyLines(form), (typed) => {
        const lines = computeLines(form, typed, alone);
        for (const rule of form.lines) {
          expect(Number.isSafeInteger(at(lines, rule.key)), rule.key).toBe(true);
          expect(Math.abs(at(lines, rule.key))).toBeLessThanOrEqual(9_000_000_000_000_00);
        }
        expect(payableOf(form, lines)).toBe(form.payable.reduce((sum, key) => sum + at(lines, key), 0));
      }),
    );
  });

  it('does not depend on the order of typing, nor on values sent for computed lines', () => {
    fc.assert(
      fc.property(anyLines(form), fc.integer(), (typed, junk) => {
        const reversed = Object.fromEntries(Object.entries(typed).reverse());
        const forged: Lines = { ...reversed };
        for (const rule of form.lines) if (isComputed(rule, alone)) forged[rule.key] = junk;
        expect(computeLines(form, typedLines(form, forged, alone), alone)).toEqual(computeLines(form, typed, alone));
      }),
    );
  });

  it('is the same again when its own result is put in', () => {
    fc.assert(
      fc.property(anyLines(form), (typed) => {
        const once = computeLines(form, typed, alone);
        expect(computeLines(form, typedLines(form, once, alone), alone)).toEqual(once);
      }),
    );
  });

  it('refuses a negative amount in every typed line that is no sales line', () => {
    for (const rule of form.lines.filter(
      (line) => !line.negative && !isComputed(line, alone) && line.key !== 'urbanRate',
    )) {
      const lines = computeLines(form, { [rule.key]: -1 }, alone);
      expect(
        checkLines(form, lines, alone)
          .filter((check) => check.level === 'error')
          .map((check) => check.line),
      ).toContain(rule.key);
    }
  });
});

describe('general form', () => {
  it('computes the worked example line by line', () => {
    const lines = computeLines(
      generalForm,
      {
        sales13Goods: yuan(1_000_000),
        sales9Services: yuan(200_000),
        sales6Services: yuan(50_000.55),
        simple3Goods: yuan(10_000),
        inputInvoices: yuan(90_000),
        inputFarm: yuan(1_000.01),
        outWelfare: yuan(500),
        openingCredit: yuan(2_000),
        taxRelief: yuan(200),
        prepaid: yuan(1_000),
      },
      alone,
    );
    expect(lines).toMatchObject({
      salesAtRate: yuan(1_250_000.55),
      salesSimple: yuan(10_000),
      outputTax: yuan(130_000 + 18_000 + 3_000.03),
      inputTax: yuan(91_000.01),
      transfersOut: yuan(500),
      deductible: yuan(92_500.01),
      deducted: yuan(92_500.01),
      taxDue: yuan(58_500.02),
      closingCredit: 0,
      simpleTax: yuan(300),
      taxTotal: yuan(58_600.02),
      payableVat: yuan(57_600.02),
      urban: yuan(4_032),
      education: yuan(1_728),
      local: yuan(1_152),
    });
    expect(payableOf(generalForm, lines)).toBe(yuan(57_600.02 + 4_032 + 1_728 + 1_152));
  });

  it('keeps the identities of the paper form', () => {
    fc.assert(
      fc.property(anyLines(generalForm), (typed) => {
        const lines = computeLines(generalForm, typed, alone);
        expect(at(lines, 'deductible')).toBe(
          at(lines, 'inputTax') + at(lines, 'openingCredit') - at(lines, 'transfersOut') - at(lines, 'exportRefund'),
        );
        expect(at(lines, 'taxDue') - at(lines, 'closingCredit')).toBe(at(lines, 'outputTax') - at(lines, 'deductible'));
        expect(Math.min(at(lines, 'taxDue'), at(lines, 'closingCredit'))).toBe(0);
        expect(at(lines, 'payableVat')).toBe(at(lines, 'taxTotal') - at(lines, 'prepaid'));
        expect(at(lines, 'closingUnpaid')).toBe(
          at(lines, 'taxTotal') + at(lines, 'openingUnpaid') - at(lines, 'paidTotal'),
        );
      }),
    );
  });

  it('carries closing credit into the opening credit of the next return, where nobody can type it', () => {
    fc.assert(
      fc.property(anyLines(generalForm), anyLines(generalForm), (first, second) => {
        const before = computeLines(generalForm, first, alone);
        const facts = { period: '2026-11', previous: { period: '2026-10', lines: before } };
        const after = computeLines(
          generalForm,
          typedLines(generalForm, { ...second, openingCredit: 12345 }, facts),
          facts,
        );
        expect(at(after, 'openingCredit')).toBe(at(before, 'closingCredit'));
        expect(at(after, 'openingUnpaid')).toBe(at(before, 'closingUnpaid'));
      }),
    );
  });

  it('refuses relief above the tax, a refund above the opening credit and an urban rate that is none', () => {
    const wrong = (typed: Lines): (string | null)[] =>
      checkLines(generalForm, computeLines(generalForm, typed, alone), alone)
        .filter((check) => check.level === 'error')
        .map((check) => check.line);
    expect(wrong({ simple3Goods: 10_000, taxRelief: 301 })).toEqual(['taxRelief']);
    expect(wrong({ simple3Goods: 10_000, taxRelief: 300 })).toEqual([]);
    expect(wrong({ openingCredit: 100, outCreditRefund: 101 })).toEqual(['outCreditRefund']);
    expect(wrong({ sales13Goods: 100, urbanRate: 300 })).toEqual(['urbanRate']);
  });

  it('warns of a zero return, of sales far from the period before, and of input without sales', () => {
    const warned = (typed: Lines, previous: Lines | null = null): (string | null)[] => {
      const facts = {
        period: '2026-10',
        previous: previous && { period: '2026-09', lines: computeLines(generalForm, previous, alone) },
      };
      return checkLines(generalForm, computeLines(generalForm, typed, facts), facts)
        .filter((check) => check.level === 'warning')
        .map((check) => check.line);
    };
    expect(warned({})).toEqual([null]);
    expect(warned({ inputInvoices: 100 })).toEqual(['salesTotal']);
    expect(warned({ sales13Goods: yuan(900_000) }, { sales13Goods: yuan(300_000) })).toEqual(['salesTotal']);
    expect(warned({ sales13Goods: yuan(500_000) }, { sales13Goods: yuan(300_000) })).toEqual([]);
  });
});

describe('small-scale form', () => {
  it('frees sales without special invoices up to 300,000 yuan a quarter, to the cent', () => {
    const free = computeLines(smallScaleForm, { otherGoods: yuan(200_000), otherServices: yuan(100_000) }, alone);
    expect(free).toMatchObject({
      exemptSmallGoods: yuan(200_000),
      exemptSmallServices: yuan(100_000),
      base3Goods: 0,
      payableVat: 0,
      exemptSmallTaxGoods: yuan(6_000),
    });
    const taxed = computeLines(smallScaleForm, { otherGoods: yuan(200_000), otherServices: yuan(100_000.01) }, alone);
    expect(taxed).toMatchObject({
      exemptSmallGoods: 0,
      base3Goods: yuan(200_000),
      taxGoods: yuan(6_000),
      reliefGoods: yuan(4_000),
      payableVat: yuan(3_000),
    });
  });

  it('taxes special invoices also below the limit, at 1 % or at 3 % where the relief was given up', () => {
    const lines = computeLines(
      smallScaleForm,
      { special1Goods: yuan(100_000), special3Services: yuan(50_000), otherGoods: yuan(60_000) },
      alone,
    );
    expect(lines).toMatchObject({
      dueGoods: yuan(1_000),
      dueServices: yuan(1_500),
      payableVat: yuan(2_500),
      urban: yuan(87.5),
      education: 0,
      local: 0,
    });
    expect(payableOf(smallScaleForm, lines)).toBe(yuan(2_587.5));
  });

  it('halves the surcharges above the limit', () => {
    const lines = computeLines(smallScaleForm, { otherGoods: yuan(400_000) }, alone);
    expect(lines).toMatchObject({
      payableVat: yuan(4_000),
      urbanDue: yuan(280),
      urban: yuan(140),
      education: yuan(60),
      local: yuan(40),
    });
  });

  it('sorts every sale into exactly one of taxed and exempt', () => {
    fc.assert(
      fc.property(anyLines(smallScaleForm), (typed) => {
        const lines = computeLines(smallScaleForm, typed, alone);
        const sorted = [
          'base3Goods',
          'base3Services',
          'base5Services',
          'exemptGoods',
          'exemptServices',
          'exportGoods',
          'exportServices',
        ];
        expect(sorted.reduce((sum, key) => sum + at(lines, key), 0)).toBe(at(lines, 'salesTotal'));
        expect(at(lines, 'payableVat')).toBe(at(lines, 'payableGoods') + at(lines, 'payableServices'));
      }),
    );
  });
});

describe('exact shares', () => {
  it.each([
    [50, [3, 100], 2],
    [16, [3, 100], 0],
    [17, [3, 100], 1],
    [-50, [3, 100], -2],
    [1, [1, 2], 1],
    [-1, [1, 2], -1],
    [10, [13, 100], 1],
  ] as const)('%i at %o is %i', (cents, rate, expected) => {
    expect(share(cents, rate)).toBe(expected);
  });

  it('is within half a cent, and the opposite of the opposite', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: -10_000_000_000_000, max: 10_000_000_000_000 }),
        fc.constantFrom([13, 100], [9, 100], [6, 100], [1, 2]),
        (cents, [n = 0, d = 1]) => {
          const exact = BigInt(cents) * BigInt(n);
          const off = 2n * (BigInt(share(cents, [n, d])) * BigInt(d) - exact);
          expect(off <= BigInt(d) && off >= -BigInt(d)).toBe(true);
          expect(share(-cents, [n, d])).toBe(0 - share(cents, [n, d]));
        },
      ),
    );
  });
});
