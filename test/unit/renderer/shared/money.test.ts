import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatMoney } from '../../../../src-preload/contract/money.ts';
import { parseMoney } from '../../../../src-renderer/shared/pure/money.ts';

describe('money', () => {
  it.each([
    ['1,234.50', 123450],
    ['￥1,234.5', 123450],
    ['¥ 0.01', 1],
    ['１２３４．５０', 123450],
    ['1 234.50 元', 123450],
    ['1，234，567', 123456700],
    ['.5', 50],
    ['12.', 1200],
    ['0.100', 10],
    ['+7', 700],
    ['CNY 8.00', 800],
    ['', null],
    ['  ', null],
    ['-0.00', 0],
    ['12。5', 1250],
  ])('reads %j', (text, cents) => {
    expect(parseMoney(text)).toEqual({ cents });
  });

  it.each([
    ['(12.00)', -1200],
    ['-￥3', -300],
    ['￥-3', -300],
    ['−3.5', -350],
  ])('reads %j where a loss may stand', (text, cents) => {
    expect(parseMoney(text, { negative: true })).toEqual({ cents });
    expect(parseMoney(text)).toEqual({ problem: 'negative' });
  });

  it.each([
    ['1.234', 'decimals'],
    ['abc', 'format'],
    ['1,23', 'format'],
    ['1.2.3', 'format'],
    ['--1', 'format'],
    ['.', 'format'],
    ['1e3', 'format'],
    ['9000000000000.01', 'range'],
    ['99999999999999999999', 'range'],
  ])('refuses %j: %s, and rounds nothing', (text, problem) => {
    expect(parseMoney(text, { negative: true })).toEqual({ problem });
  });

  it('writes two decimals and separated thousands', () => {
    expect([0, 1, -1, 100, 123456789, -123450].map(formatMoney)).toEqual([
      '0.00',
      '0.01',
      '-0.01',
      '1.00',
      '1,234,567.89',
      '-1,234.50',
    ]);
    expect(() => formatMoney(0.5)).toThrow(RangeError);
  });

  it('reads back what it writes, to the cent', () => {
    fc.assert(
      fc.property(fc.integer({ min: -900_000_000_000_000, max: 900_000_000_000_000 }), (cents) => {
        expect(parseMoney(formatMoney(cents), { negative: true })).toEqual({ cents: cents === 0 ? 0 : cents });
      }),
    );
  });
});
