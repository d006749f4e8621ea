import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Captchas, newAnswer } from '../../../../src-main/bureau/captcha/captchas.ts';
import { drawCaptcha, type Below } from '../../../../src-main/bureau/captcha/draw.ts';
import { captchaAlphabet } from '../../../../src-main/bureau/captcha/glyphs.ts';
import { makeSum, numberInWords } from '../../../../src-main/bureau/captcha/sum.ts';
import { seededRandom } from '../../../../src-main/training/sample/random.ts';
import { sumInWords } from '../../../sum-in-words.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

const captchaLifetime = usualLimits.captcha;

const key = randomBytes(32);
const drawn = (seed: string): Below => {
  const random = seededRandom(seed);
  return (bound) => random.below(bound);
};
const seeds = fc.string({ minLength: 1, maxLength: 8 });

/** Captchas whose answers the test knows, because it draws the same numbers. */
function known(seed: string) {
  let now = 1_000_000;
  const captchas = new Captchas({ now: () => now }, key, captchaLifetime, drawn(seed));
  const twin = drawn(seed);
  return {
    captchas,
    later: (ms: number) => {
      now += ms;
    },
    make(window: string, kind: 'picture' | 'sum') {
      const made = captchas.make(window, kind);
      const answer = kind === 'sum' ? makeSum(twin).answer : newAnswer(twin);
      // The picture draws more numbers; the twin draws them as well, to stay in step.
      if (kind === 'picture') drawCaptcha(answer, twin);
      return { id: made.captcha, answer, made };
    },
  };
}

describe('captchas (F1)', () => {
  it('F1: the right answer is accepted however it is typed, and no other ever', () => {
    fc.assert(
      fc.property(
        seeds,
        fc.constantFrom('picture', 'sum') as fc.Arbitrary<'picture' | 'sum'>,
        fc.string({ maxLength: 8 }),
        (seed, kind, other) => {
          const { captchas, make } = known(seed);
          const typed = (answer: string, as: (text: string) => string): boolean => {
            const { id, answer: right } = make('w', kind);
            return captchas.answer('w', id, as(answer === '' ? right : answer));
          };
          expect(typed('', (right) => ` ${right.toLowerCase()} `)).toBe(true);
          expect(
            typed('', (right) =>
              [...right].map((character) => String.fromCodePoint((character.codePointAt(0) ?? 0) + 0xfee0)).join(''),
            ),
          ).toBe(true);
          const { id, answer } = make('w', kind);
          fc.pre(other.normalize('NFKC').replace(/\s/gu, '').toUpperCase() !== answer);
          expect(captchas.answer('w', id, other)).toBe(false);
          const near = make('w', kind);
          expect(captchas.answer('w', near.id, near.answer.slice(0, -1))).toBe(false);
        },
      ),
    );
  });

  const acts = fc.array(
    fc.oneof(
      fc.record({
        act: fc.constant('make' as const),
        window: fc.constantFrom('a', 'b'),
        kind: fc.constantFrom('picture' as const, 'sum' as const),
      }),
      fc.record({
        act: fc.constant('answer' as const),
        window: fc.constantFrom('a', 'b'),
        which: fc.nat(3),
        right: fc.boolean(),
      }),
      fc.record({
        act: fc.constant('wait' as const),
        ms: fc.constantFrom(1, 60_000, captchaLifetime - 1, captchaLifetime, -60_000),
      }),
    ),
    { minLength: 4, maxLength: 30 },
  );

  it('F1: no sequence accepts one twice, late, before its time, in another window, or one that was replaced', () => {
    fc.assert(
      fc.property(seeds, acts, (seed, sequence) => {
        const { captchas, make, later } = known(seed);
        const made: { id: string; answer: string; at: number }[] = [];
        const inHand = new Map<string, number>();
        let now = 0;
        for (const one of sequence) {
          if (one.act === 'wait') {
            later(one.ms);
            now += one.ms;
            continue;
          }
          if (one.act === 'make') {
            inHand.set(one.window, made.push({ ...make(one.window, one.kind), at: now }) - 1);
            continue;
          }
          const index = made.length - 1 - one.which;
          const captcha = made[index];
          if (!captcha) continue;
          const good =
            one.right && inHand.get(one.window) === index && now >= captcha.at && now < captcha.at + captchaLifetime;
          inHand.delete(one.window);
          expect(captchas.answer(one.window, captcha.id, one.right ? captcha.answer : `${captcha.answer}X`)).toBe(good);
        }
      }),
    );
  });

  it('F1: the picture holds strokes and nothing that names a letter; ambiguous characters are left out', () => {
    expect(captchaAlphabet).not.toMatch(/[01258BDGILOQSUVZ6]/);
    fc.assert(
      fc.property(seeds, (seed) => {
        const { make } = known(seed);
        const { made, answer } = make('w', 'picture');
        const picture = made.picture ?? '';
        expect(answer).toMatch(new RegExp(`^[${captchaAlphabet}]{4}$`));
        expect(picture).not.toContain(answer);
        expect([...new Set([...picture.matchAll(/<(\w+)/g)].map(([, name]) => name))].toSorted()).toEqual([
          'g',
          'path',
          'rect',
          'svg',
        ]);
        const paths = [...picture.matchAll(/ d="([^"]*)"/g)].map(([, d]) => d ?? '');
        expect(paths.length).toBeGreaterThan(4 * 2);
        expect(paths.every((d) => /^M[-\d.]+ [-\d.]+(?:L[-\d.]+ [-\d.]+)+$/.test(d))).toBe(true);
        expect(JSON.stringify({ ...made, picture: null })).not.toContain(answer);
      }),
      { numRuns: 60 },
    );
  });

  it('F1: the question in words says one sum, and holds no digit to copy', () => {
    expect([0, 7, 10, 11, 20, 35, 99].map(numberInWords)).toEqual([
      '零',
      '七',
      '十',
      '十一',
      '二十',
      '三十五',
      '九十九',
    ]);
    fc.assert(
      fc.property(seeds, (seed) => {
        const { text, answer } = makeSum(drawn(seed));
        expect(text).not.toMatch(/[0-9０-９]/);
        expect(sumInWords(text)).toBe(answer);
        expect(Number(answer)).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  it('F1: windows that never answer do not pile up', () => {
    const captchas = new Captchas({ now: () => 0 }, key, captchaLifetime, drawn('many'));
    const first = captchas.make('first', 'sum');
    for (let index = 0; index < 5_000; index += 1) captchas.make(`w${index}`, 'sum');
    expect(captchas.answer('first', first.captcha, sumInWords(first.question))).toBe(false);
    const last = captchas.make('last', 'sum');
    expect(captchas.answer('last', last.captcha, sumInWords(last.question))).toBe(true);
  });
});
