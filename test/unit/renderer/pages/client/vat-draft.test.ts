import { ORPCError } from '@orpc/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { VatReturn } from '@contract/business.ts';
import type { Problem } from '../../../../../src-renderer/shared/calls/problem.ts';
import { createVatDraft, type DraftCalls } from '../../../../../src-renderer/pages/client/vat/vat-draft.ts';

const line = (key: string, computed: boolean) => ({
  key,
  number: key,
  title: key,
  group: 'g',
  computed,
  formula: computed ? 'f' : null,
});
const empty: VatReturn = {
  period: '2026-10',
  form: 'general',
  state: 'none',
  formLines: [line('a', false), line('b', false), line('sum', true)],
  lines: { a: 0, b: 0, sum: 0 },
  checks: [],
  payable: 0,
  dueDay: '2026-11-16',
  dueExpected: false,
  revision: 0,
  savedAt: null,
  savedBy: null,
  receipt: null,
};

/** An engine of two lines and their sum that keeps revisions as the real one does. */
function engine(): DraftCalls & {
  stored: VatReturn;
  saves: number;
  saveElsewhere(lines: Record<string, number>): void;
  submitElsewhere(): void;
  fail: boolean;
} {
  const computed = (lines: Record<string, number>): Record<string, number> => ({
    a: lines['a'] ?? 0,
    b: lines['b'] ?? 0,
    sum: (lines['a'] ?? 0) + (lines['b'] ?? 0),
  });
  const refusal = (code: string, message: string): ORPCError<string, unknown> =>
    new ORPCError(code, { message, data: { rule: null, link: 'state', whoCanMend: null } });
  return {
    stored: empty,
    saves: 0,
    fail: false,
    async load() {
      return this.stored;
    },
    async compute(lines) {
      const all = computed(lines);
      return { lines: all, checks: [], payable: all['sum'] ?? 0 };
    },
    async save(lines, revision) {
      this.saves += 1;
      await Promise.resolve();
      if (this.fail) throw refusal('INTERNAL', '没有完成');
      if (this.stored.state === 'submitted') throw refusal('RULE_BROKEN', '本期已提交');
      if (revision !== this.stored.revision) throw refusal('CONFLICT', '别处保存过');
      const all = computed(lines);
      this.stored = {
        ...this.stored,
        state: 'draft',
        lines: all,
        payable: all['sum'] ?? 0,
        revision: revision + 1,
        savedBy: '王敏',
        savedAt: '2026-11-23T04:00:00Z',
      };
      return this.stored;
    },
    saveElsewhere(lines) {
      const all = computed(lines);
      this.stored = {
        ...this.stored,
        state: 'draft',
        lines: all,
        payable: all['sum'] ?? 0,
        revision: this.stored.revision + 1,
        savedBy: '李强',
        savedAt: '2026-11-23T05:00:00Z',
      };
    },
    submitElsewhere() {
      this.stored = { ...this.stored, state: 'submitted' };
    },
  };
}
async function draftOf(calls: ReturnType<typeof engine>) {
  const draft = createVatDraft({
    load: () => calls.load(),
    compute: (lines) => calls.compute(lines),
    save: (lines, revision) => calls.save(lines, revision),
  });
  await draft.load();
  return draft;
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

describe('a return while it is typed', () => {
  it('computes at once and saves itself once after a pause', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 100);
    draft.type('b', 20);
    expect(draft.state.value).toBe('dirty');
    await vi.advanceTimersByTimeAsync(300);
    expect(draft.shown.value?.lines['sum']).toBe(120);
    expect(calls.saves).toBe(0);
    await vi.advanceTimersByTimeAsync(1500);
    expect([calls.saves, draft.state.value, draft.shown.value?.revision]).toEqual([1, 'clean', 1]);
  });

  it('saves what was typed while a save was under way', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    const first = draft.flush();
    draft.type('a', 2);
    expect(await first).toBe(true);
    expect([calls.stored.lines['a'], draft.dirty.value, draft.shown.value?.revision]).toEqual([2, false, 2]);
  });

  it('never saves twice at once: two that waited for a save do not meet each other as a conflict', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    const first = draft.flush();
    draft.type('a', 2);
    const others = [draft.flush(), draft.flush()];
    draft.type('b', 3);
    expect(await Promise.all([first, ...others])).toEqual([true, true, true]);
    expect([draft.state.value, calls.stored.lines]).toEqual(['clean', { a: 2, b: 3, sum: 5 }]);
  });

  it('never says saved while a line holds no amount, not even when a save of the others comes back', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    const saving = draft.flush();
    draft.mark('b', true);
    await saving;
    expect([draft.state.value, draft.dirty.value, await draft.flush()]).toEqual(['invalid', true, false]);
    draft.mark('b', false);
    expect(await draft.flush()).toBe(true);
  });

  it('shows a draft saved elsewhere beside what is typed, loses neither, and overwrites only when asked to', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    draft.type('b', 7);
    calls.saveElsewhere({ a: 5, b: 7 });
    expect(await draft.flush()).toBe(false);
    expect([draft.state.value, draft.theirs.value?.lines['a'], draft.typed['a'], calls.stored.lines['a']]).toEqual([
      'conflict',
      5,
      1,
      5,
    ]);
    expect(draft.differing.value.map((one) => one.key)).toEqual(['a']);
    draft.type('b', 8);
    await vi.advanceTimersByTimeAsync(3000);
    expect(calls.stored.lines['b']).toBe(7);
    expect(await draft.keepMine()).toBe(true);
    expect([calls.stored.lines, draft.state.value]).toEqual([{ a: 1, b: 8, sum: 9 }, 'clean']);
  });

  it('takes the other draft when told to', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    calls.saveElsewhere({ a: 5 });
    await draft.flush();
    draft.takeTheirs();
    expect([draft.typed['a'], draft.dirty.value, draft.state.value]).toEqual([5, false, 'clean']);
  });

  it('says that what is shown is of older figures while working it out fails', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    const { compute } = calls;
    calls.compute = () => Promise.reject(new Error('gone'));
    calls.fail = true;
    draft.type('a', 100);
    await vi.advanceTimersByTimeAsync(2000);
    expect([draft.stale.value, draft.shown.value?.lines['sum']]).toEqual([true, 0]);
    calls.compute = compute;
    calls.fail = false;
    await draft.flush();
    expect([draft.stale.value, draft.shown.value?.lines['sum']]).toEqual([false, 100]);
  });

  it('shows beside a submit that was refused what was saved elsewhere, and only that', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    draft.type('a', 1);
    await draft.flush();
    const refused: Problem = { code: 'CONFLICT', message: '别处保存过', fields: [], why: null, remedy: null };
    calls.saveElsewhere({ a: 5 });
    expect(await draft.submitRefused({ ...refused, code: 'FORBIDDEN' })).toBe(false);
    expect(draft.state.value).toBe('clean');
    expect(await draft.submitRefused(refused)).toBe(true);
    expect([draft.state.value, draft.problem.value?.message, draft.theirs.value?.lines['a'], draft.typed['a']]).toEqual(
      ['conflict', '别处保存过', 5, 1],
    );
    draft.takeTheirs();
    expect([draft.state.value, draft.typed['a']]).toEqual(['clean', 5]);
  });

  it('notices that it was submitted elsewhere', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    calls.submitElsewhere();
    draft.type('a', 1);
    expect(await draft.flush()).toBe(false);
    expect([draft.state.value, draft.theirs.value?.state]).toEqual(['conflict', 'submitted']);
  });

  it('keeps what is typed when a save fails, and saves it at the next try', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    calls.fail = true;
    draft.type('a', 3);
    expect(await draft.flush()).toBe(false);
    expect([draft.state.value, draft.typed['a']]).toEqual(['failed', 3]);
    calls.fail = false;
    expect(await draft.flush()).toBe(true);
    expect(calls.stored.lines['a']).toBe(3);
  });

  it('makes a draft of a zero return only when it is begun', async () => {
    const calls = engine();
    const draft = await draftOf(calls);
    expect(await draft.flush()).toBe(true);
    expect(calls.saves).toBe(0);
    draft.begin();
    await draft.flush();
    expect(draft.shown.value?.revision).toBe(1);
  });
});
