import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  checkIdNumber,
  identityDocumentSchema,
  idTypes,
  maskIdNumber,
  type IdType,
} from '@contract/validators/id-document.ts';
import { checkMobile, maskMobile, mobileSchema } from '@contract/validators/mobile.ts';
import {
  checkIdentityCard,
  identityCardCheckCharacter,
  identityCardSchema,
  readIdentityCard,
} from '@contract/validators/resident-identity-card.ts';

const now = new Date('2026-11-23T04:00:00Z');
const published = ['11010519491231002X', '440524188001010014', '810000199408230021'] as const;
const problemOf = (result: { ok: boolean; problem?: string }): string =>
  result.ok ? 'accepted' : (result.problem ?? '');
const withCheck = (first17: string): string => first17 + identityCardCheckCharacter(first17);

const card = fc
  .tuple(
    fc.constantFrom('110105', '210102', '440524', '810000', '820000', '830000'),
    fc.date({ min: new Date('1900-01-01T00:00:00Z'), max: new Date('2026-11-22T00:00:00Z'), noInvalidDate: true }),
    fc.integer({ min: 1, max: 999 }),
  )
  .map(([region, birth, sequence]) =>
    withCheck(`${region}${birth.toISOString().slice(0, 10).replaceAll('-', '')}${String(sequence).padStart(3, '0')}`),
  );

describe('resident identity card', () => {
  it.each(published)('K2: the published sample %s is accepted', (number) => {
    expect(checkIdentityCard(number, now)).toMatchObject({ ok: true, value: number });
  });

  it('K2: cards and residence permits are told apart', () => {
    expect(checkIdentityCard(published[0], now)).toMatchObject({ kind: 'residentIdentityCard' });
    expect(checkIdentityCard(published[2], now)).toMatchObject({ kind: 'residencePermitHMT' });
    expect(checkIdentityCard(withCheck('71000019940823002'), now)).toMatchObject({ kind: 'residencePermitHMT' });
    expect(problemOf(checkIdentityCard(withCheck('81010019940823002'), now))).toContain('810000');
  });

  it('K2: whatever is made by the rule is accepted', () => {
    fc.assert(
      fc.property(card, (number) => {
        expect(checkIdentityCard(number, now)).toMatchObject({ ok: true, value: number });
      }),
    );
  });

  it('K2: every change of one character is refused', () => {
    fc.assert(
      fc.property(
        fc.oneof(card, fc.constantFrom(...published)),
        fc.nat(17),
        fc.constantFrom(...'0123456789XABO'),
        (number, index, other) => {
          fc.pre(number[index] !== other);
          expect(checkIdentityCard(number.slice(0, index) + other + number.slice(index + 1), now).ok).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('K2: two different characters changed about are refused, wherever they stand less than ten apart', () => {
    // Weights are powers of two modulo 11: they come again after ten places.
    fc.assert(
      fc.property(
        fc.oneof(card, fc.constantFrom(...published)),
        fc.nat(16),
        fc.integer({ min: 1, max: 9 }),
        (number, from, distance) => {
          const to = from + distance;
          fc.pre(to < 18 && number[from] !== number[to]);
          const signs = [...number];
          [signs[from], signs[to]] = [signs[to] ?? '', signs[from] ?? ''];
          expect(checkIdentityCard(signs.join(''), now).ok).toBe(false);
        },
      ),
      { numRuns: 3000 },
    );
  });

  it('K2: whatever is wrong, the problem points at a place, and never repeats the whole number', () => {
    fc.assert(
      fc.property(card, fc.nat(17), fc.constantFrom(...'0123456789XABO#'), (number, index, other) => {
        fc.pre(number[index] !== other);
        const changed = number.slice(0, index) + other + number.slice(index + 1);
        const said = problemOf(checkIdentityCard(changed, now));
        const [, first = '', last = first] = /第 (\d+)(?: 至 (\d+))? 位/.exec(said) ?? [];
        const pointed = index + 1 >= Number(first) && index + 1 <= Number(last);
        expect(pointed || said.includes('校验码与前 17 位不符'), said).toBe(true);
        expect(said).not.toContain(changed);
        if (!/[0-9X]/.test(other) && index < 17) expect(said).toContain(`第 ${index + 1} 位「${other}」`);
      }),
      { numRuns: 2000 },
    );
  });

  it('K2: a date that is none is named, whichever', () => {
    const calendar = (year: number, month: number, day: number): boolean => {
      const made = new Date(Date.UTC(year, month - 1, day));
      return made.getUTCMonth() === month - 1 && made.getUTCDate() === day;
    };
    fc.assert(
      fc.property(
        fc.integer({ min: 1900, max: 2025 }),
        fc.integer({ min: 0, max: 13 }),
        fc.integer({ min: 0, max: 32 }),
        (year, month, day) => {
          const birth = `${year}${String(month).padStart(2, '0')}${String(day).padStart(2, '0')}`;
          const said = problemOf(checkIdentityCard(withCheck(`110105${birth}001`), now));
          expect(said).toBe(
            calendar(year, month, day) ? 'accepted' : `第 7 至 14 位出生日期「${birth}」不是真实存在的日期`,
          );
        },
      ),
      { numRuns: 2000 },
    );
  });

  it('K2: the birth date is a real day, not after today in Shanghai', () => {
    expect(problemOf(checkIdentityCard(withCheck('11010520230229001'), now))).toBe(
      '第 7 至 14 位出生日期「20230229」不是真实存在的日期',
    );
    expect(checkIdentityCard(withCheck('11010520240229001'), now).ok).toBe(true);
    expect(problemOf(checkIdentityCard(withCheck('11010520261124001'), now))).toContain('晚于今天');
    // 16:30 UTC is already the next day in Shanghai.
    expect(checkIdentityCard(withCheck('11010520261124001'), new Date('2026-11-23T16:30:00Z')).ok).toBe(true);
    expect(problemOf(checkIdentityCard(withCheck('11010517001231001'), now))).toContain('过早');
  });

  it('K2: the problem names the place', () => {
    expect(problemOf(checkIdentityCard('', now))).toContain('请输入');
    expect(problemOf(checkIdentityCard('1101051949123100', now))).toContain('现在是 16 位');
    expect(problemOf(checkIdentityCard('110105491231002', now))).toContain('15 位旧身份证号码');
    expect(problemOf(checkIdentityCard('1101051949l231002X', now))).toContain('第 11 位「L」应为数字');
    expect(problemOf(checkIdentityCard('11010519491231002B', now))).toContain('第 18 位「B」应为数字或字母 X');
    expect(problemOf(checkIdentityCard('110105194912310021', now))).toContain('第 18 位「1」校验码');
    expect(problemOf(checkIdentityCard('09010519491231002X', now))).toContain('第 1 至 2 位「09」');
  });

  it('K2: pasted forms come out normalised', () => {
    for (const input of [
      '11010519491231002x',
      ' 110105 19491231 002X',
      '１１０１０５１９４９１２３１００２Ｘ',
      '110105-19491231-002Ⅹ',
      '\u202a11010519491231002X\u202c',
    ]) {
      expect(identityCardSchema(() => now).parse(input)).toBe('11010519491231002X');
    }
  });

  it('K2: birth and sex are read from a number', () => {
    expect(readIdentityCard('11010519491231002X')).toEqual({ birth: '1949-12-31', sex: 'female' });
  });
});

describe('other documents', () => {
  const good: [IdType, string, string][] = [
    ['residentIdentityCard', published[0].toLowerCase(), published[0]],
    ['residencePermitHMT', published[2], published[2]],
    ['chinesePassport', 'e 12345678', 'E12345678'],
    ['chinesePassport', 'EA1234567', 'EA1234567'],
    ['hongKongMacauPermit', 'h12345678', 'H12345678'],
    ['hongKongMacauPermit', 'M1234567890', 'M1234567890'],
    ['chinesePassport', 'G12345678', 'G12345678'],
    ['chinesePassport', 'kj1234567', 'KJ1234567'],
    ['chinesePassport', 'MA1234567', 'MA1234567'],
    ['taiwanPermit', '1234 5678', '12345678'],
    ['foreignPassport', 'ab-1234567', 'AB1234567'],
    ['permanentResidenceCard', '9111 5619 8201 0100 10', '911156198201010010'],
    ['permanentResidenceCard', 'usa110159032813', 'USA110159032813'],
  ];
  it.each(good)('K4: %s %s is accepted as %s', (type, input, value) => {
    expect(checkIdNumber(type, input, now)).toEqual({ ok: true, value, kind: type });
  });

  const bad: [IdType, string, string][] = [
    ['residentIdentityCard', published[2], '请把证件类型改为「港澳台居民居住证」'],
    ['residencePermitHMT', published[0], '请把证件类型改为「居民身份证」'],
    ['chinesePassport', 'E1234567', '（8 位）'],
    ['hongKongMacauPermit', 'H123456789', '8 位或 10 位'],
    ['hongKongMacauPermit', 'A12345678', '字母 H 或 M'],
    ['hongKongMacauPermit', 'H1234567O', '第 9 位「O」应为数字（首字母以后都是数字），是否为数字 0'],
    ['hongKongMacauPermit', 'A12345678', '第 1 位「A」'],
    ['taiwanPermit', '1234567', '8 位数字'],
    ['taiwanPermit', '1234B678', '第 5 位「B」应为数字'],
    ['chinesePassport', 'B12345678', '第 1 位「B」不是中国护照号码的开头'],
    ['chinesePassport', 'E1234S678', '第 6 位「S」应为数字'],
    ['foreignPassport', 'AB12*4567', '第 5 位「*」'],
    ['foreignPassport', 'ABCDEFG', '至少有一位数字'],
    ['residentIdentityCard', '911156198201010010', '请把证件类型改为「外国人永久居留身份证」'],
    ['permanentResidenceCard', published[0], '应为 9'],
    ['permanentResidenceCard', '911156198201010011', '校验码与前 17 位不符'],
    ['permanentResidenceCard', '911156198213010010', '不是真实存在的日期'],
    ['permanentResidenceCard', '999156198201010010', '「99」不是有效的省级地区代码'],
    ['permanentResidenceCard', 'US1110159032813', '3 位国籍字母加 12 位数字'],
    ['permanentResidenceCard', '91115619820101001', '现在是 17 位'],
  ];
  it.each(bad)('K4: %s %s is refused and says why', (type, input, part) => {
    expect(problemOf(checkIdNumber(type, input, now))).toContain(part);
  });

  const permits: readonly (readonly [type: IdType, number: fc.Arbitrary<string>])[] = [
    [
      'hongKongMacauPermit',
      fc
        .tuple(fc.constantFrom('H', 'M'), fc.oneof(fc.stringMatching(/^\d{8}$/), fc.stringMatching(/^\d{10}$/)))
        .map((parts) => parts.join('')),
    ],
    ['taiwanPermit', fc.stringMatching(/^\d{8}$/)],
    ['chinesePassport', fc.oneof(fc.stringMatching(/^[GE]\d{8}$/), fc.stringMatching(/^E[A-HJ-NP-Z]\d{7}$/))],
  ];
  it.each(permits)(
    'K4: whatever is made as a %s is accepted; a character too many, too few or of another kind is refused with its place',
    (type, number) => {
      fc.assert(
        fc.property(number, fc.nat(), (value, seed) => {
          expect(checkIdNumber(type, value, now)).toEqual({ ok: true, value, kind: type });
          const last = value.length - 1;
          if (type !== 'hongKongMacauPermit' || value.length !== 9)
            expect(problemOf(checkIdNumber(type, value.slice(0, last), now))).toContain(`（${last} 位）`);
          expect(problemOf(checkIdNumber(type, `${value}1`, now))).toContain(`（${value.length + 1} 位）`);
          // From the third place on all of them are digits.
          const index = 2 + (seed % (value.length - 2));
          expect(problemOf(checkIdNumber(type, `${value.slice(0, index)}Q${value.slice(index + 1)}`, now))).toContain(
            `第 ${index + 1} 位「Q」应为数字`,
          );
        }),
      );
    },
  );

  it('K4: an empty number asks for it, whatever the type', () => {
    for (const type of idTypes) expect(problemOf(checkIdNumber(type, ' \u200b ', now))).toContain('请输入');
  });

  it('K4: the schema reports on the number', () => {
    const refused = identityDocumentSchema.safeParse({ idType: 'taiwanPermit', idNumber: '1' });
    expect(refused.error?.issues[0]?.path).toEqual(['idNumber']);
    expect(identityDocumentSchema.parse({ idType: 'taiwanPermit', idNumber: ' 1234-5678' })).toEqual({
      idType: 'taiwanPermit',
      idNumber: '12345678',
    });
  });

  it('K4: masks keep only the ends', () => {
    expect(maskIdNumber('11010519491231002X')).toBe('1101**********002X');
    expect(maskIdNumber('E12345678')).toBe('E1*****78');
    expect(maskMobile('15412345678')).toBe('154****5678');
  });
});

describe('mobile', () => {
  it('K4: 1, then 3 to 9, then nine digits', () => {
    fc.assert(
      fc.property(fc.integer({ min: 13_000_000_000, max: 19_999_999_999 }), (number) => {
        expect(checkMobile(String(number)).ok).toBe(true);
      }),
    );
    for (const input of [
      '154 1234 5678',
      '+86 154-1234-5678',
      '8615412345678',
      '008615412345678',
      '１５４１２３４５６７８',
      '(154)12345678',
    ]) {
      expect(mobileSchema.parse(input)).toBe('15412345678');
    }
  });

  it('K4: the problem names the place', () => {
    expect(problemOf(checkMobile(''))).toContain('请输入');
    expect(problemOf(checkMobile('12412345678'))).toContain('第 2 位「2」');
    expect(problemOf(checkMobile('25412345678'))).toContain('第 1 位「2」');
    expect(problemOf(checkMobile('1541234567'))).toContain('现在是 10 位');
    expect(problemOf(checkMobile('1541234567o'))).toContain('第 11 位「O」应为数字（手机号码都是数字），是否为数字 0');
  });
});
