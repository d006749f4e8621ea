/** `912101020000000000` in groups of four, for the eye only: `['9121', '0102', …, '00']`. What is copied has no blanks. */
export function groupTaxpayerId(taxpayerId: string): string[] {
  return taxpayerId.match(/.{1,4}/gu) ?? [];
}
