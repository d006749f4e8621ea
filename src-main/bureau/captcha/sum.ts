import type { Below } from './draw.ts';

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;

/** 0 to 99 as it is read out. */
export function numberInWords(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  if (tens === 0) return digits[ones] ?? '';
  return `${tens === 1 ? '' : (digits[tens] ?? '')}十${ones === 0 ? '' : (digits[ones] ?? '')}`;
}

/**
 * A sum in words, for whoever cannot see the picture: any screen reader reads it out. It keeps out less than the picture does; what a
 * guess costs is the password's throttle (J2), not this.
 */
export function makeSum(below: Below): { text: string; answer: string } {
  const [first, second] = [11 + below(80), 2 + below(8)];
  const kind = below(3);
  if (kind === 0)
    return { text: `${numberInWords(first)}加${numberInWords(second)}等于多少`, answer: String(first + second) };
  if (kind === 1)
    return { text: `${numberInWords(first)}减${numberInWords(second)}等于多少`, answer: String(first - second) };
  const factor = 2 + below(8);
  return { text: `${numberInWords(factor)}乘${numberInWords(second)}等于多少`, answer: String(factor * second) };
}
