import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { capitalAmount } from '../../../../src-main/bureau/paper/capital-amount.ts';

const value: Record<string, number> = { 零: 0, 壹: 1, 贰: 2, 叁: 3, 肆: 4, 伍: 5, 陆: 6, 柒: 7, 捌: 8, 玖: 9 };

/** Reads capitals back by their meaning, independent of how they are written. */
function cents(text: string): number {
  const body = text.replace('人民币', '').replace('负', '');
  const [, yuan = '', jiao, fen] = /^(?:(.*)元)?零?(?:(.)角)?(?:(.)分)?整?$/.exec(body) ?? [];
  let total = 0;
  let section = 0;
  let digit = 0;
  for (const character of yuan) {
    if (character in value) digit = value[character] ?? 0;
    else if (character === '万') {
      total += (section + digit) * 10_000;
      section = 0;
      digit = 0;
    } else if (character === '亿') {
      total = (total + section + digit) * 100_000_000;
      section = 0;
      digit = 0;
    } else {
      section += digit * ({ 拾: 10, 佰: 100, 仟: 1000 }[character] ?? Number.NaN);
      digit = 0;
    }
  }
  return (total + section + digit) * 100 + (value[jiao ?? '零'] ?? 0) * 10 + (value[fen ?? '零'] ?? 0);
}

describe('amounts in Chinese capitals', () => {
  it.each([
    [140_950, '人民币壹仟肆佰零玖元伍角整'],
    [600_714, '人民币陆仟零柒元壹角肆分'],
    [168_032, '人民币壹仟陆佰捌拾元叁角贰分'],
    [10_700_053, '人民币壹拾万零柒仟元伍角叁分'],
    [1_640_902, '人民币壹万陆仟肆佰零玖元零贰分'],
    [32_504, '人民币叁佰贰拾伍元零肆分'],
    [0, '人民币零元整'],
    [1, '人民币壹分'],
    [10, '人民币壹角整'],
    [1000, '人民币壹拾元整'],
    [100_000_001_00, '人民币壹亿零壹元整'],
    [100_000_000_00, '人民币壹亿元整'],
    [1_020_000_000_000_00, '人民币壹万零贰佰亿元整'],
    [1_200_000_000_000_00, '人民币壹万贰仟亿元整'],
    [-1230, '人民币负壹拾贰元叁角整'],
  ])('%i cents', (amount, text) => {
    expect(capitalAmount(amount)).toBe(text);
  });

  it('reads back as the same amount, never doubles a 零, and ends as a bill must', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.integer({ min: 0, max: 9_999_999_999_99 }),
          fc
            .maxSafeInteger()
            .map(Math.abs)
            .filter((n) => n < 9_000_000_000_000_00),
        ),
        (amount) => {
          const text = capitalAmount(amount);
          expect(cents(text)).toBe(amount);
          expect(text).not.toMatch(/零零|零元(?!整)|零[万亿]/);
          expect(text).toMatch(/(整|分)$/);
        },
      ),
    );
  });
});
