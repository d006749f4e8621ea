import { sql, type RawBuilder, type SqlBool } from 'kysely';
import { decisions, stateSteps, type StateBound, type Decided, type StateStep } from '@contract/agreement-state.ts';

/** A day in the form that a query compares. */
export interface StateDay {
  today: string;
  /** Proposals made before this instant have lapsed (L4). */
  answerableSince: number;
}

/** The column of each day, and its comparison value. A proposal can be answered for some days after the day on which it was made. */
const compared: Record<StateBound, (day: StateDay) => { column: RawBuilder<unknown>; with: string | number }> = {
  answerBy: ({ answerableSince }) => ({ column: sql`agreement.created_at`, with: answerableSince }),
  firstDay: ({ today }) => ({ column: sql`agreement.first_day`, with: today }),
  lastDay: ({ today }) => ({ column: sql`agreement.last_day`, with: today }),
};

/** Whether a step applies, or does not. Never `NOT`, because an index supports `>=`. */
function applies([side, named]: NonNullable<StateStep['when']>, yes: boolean, day: StateDay): RawBuilder<SqlBool> {
  const { column, with: value } = compared[named](day);
  if (side === 'after') return yes ? sql`${column} < ${value}` : sql`${column} >= ${value}`;
  return yes ? sql`${column} > ${value}` : sql`${column} <= ${value}`;
}

/** Condition for one decision: `true` if every step leads to a wanted state, `false` if none does. */
function underDecision(
  [step, ...later]: readonly StateStep[],
  wanted: ReadonlySet<string>,
  day: StateDay,
): RawBuilder<SqlBool> | boolean {
  if (step === undefined) return false;
  const here = wanted.has(step.state);
  if (step.when === null) return here;
  const rest = underDecision(later, wanted, day);
  if (rest === here) return here;
  const condition = applies(step.when, here, day);
  if (typeof rest === 'boolean') return condition;
  return here ? sql`(${condition} OR ${rest})` : sql`${condition} AND ${rest}`;
}

/** Whether `agreement` in a query is in one of these states on a day (H3); made from the table that defines the states. */
export function isInState(states: readonly StateStep['state'][], day: StateDay): RawBuilder<SqlBool> {
  const wanted = new Set<string>(states);
  // Decisions with the same condition are grouped.
  const groups = new Map<string, { condition: RawBuilder<SqlBool> | true; of: Decided[] }>();
  for (const decided of decisions) {
    const steps = stateSteps[decided];
    const condition = underDecision(steps, wanted, day);
    if (condition === false) continue;
    const key = condition === true ? '' : JSON.stringify(steps.map(({ when, state }) => [when, wanted.has(state)]));
    const group = groups.get(key) ?? { condition, of: [] };
    group.of.push(decided);
    groups.set(key, group);
  }
  const parts = [...groups.values()].map(({ condition, of }) => {
    const among = sql<SqlBool>`agreement.decided IN (${sql.join(of.map((decided) => sql.lit(decided)))})`;
    return condition === true ? among : sql<SqlBool>`(${among} AND ${condition})`;
  });
  return parts.length === 0 ? sql<SqlBool>`0` : sql<SqlBool>`(${sql.join(parts, sql` OR `)})`;
}
