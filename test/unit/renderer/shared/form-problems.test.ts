import { reactive, shallowRef } from 'vue';
import { describe, expect, test } from 'vitest';
import { useFormProblems } from '../../../../src-renderer/shared/calls/form-problems.ts';
import { problemOf, type Problem } from '../../../../src-renderer/shared/calls/problem.ts';

const form = () => {
  const typed = reactive({ name: '', id: '' });
  const last = shallowRef<Problem | null>(problemOf(new Error('refused')));
  const problems = useFormProblems(
    {
      name: { value: () => typed.name, wrong: () => (typed.name.length < 2 ? '太短' : null) },
      id: { value: () => typed.id, wrong: () => null },
    },
    { value: { querySelector: () => null } as unknown as HTMLElement } as never,
    last,
  );
  return { typed, problems, last };
};

describe('problems of a form', () => {
  test('are told of a field that was left with something in it, not of an untouched one', () => {
    const { typed, problems } = form();
    problems.leave('name');
    expect(problems.of('name')).toBeNull();
    typed.name = '甲';
    expect(problems.of('name')).toBeNull();
    problems.leave('name');
    expect(problems.of('name')).toBe('太短');
  });

  test('are all told when it is sent', () => {
    const { typed, problems } = form();
    expect(problems.check()).toBe(false);
    expect(problems.of('name')).toBe('太短');
    typed.name = '甲乙';
    expect(problems.check()).toBe(true);
  });

  test('take away what stands of the last try, when they are told and not before', () => {
    for (const method of ['leave', 'check'] as const) {
      const { typed, problems, last } = form();
      typed.name = '甲乙';
      expect(problems[method]('name')).not.toBe(false);
      expect(last.value).not.toBeNull();
      typed.name = '甲';
      problems[method]('name');
      expect(last.value).toBeNull();
    }
  });

  test('of the engine hold until the value they are about changes', () => {
    const { typed, problems } = form();
    typed.id = '9121';
    expect(
      problems.setProblems(
        [
          { field: 'agency.id', message: '已存在' },
          { field: 'other', message: '别处' },
        ],
        'agency.',
      ),
    ).toEqual([{ field: 'other', message: '别处' }]);
    expect(problems.of('id')).toBe('已存在');
    typed.id = '9122';
    expect(problems.of('id')).toBeNull();
    typed.id = '9121';
    problems.forget();
    expect(problems.of('id')).toBeNull();
  });
});
