import { largestCents } from '@contract/money.ts';

export type MoneyProblem = 'format' | 'decimals' | 'range' | 'negative';
export type ParsedMoney = { cents: number | null } | { problem: MoneyProblem };

/**
 * Reads a typed or pasted amount: `1,234.50`, `￥1,234.5`, `１２３４．５０`, `1 234.50 元`, `(12.00)`. Empty text is
 * null. Nothing is rounded: a third decimal is a problem, and so is a number that a double cannot hold exactly.
 */
export function parseMoney(text: string, options: { negative?: boolean } = {}): ParsedMoney {
  let plain = text
    .normalize('NFKC')
    .replace(/[\s\u200b\ufeff]/g, '')
    .replace(/[−–—]/g, '-')
    .replace(/。/g, '.')
    .replace(/[、'’]/g, ',');
  plain = plain.replace(/^(CNY|RMB)/i, '').replace(/元整?$/, '');
  const bracketed = /^\((.*)\)$/.exec(plain);
  if (bracketed) plain = `-${bracketed[1] ?? ''}`;
  plain = plain.replace(/^(-?)[¥$]?(-?)/, '$1$2').replace(/^[+]/, '');
  if (plain === '' || plain === '-') return plain === '' ? { cents: null } : { problem: 'format' };
  const parts = /^(-?)(\d{1,3}(?:,\d{3})+|\d+)?(?:\.(\d*))?$/.exec(plain);
  if (!parts || (parts[2] === undefined && !parts[3])) return { problem: 'format' };
  const decimals = (parts[3] ?? '').replace(/0+$/, '');
  if (decimals.length > 2) return { problem: 'decimals' };
  const whole = (parts[2] ?? '0').replaceAll(',', '');
  const exact = BigInt(whole) * 100n + BigInt(decimals.padEnd(2, '0') || '0');
  if (exact > BigInt(largestCents)) return { problem: 'range' };
  const cents = Number(exact);
  if (parts[1] === '-' && cents !== 0) return options.negative === true ? { cents: -cents } : { problem: 'negative' };
  return { cents };
}
