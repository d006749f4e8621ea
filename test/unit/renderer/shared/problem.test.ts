import { ORPCError } from '@orpc/client';
import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '@contract/errors.ts';
import { hostUnreachable } from '../../../../src-renderer/bridge/link.ts';
import { isAbort, problemOf } from '../../../../src-renderer/shared/calls/problem.ts';

const why = { rule: 'G3', link: 'password', whoCanMend: '委托企业的法定代表人或财务负责人', triesLeft: 3 } as const;

describe('problems', () => {
  it('keep the sentence, the reason and who can mend it', () => {
    const problem = problemOf(
      new ORPCError('AGREEMENT_PASSWORD_WRONG', { message: '协议密码不正确，还可再试 3 次。', data: why }),
    );
    expect(problem).toMatchObject({
      code: 'AGREEMENT_PASSWORD_WRONG',
      message: '协议密码不正确，还可再试 3 次。',
      why,
      remedy: null,
      fields: [],
    });
  });

  it('name the fields of an input that was refused', () => {
    const fields = [{ field: 'taxpayerId', message: '社会信用代码校验位不正确' }];
    expect(
      problemOf(new ORPCError('INVALID_INPUT', { message: 'Input validation failed', data: { fields } })),
    ).toMatchObject({ message: '社会信用代码校验位不正确', fields });
    // A form of one field has no other place to say it; of several, each field says its own.
    const both = [...fields, { field: 'name', message: '请输入企业名称' }];
    expect(
      problemOf(new ORPCError('INVALID_INPUT', { message: 'Input validation failed', data: { fields: both } })),
    ).toMatchObject({ message: '输入有误，请按提示修改后再试。', fields: both });
  });

  it.each(Object.keys(errorCatalogue))('%s is known, and its English default is never shown', (code) => {
    const problem = problemOf(new ORPCError(code, { message: code }));
    expect(problem.code).toBe(code);
    expect(problem.message).toMatch(/[\u4e00-\u9fff]/);
    expect(problem.message).not.toContain(code);
  });

  it.each([
    ['what nobody foresaw', new Error('SQLITE_BUSY at /x/y')],
    ['a code that is not of the contract', new ORPCError('TEAPOT', { message: '泡茶' })],
    ['no error at all', 'x'],
  ])('%s is told without its own words', (_, error) => {
    expect(problemOf(error)).toMatchObject({ code: 'INTERNAL', remedy: 'retry', why: null });
    expect(problemOf(error).message).not.toMatch(/SQLITE|泡茶|TEAPOT/);
  });

  it('a lost host says that the act may or may not have been done', () => {
    expect(problemOf(hostUnreachable())).toMatchObject({ code: 'OFFLINE', remedy: 'retry' });
  });

  it('a call given up is no problem', () => {
    expect([isAbort(new DOMException('x', 'AbortError')), isAbort(new Error('x'))]).toEqual([true, false]);
  });
});
