import type { Random } from './random.ts';
import type { City } from './liaoning.ts';
import { companyTrades, shopTrades, type Trade } from './trades.ts';

const brandFirst = [
  ...'华盛宏鑫瑞泰恒祥嘉德隆昌兴顺达富永安和信诚博远鸿聚汇锦铭卓越君悦凯盈丰源润泽众邦佳美康益福万通亿金银玉玖晟启航领创智慧天海云北辽东奉盖浑棋盘星月晨曦朗清雅致尚优品',
];
const brandSecond = [
  ...'盛达源泰祥鑫瑞兴隆昌顺和信诚博远宇邦德丰润泽康益福通海洋航天云峰林森木石川江河港湾城苑庭堂轩阁坊居辰阳光辉煌耀星宸晟铭卓凯悦佳美尚优创领智慧科',
];
const brandThird = [...'源达兴隆泰和盛美家园居坊堂轩源庭'];

/** Brands of well-known firms that a random name could hit; no sample is named like one of them. */
const knownBrands = new Set([
  '华晨',
  '华润',
  '华海',
  '华夏',
  '华星',
  '海航',
  '海尔',
  '海天',
  '海信',
  '海康',
  '恒大',
  '恒力',
  '恒瑞',
  '恒安',
  '恒信',
  '万达',
  '万科',
  '万和',
  '金科',
  '金辉',
  '金光',
  '金海',
  '东海',
  '东方',
  '东华',
  '东阳光',
  '天猫',
  '天海',
  '云海',
  '云天化',
  '福耀',
  '福星',
  '福达',
  '顺丰',
  '丰泽',
  '美的',
  '格力',
  '信达',
  '银泰',
  '银河',
  '银海',
  '康佳',
  '康美',
  '安信',
  '德邦',
  '中兴',
  '中通',
  '申通',
  '圆通',
  '远洋',
  '远大',
  '宏达',
  '通达',
  '泰康',
  '泰达',
  '和信',
  '和美',
  '嘉德',
  '永辉',
  '永安',
  '永泰',
  '安泰',
  '安邦',
  '亿达',
  '大商',
  '辽河',
  '北方',
  '北辰',
  '北汽',
  '锦江',
  '众泰',
  '众安',
  '众信',
  '博科',
  '科大',
  '凯德',
  '君泰',
  '启明',
  '启德',
  '优酷',
  '优衣',
  '星光',
  '晨光',
  '晨星',
  '天河',
  '天源',
  '天福',
  '天康',
  '华天',
  '华林',
  '华森',
  '华阳',
  '华光',
  '华宇',
  '华通',
  '华信',
  '华泰',
  '华瑞',
  '华博',
  '华兴',
  '华远',
  '华德',
  '信诚',
  '源达',
  '盛达',
]);

function brand(random: Random): string {
  for (;;) {
    const first = random.pick(brandFirst);
    const second = random.pick(brandSecond);
    if (first === second || knownBrands.has(first + second)) continue;
    const third = random.chance(0.16) ? random.pick(brandThird) : '';
    if (third !== second && third !== first) return first + second + third;
  }
}

/** What a sample enterprise is called and does. */
export interface EnterpriseName {
  name: string;
  kind: 'enterprise' | 'individual';
  trade: Trade;
  /** Where it is; a shop's name may say so. */
  district: string;
}

function companyName(random: Random, city: City, trade: Trade): string {
  const word = trade.word;
  const own = brand(random);
  const form = random.below(100);
  if (form < 66) return `${city.name}${own}${word}有限公司`;
  if (form < 74) return `${city.name}市${own}${word}有限公司`;
  if (form < 82) return `${own}（${city.name}）${word}有限公司`;
  if (form < 90) return `辽宁${own}${word}有限公司`;
  if (form < 93) return `${city.name}${own}${word}股份有限公司`;
  if (form < 95) return `辽宁${own}${word}集团有限公司`;
  if (form < 98) return `辽宁${own}${word}有限公司${city.name}分公司`;
  return `${city.name}${own}${word}中心（有限合伙）`;
}

/** A name of 7 to some 25 characters: mostly limited companies, one in eight an individual business. May repeat; {@link uniqueName} does not. */
export function sampleEnterpriseName(random: Random, city: City): EnterpriseName {
  const district = random.pick(city.districts);
  if (random.chance(0.125)) {
    const trade = random.pick(shopTrades);
    return { name: `${city.name}市${district}${brand(random)}${trade.word}`, kind: 'individual', trade, district };
  }
  const trade = random.pick(companyTrades);
  return { name: companyName(random, city, trade), kind: 'enterprise', trade, district };
}

/**
 * A name that is not in `taken`, which grows by it.
 * @throws RangeError if a thousand draws gave no new name: there are too few words
 */
export function uniqueName(random: Random, city: City, taken: Set<string>): EnterpriseName {
  for (let draw = 0; draw < 1000; draw += 1) {
    const drawn = sampleEnterpriseName(random, city);
    if (taken.has(drawn.name)) continue;
    taken.add(drawn.name);
    return drawn;
  }
  throw new RangeError(`no new sample name in ${city.name} after ${taken.size}`);
}
