import { organisationCheckCharacter } from '@contract/validators/organisation-code.ts';
import { identityCardCheckCharacter } from '@contract/validators/resident-identity-card.ts';
import { unifiedCodeAlphabet, unifiedCodeCheckCharacter } from '@contract/validators/taxpayer-id.ts';

/*
 * Numbers that pass every check and belong to no company, person or telephone (K5). Each is a one-to-one function of a serial,
 * so that they are unique without a record of used numbers.
 */

/** Division codes of counties end in 01 to 89 everywhere in GB/T 2260; no city of Liaoning has one from 91 to 99, nor had. */
const unusedCounties = 9;

/** Spreads serials over `size` places, one to one, so that neighbours do not look alike; `factor` shares no divisor with `size`, and their product is a safe integer. */
const spread = (serial: number, factor: number, size: number): number => (serial * factor + 7_919) % size;

function assertSerial(serial: number, size: number): void {
  if (!Number.isInteger(serial) || serial < 0 || serial >= size)
    throw new RangeError(`sample serial ${serial} is outside 0 to ${size - 1}`);
}

/** How many sample taxpayer ids there are: five characters of the code's alphabet. */
export const taxpayerIdSerials = 31 ** 5;

/**
 * A unified social credit code that is nobody's: its division code ends in 91 to 99, which no county of Liaoning has, and its organisation
 * code begins with MAY, while the codes given out since 2015 go upward from MA0 and have reached the first letters after the digits.
 * One of the two would be enough.
 * @param serial 0 to {@link taxpayerIdSerials} - 1; another serial is another code, whatever the city
 * @param cityCode four digits, such as 2101
 * @param kind `enterprise` (91) or `individual` business (92)
 * @throws RangeError for a serial out of range
 */
export function unclaimedTaxpayerId(
  serial: number,
  cityCode: string,
  kind: 'enterprise' | 'individual' = 'enterprise',
): string {
  assertSerial(serial, taxpayerIdSerials);
  let rest = spread(serial, 12_345_677, taxpayerIdSerials);
  let body = 'MAY';
  for (let place = 0; place < 5; place += 1) {
    body += unifiedCodeAlphabet[rest % 31] ?? '0';
    rest = Math.floor(rest / 31);
  }
  const first17 = `${kind === 'enterprise' ? '91' : '92'}${cityCode}9${(serial % unusedCounties) + 1}${body}${organisationCheckCharacter(body)}`;
  return first17 + unifiedCodeCheckCharacter(first17);
}

const firstBirth = Date.UTC(1962, 0, 1);
const birthDays = 14_600;
const sequences = 499;

/** How many sample identity numbers there are for each city and sex. */
export const identityNumberSerials = birthDays * sequences * unusedCounties;

/**
 * An 18-character citizen number that is nobody's: no number was ever given out for a division code that never was (91 to 99 of a city).
 * The holder was born from 1962 to 2001.
 * @param serial 0 to {@link identityNumberSerials} - 1
 * @param cityCode four digits
 * @param female the 17th digit is even for women, odd for men
 * @throws RangeError for a serial out of range
 */
export function unclaimedIdentityNumber(serial: number, cityCode: string, female: boolean): string {
  assertSerial(serial, identityNumberSerials);
  const place = spread(serial, 7_654_331, identityNumberSerials);
  const birth = new Date(firstBirth + (place % birthDays) * 86_400_000).toISOString().slice(0, 10).replaceAll('-', '');
  const sequence = (Math.floor(place / birthDays) % sequences) * 2 + (female ? 2 : 1);
  const county = Math.floor(place / birthDays / sequences) + 1;
  const first17 = `${cityCode}9${county}${birth}${String(sequence).padStart(3, '0')}`;
  return first17 + identityCardCheckCharacter(first17);
}

/** How many sample mobile numbers there are. */
export const mobileSerials = 100_000_000;

/**
 * A mobile number that rings nowhere: the ministry's table of network numbers (2023) assigns 154 to no operator.
 * @param serial 0 to {@link mobileSerials} - 1
 * @throws RangeError for a serial out of range
 */
export function unclaimedMobile(serial: number): string {
  assertSerial(serial, mobileSerials);
  return `154${String(spread(serial, 38_461_537, mobileSerials)).padStart(8, '0')}`;
}
