import type { FilingRow } from '@contract/business.ts';

export type RecordMark = FilingRow['mark'];

/** Head of every number this program gives out, so that none passes for an official one (ADR-0023). */
export function numberHead(mark: RecordMark): string {
  return mark === '演示' ? '演示' : '本机';
}

/** `演示-20261123-000001`: day and place in the day's gapless series. */
export function receiptNumber(mark: RecordMark, day: string, place: number): string {
  return `${numberHead(mark)}-${day.replaceAll('-', '')}-${String(place).padStart(6, '0')}`;
}

/** `演示-完税-2026-000001`: year and place in the year's gapless series. */
export function certificateNumber(mark: RecordMark, day: string, place: number): string {
  return `${numberHead(mark)}-完税-${day.slice(0, 4)}-${String(place).padStart(6, '0')}`;
}

/** `演示-社保-20261123-000001`: a declaration of social insurance, in a series of its own. */
export function insuranceReceiptNumber(mark: RecordMark, day: string, place: number): string {
  return `${numberHead(mark)}-社保-${day.replaceAll('-', '')}-${String(place).padStart(6, '0')}`;
}

/** `演示-社保凭证-2026-000001`: a pay slip of social insurance, by year and place in the year's gapless series. */
export function slipNumber(mark: RecordMark, day: string, place: number): string {
  return `${numberHead(mark)}-社保凭证-${day.slice(0, 4)}-${String(place).padStart(6, '0')}`;
}
