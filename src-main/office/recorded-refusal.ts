import { Refusal } from '@contract/errors.ts';
import type { StaffActor } from '../bureau/actors.ts';
import type { Trail } from '../bureau/trail/trail.ts';

/** Codes of refusals that a rule made; wrong input and a revision that moved on are not among them. */
const ruled: readonly string[] = ['FORBIDDEN', 'RULE_BROKEN', 'NOT_FOUND'];

/** Does something; when a rule refuses it, the refusal is recorded after its transaction is undone (J4). */
export async function recordingRefusal<Result>(
  trail: Trail, act: { act: string; text: string; by: StaffActor; client?: { id: string; name: string } | null }, work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal && ruled.includes(error.code)) {
      await trail.record({ ...act, text: `${act.text}被拒绝：${error.message}`, result: 'refused', rule: error.data.rule, origin: act.by.origin });
    }
    throw error;
  }
}
