import type { AgreementView } from '@contract/agreements.ts';
import { daysBetween } from '@contract/calendar.ts';
import { t } from '../../locales/text.ts';

/** The line below the days of an agreement: how long it still is, or how long there is to answer (L4). @param now instant of the desk */
export function countdown(agreement: AgreementView, now: string): string {
  const { answerBy, daysLeft } = agreement;
  if (answerBy && agreement.askedBy === 'agency')
    return answerBy.daysLeft === 0
      ? t('enterpriseDelegation.answerToday')
      : t('enterpriseDelegation.answerIn', { day: answerBy.day, days: answerBy.daysLeft });
  if (answerBy)
    return answerBy.daysLeft === 0
      ? t('enterpriseDelegation.waitsForAgencyToday')
      : t('enterpriseDelegation.waitsForAgency', { days: answerBy.daysLeft });
  if (agreement.state === 'recognised')
    return t('enterpriseDelegation.beginsIn', { days: daysBetween(now, agreement.firstDay) });
  if (daysLeft === null) return '';
  return daysLeft === 0
    ? t('enterpriseDelegation.lastDayToday')
    : t('enterpriseDelegation.daysLeft', { days: daysLeft });
}

export const periodOf = (agreement: Pick<AgreementView, 'firstDay' | 'lastDay'>): string =>
  t('enterpriseDelegation.period', { first: agreement.firstDay, last: agreement.lastDay });

/** Whether it waits for an answer, is in force, or will be. */
export const isCurrent = (agreement: AgreementView): boolean =>
  ['proposed', 'recognised', 'inForce', 'suspended'].includes(agreement.state);
/** Whether it waits for this enterprise. */
export const waitsForUs = (agreement: AgreementView): boolean =>
  agreement.state === 'proposed' && agreement.askedBy === 'agency';
