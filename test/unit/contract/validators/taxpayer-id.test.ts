import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { organisationCheckCharacter } from '@contract/validators/organisation-code.ts';
import { identityCardCheckCharacter } from '@contract/validators/resident-identity-card.ts';
import {
  checkTaxpayerId,
  groupTaxpayerId,
  taxpayerIdSchema,
  unifiedCodeAlphabet,
  unifiedCodeCheckCharacter,
} from '@contract/validators/taxpayer-id.ts';

const now = new Date('2026-11-23T04:00:00Z');
const published = ['91110108551385082Q', '91350100M000100Y43'] as const;
const problemOf = (input: string): string => {
  const result = checkTaxpayerId(input, now);
  return result.ok ? `accepted as ${result.kind}` : result.problem;
};
const letters = [...unifiedCodeAlphabet];
const pairs = [
  '11',
  '13',
  '21',
  '31',
  '35',
  '41',
  '51',
  '54',
  '61',
  '71',
  '81',
  '91',
  '92',
  '93',
  'A1',
  'N1',
  'N3',
  'Y1',
];

/** Any well-formed unified code: pair, region, organisation code with its check, check character. */
const unifiedCode = fc
  .tuple(
    fc.constantFrom(...pairs),
    fc.constantFrom('110108', '210100', '210203', '500000', '100000', '659001'),
    fc.array(fc.constantFrom(...letters), { minLength: 8, maxLength: 8 }),
  )
  .map(([pair, region, body]) => {
    const first17 = `${pair}${region}${body.join('')}${organisationCheckCharacter(body.join(''))}`;
    return first17 + unifiedCodeCheckCharacter(first17);
  });

describe('unified social credit code', () => {
  it.each(published)('K1: the published sample %s is accepted', (code) => {
    expect(checkTaxpayerId(code, now)).toEqual({ ok: true, value: code, kind: 'unifiedCode' });
  });

  it('K1: whatever is made by the rule is accepted, whoever registers it', () => {
    fc.assert(
      fc.property(unifiedCode, (code) => {
        expect(checkTaxpayerId(code, now)).toEqual({ ok: true, value: code, kind: 'unifiedCode' });
      }),
    );
  });

  it('K1: every single-character change of a valid code is refused', () => {
    for (const code of published) {
      for (let index = 0; index < 18; index += 1) {
        for (const other of '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ') {
          if (other !== code[index])
            expect(
              checkTaxpayerId(code.slice(0, index) + other + code.slice(index + 1), now).ok,
              `${index} ${other}`,
            ).toBe(false);
        }
      }
    }
  });

  it('K1: every change of one character of any generated code is refused', () => {
    fc.assert(
      fc.property(unifiedCode, fc.nat(17), fc.constantFrom(...letters), (code, index, other) => {
        fc.pre(code[index] !== other);
        expect(checkTaxpayerId(code.slice(0, index) + other + code.slice(index + 1), now).ok).toBe(false);
      }),
      { numRuns: 2000 },
    );
  });

  it('K1: two different characters changed about are refused, wherever they stand', () => {
    // All weights of the first seventeen differ; only the first and the check character share one, and there the registration authority tells.
    fc.assert(
      fc.property(unifiedCode, fc.nat(17), fc.nat(17), (code, from, to) => {
        fc.pre(code[from] !== code[to] && !(Math.min(from, to) === 0 && Math.max(from, to) === 17));
        const signs = [...code];
        [signs[from], signs[to]] = [signs[to] ?? '', signs[from] ?? ''];
        expect(checkTaxpayerId(signs.join(''), now).ok).toBe(false);
      }),
      { numRuns: 3000 },
    );
  });

  it('K1: whatever is wrong, the problem points at a place', () => {
    fc.assert(
      fc.property(
        unifiedCode,
        fc.nat(17),
        fc.constantFrom(...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*'),
        (code, index, other) => {
          fc.pre(code[index] !== other);
          const said = problemOf(code.slice(0, index) + other + code.slice(index + 1));
          expect(said).toMatch(/第 \d+(?: 至 \d+)? 位/);
          if (!unifiedCodeAlphabet.includes(other))
            expect(said).toContain(`第 ${index + 1} 位「${other}」不是统一社会信用代码可用的字符`);
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('K1: pasted forms come out normalised', () => {
    const messy = [
      '91350100m000100y43',
      ' 9135 0100 M000 100Y 43 ',
      '９１３５０１００Ｍ０００１００Ｙ４３',
      '91350100-M000100Y4-3',
      '\u200b91350100M000100Y43\ufeff',
      "'91350100M000100Y43",
      '91350100\u3000M000\u00a0100Y43\r\n',
      '91350100—M000100Y43',
    ];
    for (const input of messy)
      expect(checkTaxpayerId(input, now)).toMatchObject({ ok: true, value: '91350100M000100Y43' });
  });

  it('K1: the problem names the place', () => {
    expect(problemOf('')).toContain('请输入');
    expect(problemOf('9135010OM000100Y43')).toBe('第 8 位「O」不是统一社会信用代码可用的字符，是否为 0');
    expect(problemOf('91350100M000100Y4')).toContain('应为数字');
    expect(problemOf('91350100M000100Y')).toContain('现在是 16 位');
    expect(problemOf('B1350100M000100Y43')).toContain('第 1 位「B」');
    expect(problemOf('95350100M000100Y43')).toContain('第 2 位「5」不是市场监管部门');
    expect(problemOf('91350B00M000100Y43')).toContain('第 6 位「B」应为数字');
    expect(problemOf('91090100M000100Y43')).toContain('第 3 至 4 位「09」');
    expect(problemOf('91350100M000100Y44')).toContain('第 18 位校验码「4」');
    expect(problemOf('91350100M000200Y43')).toContain('第 9 至 17 位「M000200Y4」');
    expect(problemOf('11010519491231002X')).toContain('这是居民身份证号码');
  });

  it('K1: the organisation code has a check of its own, even where the whole fits', () => {
    const first17 = `91210100MA0X1234${organisationCheckCharacter('MA0X1234') === '7' ? '8' : '7'}`;
    expect(problemOf(first17 + unifiedCodeCheckCharacter(first17))).toContain('组织机构代码');
  });

  it('K1: check character 0 is read as zero', () => {
    const zero = fc.sample(unifiedCode, { numRuns: 500, seed: 1 }).find((code) => code.endsWith('0'));
    expect(zero).toBeDefined();
    expect(checkTaxpayerId(zero ?? '', now).ok).toBe(true);
  });

  it('K1: the schema gives the normalised code or the problem', () => {
    expect(taxpayerIdSchema.parse(' 91350100m000100y43')).toBe('91350100M000100Y43');
    const refused = taxpayerIdSchema.safeParse('9135');
    expect(refused.error?.issues[0]?.message).toContain('现在是 4 位');
    expect(taxpayerIdSchema.safeParse('9'.repeat(10_000)).success).toBe(false);
  });

  it('K1: a code is grouped for reading and ungrouped by pasting it back', () => {
    expect(groupTaxpayerId('91350100M000100Y43').join(' ')).toBe('9135 0100 M000 100Y 43');
    expect(groupTaxpayerId('12345678').join(' ')).toBe('1234 5678');
    expect(checkTaxpayerId(groupTaxpayerId(published[0]).join(' '), now).ok).toBe(true);
  });
});

describe('older taxpayer numbers', () => {
  const organisation = `12345678${organisationCheckCharacter('12345678')}`;

  it('K3: 15 characters are a region and an organisation code', () => {
    expect(checkTaxpayerId(`210102${organisation}`, now)).toMatchObject({ ok: true, kind: 'regionAndOrganisation15' });
    expect(problemOf(`090102${organisation}`)).toContain('第 1 至 2 位「09」');
    expect(problemOf(`2101A2${organisation}`)).toContain('第 5 位「A」应为数字');
    expect(problemOf(`21010212345678${organisation[8] === '1' ? '2' : '1'}`)).toContain('组织机构代码');
  });

  it('K3: a change of one digit of the organisation code is refused', () => {
    const code = `210102${organisation}`;
    for (let index = 6; index < 15; index += 1) {
      for (const other of '0123456789') {
        if (other !== code[index])
          expect(checkTaxpayerId(code.slice(0, index) + other + code.slice(index + 1), now).ok).toBe(false);
      }
    }
  });

  it('K3: whatever is made as 15 digits is accepted; two different digits of the organisation code changed about are refused', () => {
    const old15 = fc
      .tuple(fc.constantFrom('110108', '210102', '440305'), fc.stringMatching(/^\d{8}$/))
      .map(([region, body]) => `${region}${body}${organisationCheckCharacter(body)}`);
    fc.assert(
      fc.property(old15, fc.nat(7), fc.nat(7), (code, from, to) => {
        expect(checkTaxpayerId(code, now)).toMatchObject({ ok: true, kind: 'regionAndOrganisation15' });
        fc.pre(code[6 + from] !== code[6 + to]);
        const signs = [...code];
        [signs[6 + from], signs[6 + to]] = [signs[6 + to] ?? '', signs[6 + from] ?? ''];
        expect(problemOf(signs.join(''))).toContain('组织机构代码');
      }),
      { numRuns: 2000 },
    );
  });

  it('K3: in 20 characters every change of one of the identity card’s is refused', () => {
    const twenty = fc
      .tuple(fc.integer({ min: 0, max: 20_000 }), fc.integer({ min: 1, max: 999 }), fc.stringMatching(/^\d\d$/))
      .map(([days, sequence, tail]) => {
        const birth = new Date(Date.UTC(1950, 0, 1) + days * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
        const first17 = `210102${birth}${String(sequence).padStart(3, '0')}`;
        return `${first17}${identityCardCheckCharacter(first17)}${tail}`;
      });
    fc.assert(
      fc.property(twenty, fc.nat(17), fc.constantFrom(...'0123456789X'), (code, index, other) => {
        expect(checkTaxpayerId(code, now)).toMatchObject({ ok: true, kind: 'identityCard20' });
        fc.pre(code[index] !== other);
        expect(problemOf(code.slice(0, index) + other + code.slice(index + 1))).toMatch(
          /前 18 位应为身份证号码：第 \d+/,
        );
      }),
      { numRuns: 1000 },
    );
  });

  it('K3: 17 characters are a 15-digit identity card and 2', () => {
    expect(checkTaxpayerId('21010245010100101', now)).toMatchObject({ ok: true, kind: 'identityCard17' });
    expect(problemOf('21010245023000101')).toContain('第 7 至 12 位出生日期「450230」');
    expect(problemOf('2101024501010010A')).toContain('第 17 位「A」应为数字');
  });

  it('K3: 20 characters are an 18-character identity card and 2', () => {
    const card = `21019919800101001${identityCardCheckCharacter('21019919800101001')}`;
    expect(checkTaxpayerId(`${card}01`, now)).toMatchObject({ ok: true, kind: 'identityCard20' });
    expect(problemOf(`${card}0A`)).toContain('第 20 位「A」应为数字');
    expect(problemOf(`${card.slice(0, 17)}${card[17] === '1' ? '2' : '1'}01`)).toContain('前 18 位应为身份证号码');
  });

  it('K3: no other length is a taxpayer number', () => {
    for (const length of [1, 14, 16, 19, 21, 40])
      expect(problemOf('1'.repeat(length))).toContain(`现在是 ${length} 位`);
  });
});
