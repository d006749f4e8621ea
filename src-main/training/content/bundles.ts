/** What a sample agreement covers: one or more bundles of the service catalogue. */
export const coverages = {
  all: ['all'],
  filing: ['filing', 'query'],
  filingAndCertificates: ['filing', 'certificate', 'query'],
  /** Looks only: filing is refused and says why. */
  enquiries: ['query'],
  invoices: ['invoice', 'query'],
  filingOnly: ['filing'],
} as const satisfies Record<string, readonly string[]>;
export type Coverage = keyof typeof coverages;

/** A bundle of permission functions (委托事项) as the service catalogue has them. */
export interface FunctionBundle {
  id: string;
  functions: readonly string[];
}

/** Permission functions of a coverage. @throws Error when the catalogue lacks one of its bundles */
export function functionsOf(coverage: Coverage, bundles: readonly FunctionBundle[]): string[] {
  return coverages[coverage].flatMap((id) => {
    const bundle = bundles.find((known) => known.id === id);
    if (!bundle) throw new Error(`the service catalogue has no bundle ${id}`);
    return [...bundle.functions];
  });
}
