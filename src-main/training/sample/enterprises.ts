import type { Random } from './random.ts';
import { uniqueName } from './enterprise-names.ts';
import { sampleAddress, sampleCity, type City } from './liaoning.ts';
import { samplePersonName, type PersonName } from './person-names.ts';
import { unclaimedIdentityNumber, unclaimedMobile, unclaimedTaxpayerId } from './unclaimed-numbers.ts';

/** A person of a sample world, with numbers that are nobody's (K5). */
export interface SamplePerson extends PersonName {
  idType: 'residentIdentityCard';
  idNumber: string;
  mobile: string;
}

/** A taxpayer of a sample world. */
export interface SampleEnterprise {
  taxpayerId: string;
  name: string;
  city: string;
  address: string;
  taxpayerKind: 'general' | 'smallScale';
  industry: string;
  legalRepresentative: SamplePerson;
  financeOfficer: SamplePerson;
}

/**
 * A person with unclaimed numbers.
 * @param serial another one for each person of a world; {@link sampleEnterprises} takes those from 0, two an enterprise
 * @param cityCode four digits
 * @param given name and sex where the world names its people itself
 */
export function samplePerson(
  random: Random,
  serial: number,
  cityCode: string,
  given: PersonName = samplePersonName(random),
): SamplePerson {
  return {
    ...given,
    idType: 'residentIdentityCard',
    idNumber: unclaimedIdentityNumber(serial, cityCode, given.female),
    mobile: unclaimedMobile(serial),
  };
}

function sampleEnterprise(random: Random, serial: number, city: City, taken: Set<string>): SampleEnterprise {
  const { name, kind, trade, district } = uniqueName(random, city, taken);
  return {
    taxpayerId: unclaimedTaxpayerId(serial, city.code, kind),
    name,
    city: city.name,
    address: sampleAddress(random, city, district),
    taxpayerKind: kind === 'enterprise' && random.chance(0.4) ? 'general' : 'smallScale',
    industry: trade.industry,
    legalRepresentative: samplePerson(random, serial * 2, city.code),
    financeOfficer: samplePerson(random, serial * 2 + 1, city.code),
  };
}

/**
 * Sample taxpayers one after the other, the same for the same stream of random numbers, as many as are asked for, up to some 200,000: every
 * name, taxpayer id, identity number and mobile is unique among them.
 * @param cityOf city of each, where the world wants another spread than {@link sampleCity}
 */
export function* enterpriseStream(
  random: Random,
  cityOf: (index: number) => City = () => sampleCity(random),
): Generator<SampleEnterprise, never> {
  const taken = new Set<string>();
  for (let index = 0; ; index += 1) yield sampleEnterprise(random, index, cityOf(index), taken);
}

/** The first so many of {@link enterpriseStream}. */
export function sampleEnterprises(random: Random, count: number, cityOf?: (index: number) => City): SampleEnterprise[] {
  const stream = enterpriseStream(random, cityOf);
  return Array.from({ length: count }, () => stream.next().value);
}
