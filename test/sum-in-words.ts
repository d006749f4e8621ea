/** What a captcha in words comes to (F1): how a test answers one, as a person with a screen reader would. */
export function sumInWords(question: string | null): string {
  const digit = (word: string | undefined, empty: number): number =>
    word === undefined || word === '' ? empty : '零一二三四五六七八九'.indexOf(word);
  const value = (words: string): number => {
    const [tens, ones] = words.includes('十') ? words.split('十') : ['零', words];
    return digit(tens, 1) * 10 + digit(ones, 0);
  };
  const [, first = '', sign = '', second = ''] = /^(.+)([加减乘])(.+)等于多少$/u.exec(question ?? '') ?? [];
  const [a, b] = [value(first), value(second)];
  return String(sign === '加' ? a + b : sign === '减' ? a - b : a * b);
}
