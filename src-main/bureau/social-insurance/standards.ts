import type { InsuranceKind, InsuranceStandard } from '@contract/social-insurance.ts';

/**
 * Rates and limits of a year, in cents and hundredths of a per cent. Sample data (演示) in the shape of the real ones: the numbers are round on
 * purpose, and every screen and paper that shows them says so.
 */
interface YearOfStandards {
  year: number;
  /** Lowest and highest monthly base. */
  floor: number;
  ceiling: number;
  rates: Readonly<Record<InsuranceKind, { unit: number; personal: number }>>;
}

export const kindTitles: Readonly<Record<InsuranceKind, string>> = {
  pension: '基本养老保险',
  medical: '医疗保险（含生育）',
  unemployment: '失业保险',
  injury: '工伤保险',
};

/** Old to new. A year is added here and nowhere else. */
export const standards: readonly YearOfStandards[] = [
  {
    year: 2024,
    floor: 400_000,
    ceiling: 2_000_000,
    rates: {
      pension: { unit: 1600, personal: 800 },
      medical: { unit: 800, personal: 200 },
      unemployment: { unit: 50, personal: 50 },
      injury: { unit: 40, personal: 0 },
    },
  },
  {
    year: 2025,
    floor: 420_000,
    ceiling: 2_100_000,
    rates: {
      pension: { unit: 1600, personal: 800 },
      medical: { unit: 800, personal: 200 },
      unemployment: { unit: 50, personal: 50 },
      injury: { unit: 40, personal: 0 },
    },
  },
  {
    year: 2026,
    floor: 440_000,
    ceiling: 2_200_000,
    rates: {
      pension: { unit: 1600, personal: 800 },
      medical: { unit: 780, personal: 200 },
      unemployment: { unit: 50, personal: 50 },
      injury: { unit: 35, personal: 0 },
    },
  },
];

/** Standards of the year of a month; of a year that is not here those of the nearest one, and `provisional` says so. */
export function standardOf(month: string): YearOfStandards & { provisional: boolean } {
  const year = Number(month.slice(0, 4));
  const known = standards.findLast((one) => one.year <= year) ?? standards[0];
  if (!known) throw new Error('no standards of social insurance');
  return { ...known, provisional: known.year !== year };
}

/** The same for a screen. */
export function shownStandard(month: string): InsuranceStandard {
  const { year, floor, ceiling, provisional, rates } = standardOf(month);
  return {
    year,
    floor,
    ceiling,
    provisional,
    kinds: (Object.keys(kindTitles) as InsuranceKind[]).map((kind) => ({
      kind,
      title: kindTitles[kind],
      unitRate: rates[kind].unit,
      personalRate: rates[kind].personal,
    })),
  };
}
