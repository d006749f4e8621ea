import { describe, expect, it } from 'vitest';
import type { AgreementView } from '../../../../src-preload/contract/agreements.ts';
import {
  countdown,
  isCurrent,
  waitsForUs,
} from '../../../../src-renderer/pages/taxpayer-delegation/agreement-words.ts';
import { isSheetAct } from '../../../../src-renderer/pages/taxpayer-delegation/sheet-acts.ts';
import { emptyTerms, termsToSend } from '../../../../src-renderer/shared/agreements/terms-draft.ts';

const now = '2026-11-25T02:00:00Z';
const firm = { id: 'f', name: '某企业', taxpayerId: '91210102MA0TEST1AA' };
const agreement = (change: Partial<AgreementView>): AgreementView => ({
  id: 'a',
  revision: 1,
  client: firm,
  agency: firm,
  state: 'inForce',
  askedBy: 'client',
  recordedByAgency: false,
  firstDay: '2026-12-01',
  lastDay: '2026-12-31',
  daysLeft: null,
  answerBy: null,
  renewal: null,
  functions: [],
  serviceStaff: [],
  proposedAt: now,
  decidedAt: null,
  end: null,
  hasPassword: true,
  reports: [],
  acts: [],
  ...change,
});

describe('agreements on the taxpayer’s screens', () => {
  it.each([
    [
      'L4: what the agency asked is to be answered by a day',
      { state: 'proposed', askedBy: 'agency', answerBy: { day: '2026-12-10', daysLeft: 15 } },
      '请在 2026-12-10 前答复，剩 15 天',
    ],
    [
      'L4: the last day to answer is said',
      { state: 'proposed', askedBy: 'agency', answerBy: { day: '2026-11-25', daysLeft: 0 } },
      '今天是最后的答复日',
    ],
    [
      'H3: what we asked waits for the agency',
      { state: 'proposed', answerBy: { day: '2026-12-10', daysLeft: 15 } },
      '等待机构接受，剩 15 天',
    ],
    ['H3: before its first day', { state: 'recognised' }, '6 天后生效'],
    ['H3: days left', { daysLeft: 36 }, '还有 36 天到期'],
    ['H3: its last day is inclusive', { daysLeft: 0 }, '今天是最后一天'],
    ['what is over counts nothing down', { state: 'cancelled' }, ''],
  ] satisfies [string, Partial<AgreementView>, string][])('%s', (_, change, text) => {
    expect(countdown(agreement(change), now)).toBe(text);
  });

  it('tells what waits, what stands and what is over apart', () => {
    expect(
      (
        ['proposed', 'recognised', 'inForce', 'suspended', 'expired', 'cancelled', 'declined', 'lapsed'] as const
      ).filter((state) => isCurrent(agreement({ state }))),
    ).toEqual(['proposed', 'recognised', 'inForce', 'suspended']);
    expect(waitsForUs(agreement({ state: 'proposed', askedBy: 'agency' }))).toBe(true);
    expect(waitsForUs(agreement({ state: 'proposed', askedBy: 'client' }))).toBe(false);
  });

  it('sends days as the contract has them, and leaves what is no day for the engine to name', () => {
    expect(termsToSend({ ...emptyTerms(), firstDay: '2026年1月5日', lastDay: '明天' })).toMatchObject({
      firstDay: '2026-01-05',
      lastDay: '明天',
    });
  });

  it('changing the terms has a page of its own', () => {
    expect([isSheetAct('cancel'), isSheetAct('changeTerms')]).toEqual([true, false]);
  });
});
