import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { codeIn } from '../../../../src-renderer/shared/pure/code-in.ts';

describe('a code as it is typed or pasted', () => {
  it.each([
    ['123456', '123456'],
    [' 12 34 56 ', '123456'],
    ['123-456', '123456'],
    ['１２３４５６', '123456'],
    ['１２３－４５６', '123456'],
    ['【税务局】您正在登录，2026年11月24日的验证码为 048213，5分钟内有效。', '048213'],
    ['验证码：04 82 13', '048213'],
    ['1234567', '123456'],
    ['12', '12'],
    ['', ''],
    ['没有', ''],
  ])('J1: %j gives %j', (input, code) => {
    expect(codeIn(input, 6)).toBe(code);
  });

  it('J1: whatever comes in, digits only come out, never more than asked for, and a code gives itself', () => {
    fc.assert(
      fc.property(fc.string(), (input) => {
        expect(codeIn(input, 6)).toMatch(/^\d{0,6}$/);
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999 }), (n) => {
        const code = String(n).padStart(6, '0');
        expect(codeIn(code, 6)).toBe(code);
      }),
    );
  });
});
