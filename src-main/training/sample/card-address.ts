import { provinces } from '@contract/validators/region-prefix.ts';
import { seededRandom } from './random.ts';
import { cities, sampleAddress } from './liaoning.ts';

/** The address printed on a sample identity card: made up, and the same whenever the same number is asked for. */
export function cardAddress(idNumber: string): string {
  const city = cities.find(({ code }) => code === idNumber.slice(0, 4));
  if (city) return sampleAddress(seededRandom(`card/${idNumber}`), city);
  return `${provinces[idNumber.slice(0, 2)] ?? ''}样例区听松路1号`;
}
