const digits = '零壹贰叁肆伍陆柒捌玖';
const places = ['', '拾', '佰', '仟'];
const sections = ['', '万', '亿', '万亿'];

/** Four decimal digits in capitals without leading zeros: `0809` is 捌佰零玖. */
function section(value: number): string {
  let text = '';
  let gap = false;
  for (let place = 3; place >= 0; place -= 1) {
    const digit = Math.trunc(value / 10 ** place) % 10;
    if (digit === 0) {
      gap = text !== '';
      continue;
    }
    text += `${gap ? '零' : ''}${digits[digit]}${places[place]}`;
    gap = false;
  }
  return text;
}

function yuanInCapitals(yuan: number): string {
  let text = '';
  for (let index = sections.length - 1; index >= 0; index -= 1) {
    const value = Math.trunc(yuan / 10_000 ** index) % 10_000;
    if (value === 0) continue;
    // 万亿 and 亿 in a row share the 亿: 壹万贰仟亿, not 壹万亿贰仟亿.
    if (index === 2 && text.endsWith('万亿')) text = text.slice(0, -1);
    // A zero on either side of the joint is read: 壹拾万零柒仟, 壹万零贰佰.
    const zeroAtJoint = value < 1000 || Math.trunc(yuan / 10_000 ** (index + 1)) % 10 === 0;
    text += `${text !== '' && zeroAtJoint ? '零' : ''}${section(value)}${sections[index]}`;
  }
  return text;
}

/**
 * An amount in Chinese capitals as the rules for filling in bills and settlement vouchers (正确填写票据和结算凭证的基本规定) write it:
 * 人民币壹仟肆佰零玖元伍角整, 人民币陆仟零柒元壹角肆分, 人民币叁佰贰拾伍元零肆分.
 * @param cents whole cents, at most 9999 万亿 yuan; a negative amount is led by 负
 */
export function capitalAmount(cents: number): string {
  const size = Math.abs(cents);
  const yuan = Math.trunc(size / 100);
  const jiao = Math.trunc(size / 10) % 10;
  const fen = size % 10;
  let text = yuan > 0 ? `${yuanInCapitals(yuan)}元` : '';
  if (jiao > 0) text += `${digits[jiao]}角`;
  else if (fen > 0 && yuan > 0) text += '零';
  text += fen > 0 ? `${digits[fen]}分` : '整';
  return `人民币${cents < 0 ? '负' : ''}${size === 0 ? '零元整' : text}`;
}
