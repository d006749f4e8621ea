import { Refusal } from '@contract/errors.ts';
import type { ActRecord, Trail } from './trail.ts';

/** Does something; when it is refused, the refusal is recorded under the actor after its transaction is undone (J4). @param act `text`: what was refused, in Chinese */
export async function recordingRefusal<Result>(trail: Trail, act: Pick<ActRecord, 'act' | 'text'> & { by: NonNullable<ActRecord['by']>; origin: string }, work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Refusal) {
      await trail.record({ ...act, text: `${act.text}被拒绝：${error.message}`, result: 'refused', rule: error.data.rule, detail: { code: error.code, link: error.data.link } });
    }
    throw error;
  }
}
