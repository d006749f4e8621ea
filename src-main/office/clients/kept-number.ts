import { Refusal } from '@contract/errors.ts';
import { doubtOfTaxpayerId } from '@contract/validators/stored-taxpayer-id.ts';

/**
 * Holds a new number of a client to its second look (K3). @returns what the trail says of a number that is kept against its check; empty: the number
 * is as the rules have it. @param now in milliseconds. @throws Refusal SECOND_LOOK when nobody has said why
 */
export function keptNumber(
  { taxpayerId, keptBecause = '' }: { taxpayerId: string; keptBecause?: string | undefined },
  now: number,
): string {
  const doubt = doubtOfTaxpayerId(taxpayerId, new Date(now));
  if (doubt === null) return '';
  if (keptBecause !== '') return `；识别号不合校验规则，核对后按原样保留，理由：${keptBecause}`;
  throw new Refusal('SECOND_LOOK', `${doubt}。请对照证照逐位核对；确认无误、要按原样保留的，请填写理由。`, {
    link: 'state',
    rule: 'K3',
  });
}
