import { describe, expect, it } from 'vitest';
import { testOffice } from './fixture.ts';

const paper = {
  firstDay: '2026-11-01',
  lastDay: '2027-10-31',
  functions: ['tax.vat.general'],
  agreementPassword: 'given by client',
};
const hua = { id: 'hua', name: '沈阳华盛商贸有限公司' };

async function officeWithClient(agreements: { first_day: string; last_day: string }[] = []) {
  const test = await testOffice();
  await test.addClient('hua', { name: hua.name, taxpayerId: '91110108551385082Q', assigned: ['sun'], agreements });
  return { test, zhao: await test.signIn('zhao'), sun: await test.signIn('sun') };
}

describe('paper agreements and their end', () => {
  it('H3: one agreement of a pair is in force at a time; a renewal after the last day is good', async () => {
    const { test, zhao } = await officeWithClient([{ first_day: '2026-01-01', last_day: '2026-12-31' }]);
    const { paper: papers, clients } = test.engine.office;
    await expect(papers.record(zhao, hua, { ...paper, firstDay: '2026-12-31' })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { rule: 'H3' },
    });
    await papers.record(zhao, hua, { ...paper, firstDay: '2027-01-01' });
    expect((await clients.get(zhao, 'hua')).agreement).toMatchObject({ state: 'inForce', lastDay: '2026-12-31' });
    test.clock.at(Date.parse('2027-01-01T01:00:00+08:00'));
    const renewed = await test.signIn('zhao', 'later');
    expect((await clients.get(renewed, 'hua')).agreement).toMatchObject({
      state: 'inForce',
      lastDay: '2027-10-31',
      recordedByAgency: true,
    });
    const trail = await test.engine.bureau.trail.list({ limit: 50 });
    expect(trail.filter((row) => row.act === 'agreement.record').map((row) => [row.result, row.rule])).toEqual([
      ['done', 'H7'],
      ['refused', 'H3'],
    ]);
  });

  it('H7: not in a training world', async () => {
    const test = await testOffice({ training: true });
    await test.addClient('hua', { name: hua.name, taxpayerId: '91110108551385082Q' });
    await expect(test.engine.office.paper.record(await test.signIn('zhao'), hua, paper)).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { rule: 'H7' },
    });
  });

  it('L6: the agreement password is asked where the rule set asks it, and nowhere else', async () => {
    const { agreementPassword: _, ...without } = paper;
    const { test, zhao } = await officeWithClient();
    await expect(test.engine.office.paper.record(zhao, hua, without)).rejects.toMatchObject({
      fields: [{ field: 'agreementPassword' }],
    });
    const national = await testOffice({ ruleSet: 'national-2023' });
    await national.addClient('hua', { name: hua.name, taxpayerId: '91110108551385082Q', agreements: [] });
    const admin = await national.signIn('zhao');
    await national.engine.office.paper.record(admin, hua, without);
    expect((await national.engine.office.clients.get(admin, 'hua')).agreement).toMatchObject({
      state: 'inForce',
      recordedByAgency: true,
    });
  });

  it('H2: cancelling ends open client sessions at once, with the reason, and the tab says it', async () => {
    const { test, zhao, sun } = await officeWithClient([{ first_day: '2026-01-01', last_day: '2026-12-31' }]);
    const session = await test.enter(sun, 'hua', 'hua-a0');
    await test.engine.bureau.agreements.cancel(zhao, hua, '客户不再续约');
    await expect(test.engine.bureau.sessions.clientOf(sun, session)).rejects.toMatchObject({
      code: 'SESSION_ENDED',
      data: { sessionEnd: 'agreementCancelled' },
    });
    expect(test.notified).toContainEqual({
      window: 'sun',
      event: expect.objectContaining({ kind: 'clientSessionEnded', clientId: 'hua', end: 'agreementCancelled' }),
    });
    expect((await test.engine.office.sessionState.of('sun')).closed).toMatchObject([
      { clientId: 'hua', ended: 'agreementCancelled' },
    ]);
    expect(await test.engine.office.clients.get(sun, 'hua')).toMatchObject({
      agreement: { state: 'cancelled' },
      cannotEnter: '协议已由本机构终止（客户不再续约）',
    });
    await expect(test.engine.bureau.agreements.cancel(zhao, hua, '再次')).rejects.toMatchObject({
      code: 'RULE_BROKEN',
    });
  });
});

describe('assignments', () => {
  it('H5: taking an assignment away ends the open client session of whoever no longer sees the client, and only theirs', async () => {
    const { test, zhao, sun } = await officeWithClient([{ first_day: '2026-01-01', last_day: '2026-12-31' }]);
    const qian = await test.signIn('qian');
    const sessions = {
      sun: await test.enter(sun, 'hua', 'hua-a0'),
      qian: await test.enter(qian, 'hua', 'hua-a0'),
      zhao: await test.enter(zhao, 'hua', 'hua-a0'),
    };
    await test.engine.office.assignments.assign(zhao, { clientIds: ['hua'], handlerIds: ['qian'] });
    const { sessions: bureauSessions } = test.engine.bureau;
    await expect(bureauSessions.clientOf(sun, sessions.sun)).rejects.toMatchObject({
      data: { sessionEnd: 'assignmentTaken' },
    });
    await expect(bureauSessions.clientOf(qian, sessions.qian)).resolves.toMatchObject({ clientId: 'hua' });
    await test.engine.office.assignments.assign(zhao, { clientIds: ['hua'], handlerIds: ['li', 'li'] });
    await expect(bureauSessions.clientOf(qian, sessions.qian)).rejects.toMatchObject({
      data: { sessionEnd: 'assignmentTaken' },
    });
    await expect(bureauSessions.clientOf(zhao, sessions.zhao)).resolves.toMatchObject({ clientId: 'hua' });
    expect((await test.engine.office.clients.get(zhao, 'hua')).assigned).toEqual([{ handlerId: 'li', name: '李想' }]);
    expect(
      (await test.engine.bureau.trail.list({ limit: 50 })).filter((row) => row.act === 'client.assign'),
    ).toHaveLength(2);
  });

  it('refuses people who are not staff, and unknown clients, whole', async () => {
    const { test, zhao } = await officeWithClient();
    const { assignments, clients } = test.engine.office;
    await expect(
      assignments.assign(zhao, { clientIds: ['hua'], handlerIds: ['li', 'stranger'] }),
    ).rejects.toMatchObject({ fields: [{ field: 'handlerIds' }] });
    await expect(assignments.assign(zhao, { clientIds: ['hua', 'nobody'], handlerIds: ['li'] })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
    expect((await clients.get(zhao, 'hua')).assigned.map((one) => one.handlerId)).toEqual(['sun']);
    expect((await clients.staff(zhao)).map((one) => [one.handlerId, one.clients])).toContainEqual(['sun', 1]);
  });
});
