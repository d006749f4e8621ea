import { organisationCheckCharacter } from '@contract/validators/organisation-code.ts';
import { identityCardCheckCharacter } from '@contract/validators/resident-identity-card.ts';
import { unifiedCodeAlphabet, unifiedCodeCheckCharacter } from '@contract/validators/taxpayer-id.ts';
import { seededRandom } from '../random.ts';

export interface SampleEnterprise { name: string; taxpayerId: string; address: string }
export interface SamplePerson { name: string; idNumber: string; mobile: string }

/** Where the names and numbers of a world come from: the same for the same seed, none of them twice. */
export interface SampleSource {
  enterprise(): SampleEnterprise;
  person(wanted?: { name?: string; female?: boolean }): SamplePerson;
}

const surnames = [...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕'];
const given = [...'静敏丽芳娜秀英华慧巧美婷雪琳晶妍茜秋珊莎锦黛青倩婉宁蕊薇伟强磊军勇杰涛超明刚平辉鹏浩亮健世广志义兴良海山仁波贵福生龙元全国胜学祥才发武新'];
const cities: readonly (readonly [string, readonly string[]])[] = [
  ['沈阳', ['和平区', '沈河区', '皇姑区', '铁西区', '浑南区']], ['大连', ['中山区', '西岗区', '沙河口区', '甘井子区']], ['鞍山', ['铁东区', '铁西区', '立山区']],
];
const brandFirst = [...'华恒盛瑞远博嘉泰鑫宏天润安诚卓凯腾汇联新明景丰茂祥通达永信德'];
const brandSecond = [...'盛源达和泰瑞丰昌宇洋辰诺铭泽航晟煜帆川岳麟霖锦晖朗澄熙予沐禾'];
const trades = ['商贸', '科技', '餐饮管理', '建筑工程', '物流', '机械设备', '广告传媒', '信息技术', '装饰工程', '食品', '医疗器械', '教育咨询'];

/** Region that no authority uses, so that no real company or person has a claim to a number (K5). */
const region = '219901';

/** @param seed of the world */
export function sampleSource(seed: string): SampleSource {
  const random = seededRandom(`${seed}/source`);
  let enterprises = 0;
  let people = 0;
  return {
    enterprise() {
      const index = enterprises++;
      const spread = (index * 7919) % (brandFirst.length * brandSecond.length * trades.length * cities.length);
      const [city, districts] = cities[spread % cities.length] ?? ['沈阳', ['和平区']];
      const rest = Math.floor(spread / cities.length);
      const brand = `${brandFirst[rest % brandFirst.length]}${brandSecond[Math.floor(rest / brandFirst.length) % brandSecond.length]}`;
      const trade = trades[Math.floor(rest / brandFirst.length / brandSecond.length) % trades.length];
      const number = index * 9173 + 1000;
      let body = '';
      for (let left = number, place = 0; place < 6; place += 1, left = Math.floor(left / 31)) body = unifiedCodeAlphabet.charAt(left % 31) + body;
      const code = `MA${body}`;
      const check = organisationCheckCharacter(code);
      const first17 = `91${region}${code}${check}`;
      return { name: `${city}${brand}${trade}有限公司`, taxpayerId: first17 + unifiedCodeCheckCharacter(first17), address: `辽宁省${city}市${random.pick(districts)}` };
    },
    person(wanted = {}) {
      const index = people++;
      const year = random.between(1962, 2000);
      const day = `${year}${String(random.between(1, 12)).padStart(2, '0')}${String(random.between(1, 28)).padStart(2, '0')}`;
      const first17 = `${region}${day}${String(index % 1000).padStart(3, '0')}`;
      return {
        name: wanted.name ?? `${random.pick(surnames)}${random.pick(given)}${random.chance(0.7) ? random.pick(given) : ''}`,
        idNumber: first17 + identityCardCheckCharacter(first17), mobile: `1990${String(index).padStart(7, '0')}`,
      };
    },
  };
}
