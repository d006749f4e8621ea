import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPersonName, normalisePersonName } from '../../../../src-preload/contract/validators/person-name.ts';

describe('a person’s name', () => {
  it('is taken as on the identity card: blanks, full-width letters and every kind of dot are put right', () => {
    for (const [typed, name] of [
      [' 张 三 ', '张三'],
      ['张　三', '张三'],
      ['阿依•古丽', '阿依·古丽'],
      ['阿依．古丽', '阿依·古丽'],
      ['ＪＯＨＮ  SMITH', 'JOHN SMITH'],
      ["O'Neil", "O'Neil"],
    ] as const) {
      expect(checkPersonName(typed)).toEqual({ ok: true, value: name, kind: 'name' });
    }
  });

  it('says what is wrong', () => {
    const problem = (typed: string) => {
      const result = checkPersonName(typed);
      return result.ok ? null : result.problem;
    };
    expect(problem('  ')).toBe('请输入姓名');
    expect(problem('张3')).toContain('「3」');
    expect(problem('张')).toContain('2 至 50');
    expect(problem('张'.repeat(51))).toContain('2 至 50');
  });

  it('putting right twice changes nothing more', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (typed) => {
        const once = normalisePersonName(typed);
        expect(normalisePersonName(once)).toBe(once);
      }),
    );
  });
});

it.each([
  ['阿娜尔.汗', '阿娜尔·汗'],
  ['阿娜尔。汗', '阿娜尔·汗'],
  ['阿娜尔˙汗', '阿娜尔·汗'],
  ['O’Brien', "O'Brien"],
  ['玛利亚—安娜', '玛利亚-安娜'],
  ['J. Smith', 'J. Smith'],
])('however %s is typed, it is one person', (typed, value) => {
  expect(checkPersonName(typed)).toEqual({ ok: true, value, kind: 'name' });
});

it('a character of somebody’s own is told by its code: nobody else can see it', () => {
  expect(JSON.stringify(checkPersonName('张\ue000三'))).toContain('U+E000');
});
