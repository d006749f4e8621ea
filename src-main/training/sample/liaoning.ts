import type { Random } from './random.ts';

/** A city of Liaoning as sample data uses it. */
export interface City {
  name: string;
  /** First four digits of its division codes, GB/T 2260. */
  code: string;
  districts: readonly string[];
  /** Of a thousand sample enterprises, how many are here. */
  share: number;
}

/** The fourteen cities, the agency's own surroundings first. */
export const cities: readonly City[] = [
  {
    name: '沈阳',
    code: '2101',
    share: 440,
    districts: ['和平区', '沈河区', '大东区', '皇姑区', '铁西区', '浑南区', '沈北新区', '于洪区', '苏家屯区'],
  },
  {
    name: '大连',
    code: '2102',
    share: 270,
    districts: ['中山区', '西岗区', '沙河口区', '甘井子区', '旅顺口区', '金州区', '普兰店区'],
  },
  { name: '鞍山', code: '2103', share: 120, districts: ['铁东区', '铁西区', '立山区', '千山区'] },
  { name: '抚顺', code: '2104', share: 20, districts: ['新抚区', '望花区', '顺城区', '东洲区'] },
  { name: '本溪', code: '2105', share: 15, districts: ['平山区', '明山区', '溪湖区'] },
  { name: '丹东', code: '2106', share: 20, districts: ['元宝区', '振兴区', '振安区'] },
  { name: '锦州', code: '2107', share: 20, districts: ['古塔区', '凌河区', '太和区'] },
  { name: '营口', code: '2108', share: 25, districts: ['站前区', '西市区', '鲅鱼圈区', '老边区'] },
  { name: '阜新', code: '2109', share: 8, districts: ['海州区', '细河区', '太平区'] },
  { name: '辽阳', code: '2110', share: 16, districts: ['白塔区', '文圣区', '宏伟区', '太子河区'] },
  { name: '盘锦', code: '2111', share: 14, districts: ['双台子区', '兴隆台区', '大洼区'] },
  { name: '铁岭', code: '2112', share: 12, districts: ['银州区', '清河区'] },
  { name: '朝阳', code: '2113', share: 10, districts: ['双塔区', '龙城区'] },
  { name: '葫芦岛', code: '2114', share: 10, districts: ['连山区', '龙港区', '南票区'] },
];

const byShare: readonly City[] = cities.flatMap((city) => Array.from({ length: city.share }, () => city));

/** A city, the larger ones more often. */
export const sampleCity = (random: Random): City => random.pick(byShare);

const streetFirst = [
  ...'云松柏枫竹兰菊荷棠柳杏桐银翠青碧丹紫金玉晴朗星月朝晚霁和静宁安泰康丰茂荣昌裕盈润泽清澄映望临揽枕听',
];
const streetSecond = [...'河溪江湖海泉波涛山岭峰岩林苑园庭桥门台亭阁岸湾洲原野川谷源景辉光霞露'];

/** A room whose number begins with its floor. */
function roomOn(random: Random): string {
  const floor = random.between(2, 26);
  return `${floor}层${floor}${String(random.between(1, 18)).padStart(2, '0')}室`;
}

/** An address whose street is made up. @param district one of the city's */
export function sampleAddress(random: Random, city: City, district: string = random.pick(city.districts)): string {
  const street = `${random.pick(streetFirst)}${random.pick(streetSecond)}${random.chance(0.6) ? '街' : '路'}`;
  const number = `${random.between(1, 288)}号`;
  const form = random.below(10);
  const door =
    form < 3 ? '' : form < 6 ? `${random.between(1, 6)}门` : form < 9 ? roomOn(random) : `甲${random.between(1, 9)}`;
  return `辽宁省${city.name}市${district}${street}${number}${door}`;
}
