import { describe, expect, it } from 'vitest';
import { actsOn } from './acts-on.ts';
import { day, minute, passwords, refused, testBureau } from './fixture.ts';
import { profiles } from '../../../src-main/bureau/ground/profile.ts';
import { createBureau } from '../../../src-main/bureau/bureau.ts';
import { ruleSets } from '../../../src-main/bureau/rule-sets/rule-sets.ts';
import { DomainEvents } from '../../../src-main/bureau/act/domain-events.ts';
import { everyClient, nothingToRewrap } from '../../../src-main/bureau/ground/ports.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';

describe('sessions', () => {
  it('J3: what the person does keeps the desk, 12 hours in all; a call alone is nobody’s act', async () => {
    const { login, bureau, clock } = await testBureau();
    const start = clock.now();
    await login();
    for (let index = 1; index <= 24; index += 1) {
      clock.at(start + index * 29 * minute);
      await expect(bureau.sessions.touch('w1')).resolves.toBe(
        Math.min(start + (index + 1) * 29 * minute + minute, start + 12 * 60 * minute),
      );
      await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: false });
    }
    clock.at(start + 12 * 60 * minute);
    await expect(bureau.sessions.staffOf('w1')).rejects.toEqual(refused('NOT_SIGNED_IN', { sessionEnd: 'absolute' }));
    await expect(bureau.sessions.touch('w1')).resolves.toBeNull();
    clock.at(start + 2 * day);
    await login();
    clock.at(clock.now() + 29 * minute);
    await bureau.sessions.staffOf('w1');
    clock.at(clock.now() + minute);
    await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: true });
  });

  it('J3: 30 idle minutes lock the desk without being asked; the window and the trail are told, once', async () => {
    const { login, bureau, clock, notified, acts } = await testBureau();
    await login();
    clock.at(clock.now() + 30 * minute - 1);
    await bureau.sessions.sweep();
    expect(await acts('session.lock')).toEqual([]);
    clock.at(clock.now() + 1);
    await bureau.sessions.sweep();
    await bureau.sessions.sweep();
    expect(notified).toContainEqual({ window: 'w1', event: { kind: 'sessionChanged' } });
    expect((await acts('session.lock')).map((row) => [row.result, row.rule, row.text])).toEqual([
      ['done', 'J3', '30 分钟没有操作，工作台自动锁定'],
    ]);
    await expect(bureau.sessions.touch('w1')).resolves.toBeNull();
    // A locked desk has no idle time left to run: only its twelve hours end it.
    clock.at(clock.now() + 10 * 60 * minute);
    await bureau.sessions.sweep();
    const locked = await bureau.sessions.staffOf('w1');
    expect(locked.locked).toBe(true);
    await bureau.sessions.unlock(locked);
    await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: false });
    await expect(bureau.sessions.touch('w1')).resolves.toBe(clock.now() + 30 * minute);
  });

  it('J3: without a personal password nobody could unlock it, so that desk ends', async () => {
    const { login, bureau, clock, store, notified } = await testBureau();
    await login();
    await store.db.updateTable('handler').set({ password_hash: null }).where('id', '=', 'zhao').execute();
    clock.at(clock.now() + 30 * minute);
    await bureau.sessions.sweep();
    expect(notified).toContainEqual({ window: 'w1', event: { kind: 'staffSessionEnded', end: 'idle' } });
    await expect(bureau.sessions.staffOf('w1')).rejects.toEqual(refused('NOT_SIGNED_IN', { sessionEnd: 'idle' }));
  });

  it('B6: a password that is changed while the old one is checked opens no session', async () => {
    const { firm, caller, bureau, store } = await testBureau();
    const hasher = passwordHasherOfProcess();
    const clock = { now: () => Date.parse('2026-11-23T04:00:00Z') };
    const changing = createBureau({
      db: store.db,
      clock,
      trail: bureau.trail,
      events: new DomainEvents(),
      acts: actsOn(store.db, clock),
      ruleSet: ruleSets['liaoning-2020'],
      sms: null,
      realNameApp: null,
      registry: { officersOf: async () => ({ kind: 'down' }) },
      scope: everyClient,
      rewrapper: nothingToRewrap,
      codeKey: Buffer.alloc(32),
      profile: profiles.training,
      hasher: {
        ...hasher,
        verifyPassword: async (stored, typed) => {
          const verdict = await hasher.verifyPassword(stored, typed);
          await store.db
            .updateTable('handler')
            .set({ password_hash: 'changed meanwhile' })
            .where('id', '=', 'zhao')
            .execute();
          return verdict;
        },
      },
    });
    const { flow } = await firm();
    await expect(
      changing.signIn.staff(
        { flow, handlerId: 'zhao', proof: { kind: 'password', password: passwords.staff } },
        caller(),
      ),
    ).rejects.toEqual(refused('CONFLICT'));
    expect(await store.db.selectFrom('session').selectAll().execute()).toEqual([]);
  });

  it('J4: who, for whom, what, when, result and from where stand in the trail, chained', async () => {
    const { login, bureau, acts, clock } = await testBureau();
    const staff = await login();
    expect(await acts('agency.staff.signIn')).toMatchObject([
      {
        result: 'done',
        rule: 'G2',
        agency_id: 'agency',
        session_id: staff.sessionId,
        origin: 'test',
        at: clock.now(),
        text: '赵敏登录',
      },
    ]);
    expect(await bureau.trail.verify()).toMatchObject({ brokenAt: null });
  });
});
