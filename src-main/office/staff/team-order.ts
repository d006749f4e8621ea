const digits = '零一二三四五六七八九';

/** Chinese numerals up to 九十九 as numbers of two figures, so that 二组 stands behind 一组 and before 十组; other text stays. */
const counted = (name: string): string =>
  name.replaceAll(/[一二三四五六七八九]?十[一二三四五六七八九]?|[零一二三四五六七八九]/gu, (numeral) => {
    const [tens, ones] = numeral.includes('十') ? numeral.split('十') : ['', numeral];
    const value =
      (numeral.includes('十') ? (tens === '' ? 1 : digits.indexOf(tens ?? '')) * 10 : 0) +
      (ones === undefined || ones === '' ? 0 : digits.indexOf(ones));
    return String(value).padStart(2, '0');
  });
const collator = new Intl.Collator('zh-CN', { numeric: true });

/** Order of teams as people count them: 一组, 二组, 十组, 十一组; then by name as it is read. */
export const byTeamName = (a: { name: string }, b: { name: string }): number =>
  collator.compare(counted(a.name), counted(b.name)) || collator.compare(a.name, b.name);
