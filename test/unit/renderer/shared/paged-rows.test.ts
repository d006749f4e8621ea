import { describe, expect, it } from 'vitest';
import { PagedRows, type RowPage } from '../../../../src-renderer/shared/calls/paged-rows.ts';

/** A list in memory whose answers are given when the test says so. */
function listOf(total: number) {
  const waiting: { question: string; offset: number; give: (failure?: Error) => void }[] = [];
  const ask = (question: string, offset: number, limit: number, signal: AbortSignal): Promise<RowPage<string>> =>
    new Promise((resolve, reject) => {
      signal.addEventListener('abort', () => reject(signal.reason));
      const rows = Array.from(
        { length: Math.max(0, Math.min(limit, total - offset)) },
        (_, i) => `${question}${offset + i}`,
      );
      waiting.push({ question, offset, give: (failure) => (failure ? reject(failure) : resolve({ total, rows })) });
    });
  return { rows: new PagedRows<string, string>(ask, 10), waiting };
}

describe('paged rows', () => {
  it('fetch the pages that are looked at, once', async () => {
    const { rows, waiting } = listOf(35);
    const first = rows.restart('a');
    expect(rows.state.value).toBe('loading');
    waiting[0]?.give();
    await first;
    expect([rows.state.value, rows.total.value, rows.at(9), rows.at(10)]).toEqual(['ready', 35, 'a9', undefined]);
    rows.need(5, 25);
    rows.need(5, 26);
    expect(waiting.slice(1).map((one) => one.offset)).toEqual([10, 20]);
    for (const one of waiting.slice(1)) one.give();
    await Promise.resolve().then(() => Promise.resolve());
    expect([rows.at(12), rows.at(25)]).toEqual(['a12', 'a25']);
  });

  it('keep the old rows until the new answer is there, and drop an answer that was overtaken', async () => {
    const { rows, waiting } = listOf(35);
    const first = rows.restart('a');
    waiting[0]?.give();
    await first;
    const second = rows.restart('b');
    const third = rows.restart('c');
    expect(rows.at(0)).toBe('a0');
    waiting[1]?.give();
    waiting[2]?.give();
    await Promise.all([second, third]);
    expect(rows.at(0)).toBe('c0');
  });

  it('settle with the newest question, so that Enter acts on what is typed', async () => {
    const { rows, waiting } = listOf(5);
    void rows.restart('a');
    void rows.restart('b');
    const done = rows.settled.then(() => rows.at(0));
    waiting[1]?.give();
    expect(await done).toBe('b0');
  });

  it('say a failure, and are whole again after the next answer', async () => {
    const { rows, waiting } = listOf(5);
    const first = rows.restart('a');
    waiting[0]?.give(new Error('x'));
    await first;
    expect([rows.state.value, rows.problem.value?.code]).toEqual(['error', 'INTERNAL']);
    const second = rows.refresh();
    waiting[1]?.give();
    await second;
    expect([rows.state.value, rows.problem.value, rows.at(4)]).toEqual(['ready', null, 'a4']);
  });

  it('refresh in place: the pages on the screen are asked again', async () => {
    const { rows, waiting } = listOf(35);
    const first = rows.restart('a');
    waiting[0]?.give();
    await first;
    rows.need(12, 24);
    waiting[1]?.give();
    waiting[2]?.give();
    const again = rows.refresh();
    expect(waiting.slice(3).map((one) => one.offset)).toEqual([10, 20]);
    for (const one of waiting.slice(3)) one.give();
    await again;
    expect([rows.at(11), rows.at(0)]).toEqual(['a11', undefined]);
  });
});
