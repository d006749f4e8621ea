import { describe, expect, it } from 'vitest';
import type { AgreementView } from '../../../../src-preload/contract/agreements.ts';
import { dueOf, renewable, renewalDays } from '../../../../src-renderer/pages/agency-delegation/agreement-due.ts';
import { useProposalRun } from '../../../../src-renderer/pages/agency-delegation/proposal-run.ts';

const today = '2026-11-25';
const firm = { id: 'hua', name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };
const agreement: AgreementView = {
  id: 'a',
  revision: 1,
  client: firm,
  agency: firm,
  state: 'inForce',
  askedBy: 'agency',
  recordedByAgency: false,
  firstDay: '2026-01-01',
  lastDay: '2026-12-31',
  daysLeft: 36,
  answerBy: null,
  renewal: null,
  functions: ['tax.vat.general'],
  serviceStaff: [],
  proposedAt: '2026-01-01T00:00:00.000Z',
  decidedAt: null,
  end: null,
  hasPassword: true,
  reports: [],
  acts: [],
};
const report = {
  report: 'end',
  kind: 'end' as const,
  text: '协议到期',
  day: '2026-11-10',
  dueDay: '2026-12-10',
  reportedAt: null,
  reportedBy: null,
};

describe('what is due of an agreement', () => {
  it('H3: the last day, pressing within 30 days', () => {
    expect(dueOf(agreement, today)).toEqual({ text: '剩 36 天', pressing: 'calm' });
    expect(dueOf({ ...agreement, daysLeft: 30 }, today)).toEqual({ text: '剩 30 天', pressing: 'soon' });
    expect(dueOf({ ...agreement, daysLeft: 0 }, today)).toEqual({ text: '今天到期', pressing: 'soon' });
    expect(dueOf({ ...agreement, state: 'recognised', daysLeft: null, firstDay: '2026-12-01' }, today)).toEqual({
      text: '6 天后生效',
      pressing: 'calm',
    });
    expect(dueOf({ ...agreement, state: 'declined', daysLeft: null }, today)).toBeNull();
    expect(dueOf({ ...agreement, daysLeft: 12, renewal: { day: '2026-12-16', daysLeft: 21 } }, today)).toEqual({
      text: '剩 12 天，续签待答复',
      full: '剩 12 天，续签可答复至 2026-12-16',
      pressing: 'soon',
    });
  });

  it('L4: the answer, ours always pressing, theirs within a week', () => {
    const proposed = { ...agreement, state: 'proposed' as const, daysLeft: null };
    expect(dueOf({ ...proposed, answerBy: { day: '2026-12-16', daysLeft: 21 } }, today)).toEqual({
      text: '剩 21 天，等待对方',
      pressing: 'calm',
    });
    expect(dueOf({ ...proposed, answerBy: { day: '2026-12-02', daysLeft: 7 } }, today)).toMatchObject({
      pressing: 'soon',
    });
    expect(dueOf({ ...proposed, askedBy: 'client', answerBy: { day: '2026-12-16', daysLeft: 21 } }, today)).toEqual({
      text: '剩 21 天，待我方答复',
      pressing: 'soon',
    });
  });

  it('L5: an open report before everything else, late once its 30 days are over', () => {
    expect(dueOf({ ...agreement, reports: [{ ...report, daysLeft: 15 }] }, today)).toEqual({
      text: '剩 15 天，须报告',
      pressing: 'calm',
    });
    expect(dueOf({ ...agreement, reports: [{ ...report, daysLeft: -3 }] }, today)).toEqual({
      text: '逾期 3 天，须报告',
      pressing: 'late',
    });
    expect(
      dueOf({ ...agreement, reports: [{ ...report, daysLeft: -3, reportedAt: '2026-11-20T00:00:00.000Z' }] }, today),
    ).toMatchObject({ text: '剩 36 天' });
  });
});

describe('renewals', () => {
  it('begin the day after the last one, or today where that is past; their last day is inclusive', () => {
    expect(renewalDays(agreement, 'one', today)).toEqual({ firstDay: '2027-01-01', lastDay: '2027-12-31' });
    expect(renewalDays({ lastDay: '2026-11-30' }, 'two', today)).toEqual({
      firstDay: '2026-12-01',
      lastDay: '2028-11-30',
    });
    expect(renewalDays({ lastDay: '2026-06-30' }, 'one', today)).toEqual({ firstDay: today, lastDay: '2027-11-24' });
    expect(renewalDays({ lastDay: '2026-11-30' }, 'yearEnd', today)).toEqual({
      firstDay: '2026-12-01',
      lastDay: '2027-12-31',
    });
    expect(renewalDays({ lastDay: '2026-12-31' }, 'yearEnd', today)).toEqual({
      firstDay: '2027-01-01',
      lastDay: '2027-12-31',
    });
    expect(
      ['inForce', 'suspended', 'expired'].map((state) => renewable({ ...agreement, state: state as 'inForce' })),
    ).toEqual([true, true, true]);
    expect(renewable({ ...agreement, state: 'cancelled' })).toBe(false);
  });

  it('are sent one by one: a refused one keeps none of the others, and is what is sent again', async () => {
    const sent: string[] = [];
    let refuse = true;
    const run = useProposalRun(async ({ clientId }) => {
      sent.push(clientId);
      if (clientId === 'two' && refuse) throw new Error('refused');
      return { state: clientId === 'three' ? 'inForce' : 'proposed' };
    });
    const terms = { ...renewalDays(agreement, 'one', today), functions: ['tax.vat.general'], serviceStaff: [] };
    run.prepare(['one', 'two', 'three'].map((id) => ({ client: { id, name: id }, terms })));
    expect(run.started.value).toBe(false);
    await run.run();
    expect(run.proposals.value.map((one) => one.result)).toEqual(['proposed', 'refused', 'effective']);
    expect(run.proposals.value[1]?.problem?.message).toMatch(/[一-鿿]/);
    expect([run.done.value, run.refused.value, run.running.value]).toEqual([2, 1, false]);
    refuse = false;
    await run.run();
    expect(sent).toEqual(['one', 'two', 'three', 'two']);
    expect(run.done.value).toBe(3);
  });
});
