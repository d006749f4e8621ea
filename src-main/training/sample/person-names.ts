import type { Random } from './random.ts';

/** Surnames with their rough frequency in the north-east. */
const surnames: readonly string[] = [
  ...[...'王李张刘'].flatMap((surname) => Array.from({ length: 14 }, () => surname)),
  ...[...'赵孙杨陈'].flatMap((surname) => Array.from({ length: 7 }, () => surname)),
  ...[...'于高徐马周吴宋郭林姜韩崔曲朱胡'].flatMap((surname) => Array.from({ length: 3 }, () => surname)),
  ...'何罗梁谢唐许邓冯曹彭曾肖田董潘袁蔡蒋余杜叶程魏苏吕丁沈任卢姚钟谭汪范金石廖贾夏付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶贺顾毛郝龚邵万钱严覃武戴莫孔汤单解翟缪盖仇',
  '欧阳',
  '上官',
  '司徒',
  '诸葛',
  '尉迟',
  '令狐',
];
const manGiven = [
  ...'伟强军勇磊涛明超杰鹏飞宇浩波斌刚健俊峰辉亮凯旭博文建志国海洋成龙天佑瑞泽铭轩晨航毅恒远达兴旺林森平安东庆春生有才德仁义山川',
];
const womanGiven = [
  ...'芳敏静丽娟艳娜秀英霞玲慧红梅兰雪琳倩颖婷欣怡佳悦雯洁莹璐瑶萌晶思雨诗涵梦琪桐玥蕊菲薇馨宁岚爽淑贤凤云桂珍香月晓',
];

/** A person of a sample: name and sex, nothing that belongs to somebody. */
export interface PersonName {
  name: string;
  female: boolean;
}

/**
 * A plausible Chinese name of two to four characters; that a real person bears it as well cannot be helped, so it never comes with a real number (K5).
 * @param female chosen at random when left out
 */
export function samplePersonName(random: Random, female: boolean = random.chance(0.48)): PersonName {
  const given = female ? womanGiven : manGiven;
  const first = random.pick(given);
  // Doubled characters are women's names of this region; everybody else has one or two different ones.
  if (random.chance(0.25)) return { name: random.pick(surnames) + first, female };
  const second = random.pick(given);
  if (second === first && !female) return { name: random.pick(surnames) + first, female };
  return { name: random.pick(surnames) + first + second, female };
}
