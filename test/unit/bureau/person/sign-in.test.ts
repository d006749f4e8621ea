import { describe, expect, it } from 'vitest';
import { minute, passwords, people, refusedCall, testPeople } from './fixture.ts';

const { su, bai, he, nobody } = people;

describe('login of a natural person', () => {
  it.each([
    ['the id number', su.idNumber],
    ['in small letters', su.idNumber.toLowerCase()],
    ['with blanks', su.idNumber.replace(/(.{6})/g, '$1 ')],
    ['the mobile', su.mobile],
    ['+86', `+86 ${su.mobile}`],
  ])('F1, A1: identifier, password and captcha lead to the person’s home page (%s)', async (_, identifier) => {
    const desk = await testPeople();
    const state = await desk.login(identifier);
    expect(state.who).toMatchObject({ kind: 'person', person: { name: '苏明远' }, realName: true });
    expect(await desk.acts('person.signIn')).toMatchObject([
      { result: 'done', rule: 'F1', client_id: 'p-su', agency_id: null },
    ]);
  });

  it('F1: a wrong answer is told by the name of what was on the screen', async () => {
    const desk = await testPeople();
    for (const [kind, name] of [
      ['sum', '文字验证码'],
      ['picture', '图形验证码'],
    ] as const) {
      const made = await desk.call('other').personSignIn.captcha({ kind });
      await expect(
        desk.call('other').personSignIn.signIn({
          identifier: su.idNumber,
          password: passwords.person,
          captcha: made.captcha,
          answer: 'wrong',
        }),
      ).rejects.toThrow(`${name}不正确或已过期`);
    }
  });

  it('F1: all three right or no entry', async () => {
    const desk = await testPeople();
    const { captcha, answer } = await desk.captcha();
    await expect(
      desk
        .call()
        .personSignIn.signIn({ identifier: su.idNumber, password: passwords.person, captcha, answer: `${answer}1` }),
    ).rejects.toEqual(refusedCall('CAPTCHA_WRONG', { rule: 'F1' }));
    await expect(desk.login(su.idNumber, 'Falsch-2026')).rejects.toEqual(
      refusedCall('CREDENTIALS_WRONG', { rule: 'F1', triesLeft: 4 }),
    );
    await expect(desk.login(nobody.idNumber)).rejects.toEqual(refusedCall('CREDENTIALS_WRONG'));
    expect(await desk.call().session.current()).toMatchObject({ who: null });
    expect((await desk.acts('person.signIn')).map((row) => row.result)).toEqual(['refused', 'refused', 'refused']);
  });

  it('F1: a wrong captcha answers alike whether the password is right, wrong or locked, and counts nothing', async () => {
    const desk = await testPeople();
    const wrongCaptcha = async (password: string) => {
      const { captcha } = await desk.captcha();
      return desk
        .call()
        .personSignIn.signIn({ identifier: su.mobile, password, captcha, answer: 'XXXX' })
        .catch((error: { code: string; message: string; data: object }) => ({
          code: error.code,
          message: error.message,
          data: error.data,
        }));
    };
    const right = await wrongCaptcha(passwords.person);
    for (let index = 0; index < 8; index += 1) expect(await wrongCaptcha('Falsch-2026')).toEqual(right);
    expect(await desk.db.selectFrom('throttle').selectAll().execute()).toEqual([]);
    for (let index = 0; index < 5; index += 1) await desk.login(su.mobile, 'Falsch-2026').catch(() => {});
    expect(await wrongCaptcha(passwords.person)).toEqual(right);
  });

  it('F1: a captcha is good once, in its own window, for two minutes, and the next one takes its place', async () => {
    const desk = await testPeople();
    const signIn = (window: string, proof: { captcha: string; answer: string }) =>
      desk.call(window).personSignIn.signIn({ identifier: su.mobile, password: passwords.person, ...proof });
    const first = await desk.captcha('a');
    await expect(signIn('b', first)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
    await expect(signIn('a', first)).resolves.toMatchObject({ who: { kind: 'person' } });
    await expect(signIn('a', first)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
    const replaced = await desk.captcha('a');
    const current = await desk.captcha('a');
    await expect(signIn('a', replaced)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
    // The wrong one used up the window's, so that nobody tries two.
    await expect(signIn('a', current)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
    const old = await desk.captcha('a');
    desk.later(2 * minute);
    await expect(signIn('a', old)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
    const ahead = await desk.captcha('a');
    desk.later(-minute);
    await expect(signIn('a', ahead)).rejects.toEqual(refusedCall('CAPTCHA_WRONG'));
  });

  it('F1, J2: unknown, without a password and known accounts answer alike in code, text and tries left', async () => {
    const desk = await testPeople();
    const answers = async (identifier: string, window: string) => {
      const said: unknown[] = [];
      for (let index = 0; index < 6; index += 1)
        said.push(
          await desk
            .login(identifier, 'Falsch-2026', window)
            .catch((error: { code: string; message: string; data: object }) => [error.code, error.message, error.data]),
        );
      return said;
    };
    const known = await answers(su.idNumber, 'a');
    expect(known.map((one) => (one as string[])[0])).toEqual([
      ...Array.from({ length: 5 }, () => 'CREDENTIALS_WRONG'),
      'LOCKED_OUT',
    ]);
    expect(await answers(nobody.idNumber, 'b')).toEqual(known);
    expect(await answers(bai.mobile, 'c')).toEqual(known);
  });

  it('J2: the counter is shared by all a person logs in with; success resets it; a lock ends by itself', async () => {
    const desk = await testPeople();
    const ways = [su.idNumber, su.mobile, su.idNumber.toLowerCase(), su.mobile];
    for (const [index, way] of ways.entries())
      await expect(desk.login(way, 'Falsch-2026', `a${index}`)).rejects.toEqual(
        refusedCall('CREDENTIALS_WRONG', { triesLeft: 4 - index }),
      );
    await desk.login(su.mobile, passwords.person, 'b');
    for (const [index, way] of [...ways, su.idNumber].entries())
      await desk.login(way, 'Falsch-2026', `c${index}`).catch(() => {});
    for (const [index, way] of ways.entries())
      await expect(desk.login(way, passwords.person, `d${index}`)).rejects.toEqual(
        refusedCall('LOCKED_OUT', { rule: 'J2' }),
      );
    desk.later(15 * minute);
    await expect(desk.login(su.mobile, passwords.person, 'e')).resolves.toMatchObject({ who: { kind: 'person' } });
  });

  it('A3, A5: without a real name the person logs in, and it is said', async () => {
    const desk = await testPeople();
    expect((await desk.login(he.mobile)).who).toMatchObject({ kind: 'person', realName: false });
    expect((await desk.call().person.home()).person).toMatchObject({
      realName: null,
      registeredMobileMasked: '154****0023',
    });
  });

  it('J3: idle after 30 minutes, at most 12 hours; another login in the window ends it', async () => {
    const desk = await testPeople();
    await desk.login();
    desk.later(29 * minute);
    await desk.call().session.touch();
    await desk.call().person.home();
    desk.later(29 * minute);
    // What a page asks by itself is nobody's act.
    await desk.call().person.home();
    desk.later(minute);
    await expect(desk.call().person.home()).rejects.toEqual(refusedCall('NOT_SIGNED_IN', { sessionEnd: 'idle' }));
    await desk.login();
    await desk.login(he.mobile);
    expect((await desk.acts('session.end')).map((row) => JSON.parse(row.detail) as object)).toEqual([
      { reason: 'idle', kind: 'person' },
      { reason: 'replaced', kind: 'person' },
    ]);
    for (let minutes = 0; minutes < 12 * 60; minutes += 20) {
      desk.later(20 * minute);
      await desk.call().session.touch();
    }
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: 'absolute' });
  });
});
