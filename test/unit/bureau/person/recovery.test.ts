import { describe, expect, it } from 'vitest';
import { minute, passwords, people, refusedCall, testPeople } from './fixture.ts';

const { su, bai, he, nobody } = people;
const newPassword = 'Xin-Ziran-88';

type Desk = Awaited<ReturnType<typeof testPeople>>;
const ask = (desk: Desk, form: { idNumber: string; mobile: string }, window = 'w1') =>
  desk.call(window).personSignIn.recoveryCode(form);
async function ticket(desk: Desk, form: { idNumber: string; mobile: string }, window = 'w1') {
  const { flow } = await ask(desk, form, window);
  return desk.call(window).personSignIn.recoveryProve({ flow, code: desk.code() });
}

describe('a natural person’s forgotten password', () => {
  it('D5: the code to the verified mobile opens the page for a new one; all of the person’s sessions end', async () => {
    const desk = await testPeople();
    await desk.login(su.mobile, passwords.person, 'elsewhere');
    await desk.call('elsewhere').person.enter({ handlerId: 'su-one' });
    expect((await ticket(desk, su)).who).toMatchObject({
      kind: 'ticket',
      opens: 'accountPassword',
      enterprise: null,
      person: { name: '苏明远', capacity: null },
    });
    for (const weak of [passwords.person, '111111', `A-${su.idNumber.slice(6, 14)}`])
      await expect(desk.call().personSignIn.setPassword({ newPassword: weak })).rejects.toEqual(
        refusedCall('PASSWORD_POLICY'),
      );
    expect(await desk.call().personSignIn.setPassword({ newPassword })).toMatchObject({ who: null, ended: null });
    expect(await desk.call('elsewhere').session.current()).toMatchObject({
      who: null,
      ended: 'accountPasswordChanged',
    });
    await expect(desk.login(su.idNumber)).rejects.toEqual(refusedCall('CREDENTIALS_WRONG'));
    await expect(desk.login(su.idNumber, newPassword)).resolves.toMatchObject({ who: { kind: 'person' } });
    expect((await desk.acts('person.recovery')).map((row) => [row.result, row.client_id])).toEqual([
      ['done', 'p-su'],
      ['done', 'p-su'],
    ]);
  });

  it('D5: whoever only ever used SMS login sets a first password this way, and has an account from then on', async () => {
    const desk = await testPeople();
    await expect(desk.login(bai.mobile)).rejects.toEqual(refusedCall('CREDENTIALS_WRONG'));
    await ticket(desk, bai);
    await desk.call().personSignIn.setPassword({ newPassword });
    await expect(desk.login(bai.mobile, newPassword)).resolves.toMatchObject({
      who: { kind: 'person', person: { name: '白若溪' } },
    });
  });

  it('D5: without a real-name record it is the mobile proved at registration; with one, only that of the record', async () => {
    const desk = await testPeople();
    await ticket(desk, he);
    await desk.call().personSignIn.setPassword({ newPassword });
    await expect(desk.login(he.mobile, newPassword)).resolves.toMatchObject({ who: { kind: 'person' } });
    await desk.db
      .insertInto('real_name_record')
      .values({
        id: 'r-he',
        person_id: 'p-he',
        name: he.name,
        mobile: '15400000099',
        origin: 'collected',
        recorded_at: 1,
        replaced_at: null,
      })
      .execute();
    desk.later();
    const before = desk.phone?.messages().length;
    await ask(desk, he);
    expect(desk.phone?.messages().length).toBe(before);
  });

  it('D5, J2: who is not known, or has another mobile, is answered alike, and nobody receives a code', async () => {
    const desk = await testPeople();
    const known = await ask(desk, su);
    const before = desk.phone?.messages().length;
    for (const form of [nobody, { idNumber: su.idNumber, mobile: '15400090024' }]) {
      const unknown = await ask(desk, form, 'x');
      expect({ ...unknown, flow: '', mobileMasked: '' }).toEqual({ ...known, flow: '', mobileMasked: '' });
      expect(unknown.mobileMasked).toBe('154****0024');
      await expect(desk.call('x').personSignIn.recoveryProve({ flow: unknown.flow, code: '000000' })).rejects.toEqual(
        refusedCall('CODE_WRONG', { triesLeft: 4 }),
      );
    }
    expect(desk.phone?.messages().length).toBe(before);
    await expect(ask(desk, su)).rejects.toEqual(refusedCall('CODE_TOO_SOON', { rule: 'J1' }));
  });

  it('D5, J3: the ticket is good for ten minutes, for that page and nothing else, and the code for one use', async () => {
    const desk = await testPeople();
    const { flow } = await ask(desk, su);
    const code = desk.code();
    await desk.call().personSignIn.recoveryProve({ flow, code });
    await expect(desk.call().person.home()).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'F2' }));
    await expect(desk.call().passwordRecovery.setPersonalPassword({ newPassword })).rejects.toEqual(
      refusedCall('FORBIDDEN'),
    );
    await expect(desk.call().enterprise.home()).rejects.toEqual(refusedCall('FORBIDDEN'));
    await expect(desk.call('thief').personSignIn.recoveryProve({ flow, code })).rejects.toEqual(
      refusedCall('FLOW_EXPIRED'),
    );
    await expect(desk.call().personSignIn.recoveryProve({ flow, code })).rejects.toEqual(refusedCall('FLOW_EXPIRED'));
    desk.later(10 * minute);
    await expect(desk.call().personSignIn.setPassword({ newPassword })).rejects.toEqual(
      refusedCall('NOT_SIGNED_IN', { sessionEnd: 'absolute' }),
    );
    await desk.login();
    await expect(desk.call().personSignIn.setPassword({ newPassword })).rejects.toEqual(
      refusedCall('FORBIDDEN', { rule: 'D5' }),
    );
  });

  it('J2, D5: proving the mobile ends a lock that others brought about', async () => {
    const desk = await testPeople();
    for (let index = 0; index < 5; index += 1) await desk.login(su.mobile, 'Falsch-2026', `w${index}`).catch(() => {});
    await ticket(desk, su, 'hers');
    await desk.call('hers').personSignIn.setPassword({ newPassword });
    await expect(desk.login(su.mobile, newPassword, 'hers')).resolves.toMatchObject({ who: { kind: 'person' } });
  });

  it('ADR-0017: where no code can be sent it says so', async () => {
    const desk = await testPeople({ training: false });
    await expect(ask(desk, su)).rejects.toEqual(refusedCall('METHOD_UNAVAILABLE'));
  });
});
