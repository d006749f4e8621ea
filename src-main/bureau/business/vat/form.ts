import type { VatReturn } from '@contract/business.ts';

/** Cents by line key. */
export type Lines = Record<string, number>;

/** What a form needs to know beside what is typed. */
export interface VatFacts {
  period: string;
  /** Lines of the last submitted return of the same form before this period, or null when none is known here. */
  previous: { period: string; lines: Lines } | null;
}

/** One line of a paper form, typed or computed. */
export interface LineRule {
  key: string;
  /** Number as printed on the paper form; lines of an attached schedule lead with its name. */
  number: string;
  title: string;
  group: string;
  /** May be negative when typed (红字冲销). */
  negative?: boolean;
  /** Value of a typed line that was left empty; 0 unless said. */
  fallback?: number;
  /** Chinese formula shown on a computed line; its presence makes the line computed. */
  formula?: string;
  compute?: (line: (key: string) => number, facts: VatFacts) => number;
  /** Computed from the return before only where there is one; otherwise typed. */
  carried?: string;
}

export interface VatForm {
  kind: VatReturn['form'];
  title: string;
  /** Permission function that filing this form needs. */
  service: 'tax.vat.general' | 'tax.vat.smallScale';
  lines: readonly LineRule[];
  /** Lines whose sum is to be paid. */
  payable: readonly string[];
  /** Line that holds the whole sales of the period, for comparison and limits. */
  totalSales: string;
}

const isCarried = (rule: LineRule, facts: VatFacts): boolean =>
  rule.carried !== undefined && facts.previous?.lines[rule.carried] !== undefined;

/** Whether the engine alone fills the line, given what is known of earlier periods. */
export function isComputed(rule: LineRule, facts: VatFacts): boolean {
  return rule.compute !== undefined || isCarried(rule, facts);
}

/** Keeps the lines that a person may type; values of computed lines are the engine's alone and are dropped. */
export function typedLines(form: VatForm, lines: Lines, facts: VatFacts): Lines {
  const typed: Lines = {};
  for (const rule of form.lines) {
    const value = lines[rule.key];
    if (value !== undefined && !isComputed(rule, facts)) typed[rule.key] = value;
  }
  return typed;
}

/**
 * Every line of the form, computed from the typed ones in whatever order they were typed. Integer cents throughout.
 * @throws Error when a form's lines depend on each other in a circle, or on a line it has not: an error of the form's definition
 */
export function computeLines(form: VatForm, lines: Lines, facts: VatFacts): Lines {
  const rules = new Map(form.lines.map((rule) => [rule.key, rule]));
  const done = new Map<string, number>();
  const under = new Set<string>();
  const value = (key: string): number => {
    const ready = done.get(key);
    if (ready !== undefined) return ready;
    const rule = rules.get(key);
    if (!rule || under.has(key))
      throw new Error(`line ${key} of form ${form.kind} ${rule ? 'depends on itself' : 'does not exist'}`);
    under.add(key);
    const carried = isCarried(rule, facts) ? facts.previous?.lines[rule.carried ?? ''] : undefined;
    const result = rule.compute ? rule.compute(value, facts) : (carried ?? lines[key] ?? rule.fallback ?? 0);
    done.set(key, result);
    return result;
  };
  const all: Lines = {};
  for (const rule of form.lines) all[rule.key] = value(rule.key);
  return all;
}

/** What must be paid by the computed lines; negative is overpaid. */
export function payableOf(form: VatForm, lines: Lines): number {
  return form.payable.reduce((sum, key) => sum + (lines[key] ?? 0), 0);
}

/** The lines as a screen shows them, with the formula of each computed one. */
export function formLines(
  form: VatForm,
  facts: VatFacts,
  periodName: (period: string) => string,
): VatReturn['formLines'] {
  return form.lines.map((rule) => {
    const carried = isCarried(rule, facts) ? form.lines.find((other) => other.key === rule.carried) : undefined;
    const formula =
      carried && facts.previous
        ? `取自${periodName(facts.previous.period)}申报表第${carried.number}栏`
        : (rule.formula ?? null);
    return {
      key: rule.key,
      number: rule.number,
      title: rule.title,
      group: rule.group,
      computed: isComputed(rule, facts),
      formula,
    };
  });
}
