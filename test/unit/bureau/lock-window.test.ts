import { describe, expect, it } from 'vitest';
import { refused, testBureau } from './fixture.ts';
import { passwords, people, testPeople } from './person/fixture.ts';

describe('a lock of a window', () => {
  it('J3: an agency’s session is locked once, whoever asks how often, and is there again after the password', async () => {
    const {
      engine,
      login,
      acts,
      store: { db },
    } = await testBureau();
    await login();
    const { lockWindow } = engine.office;
    await Promise.all([lockWindow.lock('w1', 'away'), lockWindow.lock('w1', 'asked'), lockWindow.lock('w1', 'away')]);
    await lockWindow.lock('w1', 'asked');
    expect((await acts('session.lock')).map(({ result }) => result)).toEqual(['done']);
    expect((await engine.office.sessionState.of('w1')).session).toMatchObject({ locked: true });
    await engine.bureau.sessions.unlock(await engine.bureau.sessions.staffOf('w1'));
    expect((await engine.office.sessionState.of('w1')).session).toMatchObject({ locked: false });
    expect(await db.selectFrom('session').select('ended_at').execute()).toEqual([{ ended_at: null }]);
  });

  it('B5, J3: who has no personal password cannot lock, and is signed out when away', async () => {
    const {
      engine,
      login,
      store: { db },
    } = await testBureau();
    await login();
    await db.updateTable('handler').set({ password_hash: null }).where('id', '=', 'zhao').execute();
    await expect(engine.office.lockWindow.lock('w1', 'asked')).rejects.toEqual(
      refused('METHOD_UNAVAILABLE', { rule: 'B5' }),
    );
    expect((await engine.office.sessionState.of('w1')).session).toMatchObject({ locked: false });
    await engine.office.lockWindow.lock('w1', 'away');
    expect(await engine.office.sessionState.of('w1')).toMatchObject({ who: null, ended: 'locked' });
  });

  it('F2, J3: a natural person’s login ends with the enterprise entered from it, and a page that was late is not refused', async () => {
    const desk = await testPeople();
    await desk.login(people.su.idNumber, passwords.person);
    await desk.call().person.enter({ handlerId: 'su-one' });
    await desk.engine.office.lockWindow.lock('w1', 'away');
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: 'locked' });
    await expect(desk.db.selectFrom('session').select('kind').where('ended_at', 'is', null).execute()).resolves.toEqual(
      [],
    );
    expect(await desk.call().session.lock()).toMatchObject({ who: null, ended: 'locked' });
    await expect(desk.call('another').session.lock()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const ends = await desk.acts('session.end');
    expect(ends.length).toBeGreaterThan(0);
    for (const { text } of ends) expect(text).toContain('已锁定，登录已结束');
  });
});
