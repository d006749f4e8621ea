import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPassword, newPasswordSchema, passwordClasses } from '@contract/validators/password.ts';

const problemOf = (password: string, owner = {}): string => {
  const result = checkPassword(password, owner);
  return result.ok ? 'accepted' : result.problem;
};

describe('password policy', () => {
  it.each(['Kp7#mZ2w', 'hb7dKfw2', 'xk93_tree', 'XK93_TREE', 'Kp7#mZ2wLq9!vR4'])('B6: %s is accepted', (password) => {
    expect(checkPassword(password)).toEqual({ ok: true, value: password, kind: 'password' });
  });

  it('B6: 8 to 15 characters', () => {
    expect(problemOf('Kp7#mZ2')).toContain('现在是 7 位');
    expect(problemOf('Kp7#mZ2wLq9!vR4x')).toContain('现在是 16 位');
  });

  it('B6: three of the four classes, and the message names the missing ones', () => {
    expect(problemOf('kpmzwlqvrt')).toContain('现在缺少大写字母、数字、符号');
    expect(problemOf('kpmz7wlqv2')).toContain('现在缺少大写字母、符号');
    expect(passwordClasses('aB')).toEqual([
      { name: '大写字母', present: true },
      { name: '小写字母', present: true },
      { name: '数字', present: false },
      { name: '符号', present: false },
    ]);
  });

  it('B6: whatever is accepted has the length and three classes', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary-ascii', maxLength: 18 }), (password) => {
        fc.pre(checkPassword(password).ok);
        expect(password.length).toBeGreaterThanOrEqual(8);
        expect(password.length).toBeLessThanOrEqual(15);
        expect(passwordClasses(password).filter((found) => found.present).length).toBeGreaterThanOrEqual(3);
      }),
    );
  });

  const common = [
    'Password1',
    'P@ssw0rd',
    'Passw0rd!23',
    'Aa123456',
    'Abc12345!',
    'Qwerty123',
    '1qaz@WSX',
    '!QAZ2wsx',
    '1q2w3e4R',
    'Woaini520',
    'Woaini1314',
    'Admin@123',
    'Admin888',
    'Shenyang2024',
    'Aa112233',
    'Zxcvbnm123',
    'Shuiwu@2025',
    'A1b2c3d4',
    'Wangwei1990',
    'Qq123456',
    'Qwe123!@#',
    'aA1aA1aA1',
    '2024Shuiwu!',
    'Huawei@123',
    'Dailijizhang1',
  ];
  it.each(common)('B6: the common password %s is refused', (password) => {
    expect(problemOf(password)).toContain('太常见');
  });

  it('B6: own document number and mobile must not be in it', () => {
    const owner = { idNumber: '11010519491231002X', mobile: '15412345678' };
    expect(problemOf('Zq15412345678', owner)).toContain('手机号码');
    expect(problemOf('Zq#345678', owner)).toContain('手机号码');
    expect(problemOf('Zq#19491231', owner)).toContain('证件号码');
    expect(problemOf('zQ#31002x', owner)).toContain('证件号码');
    expect(problemOf('Zq#19491231', { idNumber: null, mobile: null })).toBe('accepted');
    expect(problemOf('Kp7#mZ2w', owner)).toBe('accepted');
  });

  it('D3: 111111 may never be chosen', () => {
    expect(problemOf('111111')).toContain('一次性密码');
  });

  it('B6: blanks and full-width characters are named, never dropped', () => {
    expect(problemOf('Kp7# mZ2w')).toContain('第 5 个字符是空格');
    expect(problemOf('Kp7＃mZ2w')).toContain('第 4 个字符不是英文字母');
    expect(problemOf('')).toContain('请输入密码');
  });

  it('B6: no message repeats the password', () => {
    for (const password of ['Shenyang2024', 'Kp7#mZ2', 'Zq#345678x', 'kpmz7wlqv2'])
      expect(problemOf(password, { mobile: '15412345678' })).not.toContain(password);
  });

  it('B6: the schema keeps the password verbatim', () => {
    expect(newPasswordSchema().parse('Kp7#mZ2w')).toBe('Kp7#mZ2w');
    expect(newPasswordSchema({ mobile: '15412345678' }).safeParse('Zq#345678').error?.issues[0]?.message).toContain(
      '手机号码',
    );
  });
});
