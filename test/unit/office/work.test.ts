import { describe, expect, it } from 'vitest';
import type { DeskEvent } from '@contract/events.ts';
import { Refusal } from '@contract/errors.ts';
import type { Incident } from '../../../src-main/incidents/incident.ts';
import { WorkRegistry } from '../../../src-main/office/work/work.ts';

function registry() {
  const notified: { window: string | null; event: DeskEvent }[] = [];
  const incidents: Incident[] = [];
  const report = (incident: Incident): void => void incidents.push(incident);
  return {
    notified,
    incidents,
    work: new WorkRegistry({ notify: (window, event) => notified.push({ window, event }), report }),
  };
}
const by = (window: string, handlerId = 'zhao') => ({ window, handlerId, sessionId: `${handlerId} at ${window}` });
const abortable = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(new Error('aborted')));
  });

describe('long work', () => {
  it('goes on by itself, tells its window alone, and ends with its result', async () => {
    const { work, notified } = registry();
    let finish = (): void => {};
    const id = work.start(by('w1'), '导入', 4, async (report) => {
      report(1);
      await new Promise<void>((resolve) => {
        finish = resolve;
      });
      report(4);
      return '新增4户';
    });
    expect(work.list('w1')).toMatchObject([{ work: id, done: 1, total: 4, state: 'running' }]);
    expect(work.list('w1')[0]?.leftMs).toBeGreaterThanOrEqual(0);
    expect(work.list('w2')).toEqual([]);
    finish();
    await expect.poll(() => work.list('w1')[0]?.state).toBe('finished');
    expect(notified.at(-1)).toMatchObject({
      window: 'w1',
      event: { kind: 'work', work: { work: id, state: 'finished', done: 4, message: '新增4户', leftMs: null } },
    });
    expect(notified.every((one) => one.window === 'w1')).toBe(true);
  });

  it('is cancelled by its own person at its own window only', async () => {
    const { work } = registry();
    const id = work.start(by('w1'), '导入', null, (_, signal) => abortable(signal));
    for (const other of [by('w2'), by('w1', 'sun')])
      expect(() => work.cancel(other, id)).toThrow(expect.objectContaining({ code: 'NOT_FOUND' }));
    expect([work.listOf(by('w1')).length, work.listOf(by('w1', 'sun'))]).toEqual([1, []]);
    work.cancel(by('w1'), id);
    await expect.poll(() => work.list('w1')[0]?.state).toBe('cancelled');
  });

  it('is cancelled at once by the window whose session began it, until that ends or is locked', async () => {
    const { work } = registry();
    const [first, second] = [1, 2].map(() => work.start(by('w1'), '导入', null, (_, signal) => abortable(signal)));
    expect(work.cancelAtOnce('w2', first!)).toBe(false);
    expect(work.cancelAtOnce('w1', first!)).toBe(true);
    work.sessionLeft(by('w1').sessionId);
    expect(work.cancelAtOnce('w1', second!)).toBe(false);
    await expect.poll(() => work.list('w1').map((piece) => piece.state)).toEqual(['running', 'cancelled']);
    work.cancel(by('w1'), second!);
  });

  it('says that the disk is full when that is what stopped it, and what runs now', async () => {
    const { work } = registry();
    work.start(by('w1'), '备份', null, () => Promise.reject(Object.assign(new Error('no room'), { code: 'ENOSPC' })));
    expect([work.runs('备份'), work.runs('导入')]).toEqual([true, false]);
    await expect
      .poll(() => work.list('w1')[0])
      .toMatchObject({ state: 'failed', message: expect.stringContaining('硬盘空间不足') });
    expect(work.runs('备份')).toBe(false);
  });

  it('shows the message of a refusal, and of an accident its number in the log and nothing else', async () => {
    const { work, incidents } = registry();
    work.start(by('w1'), '备份', null, () =>
      Promise.reject(new Refusal('STORE_FULL', '磁盘空间不足，请清理后再试。', { link: 'desk' })),
    );
    work.start(by('w1'), '导入', null, () => Promise.reject(new Error('secret detail')));
    await expect.poll(() => work.list('w1').map((piece) => piece.state)).toEqual(['failed', 'failed']);
    const [accident, refused] = work.list('w1').map((piece) => piece.message);
    expect(refused).toBe('磁盘空间不足，请清理后再试。');
    expect(accident).not.toContain('secret');
    expect(incidents).toMatchObject([{ place: 'work 导入', message: 'secret detail' }]);
    expect(accident).toContain(incidents[0]?.id);
  });

  it('closing cancels what runs and waits for its end', async () => {
    const { work } = registry();
    let cleaned = false;
    work.start(by('w1'), '导入', null, async (_, signal) => {
      await abortable(signal).catch(() => {});
      await new Promise((resolve) => setTimeout(resolve, 20));
      cleaned = true;
      throw new Error('stopped');
    });
    await work.close();
    expect(cleaned).toBe(true);
    expect(work.list('w1')[0]?.state).toBe('cancelled');
  });
});
