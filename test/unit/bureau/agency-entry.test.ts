import { describe, expect, it } from 'vitest';
import { actsOn } from './acts-on.ts';
import { minute, passwords, refused, testBureau } from './fixture.ts';
import { profiles } from '../../../src-main/bureau/ground/profile.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import { ruleSets } from '../../../src-main/bureau/rule-sets/rule-sets.ts';

const typed = (password = passwords.agreement) => ({ kind: 'typed' as const, password });

describe('step 3: the client', () => {
  it('G3: the right agreement password opens business within the agreement and leaves a record', async () => {
    const { login, client, bureau, acts } = await testBureau();
    await client('c1');
    const staff = await login();
    const { clientSessionId } = await bureau.entry.enter(staff, 'c1', typed());
    const actor = await bureau.sessions.clientOf(staff, clientSessionId);
    expect(actor).toMatchObject({ clientId: 'c1', agreementId: 'c1-a0' });
    expect([...actor.functions]).toEqual(['tax.vat.general']);
    expect(await acts('client.enter')).toMatchObject([
      { result: 'done', handler_id: 'zhao', client_id: 'c1', session_id: clientSessionId },
    ]);
  });

  it('G3: a wrong password opens nothing, says how many tries are left, and locks after five', async () => {
    const { login, client, bureau, clock, acts } = await testBureau();
    await client('c1');
    const staff = await login();
    for (const triesLeft of [4, 3, 2, 1, 0]) {
      await expect(bureau.entry.enter(staff, 'c1', typed('Falsch-123'))).rejects.toEqual(
        refused('AGREEMENT_PASSWORD_WRONG', { rule: 'G3', triesLeft }),
      );
    }
    await expect(bureau.entry.enter(staff, 'c1', typed())).rejects.toEqual(refused('LOCKED_OUT', { rule: 'J2' }));
    expect(await bureau.sessions.clientsOf(staff.sessionId)).toEqual([]);
    expect((await acts('client.enter')).map((row) => [row.result, row.rule])).toEqual([
      ...Array<string[]>(5).fill(['refused', 'G3']),
      ['refused', 'J2'],
    ]);
    clock.at(clock.now() + 15 * minute);
    await bureau.entry.enter(staff, 'c1', typed());
  });

  it('J2: the second lock is twice as long', async () => {
    const { login, client, bureau, clock } = await testBureau();
    await client('c1');
    const staff = await login();
    const lock = async () => {
      for (let index = 0; index < 5; index += 1) {
        // The window is slowed by its own failures: each try waits its half minute.
        clock.at(clock.now() + minute / 2);
        await bureau.entry.enter(staff, 'c1', typed('Falsch-123')).catch(() => null);
      }
    };
    await lock();
    clock.at(clock.now() + 15 * minute);
    await lock();
    clock.at(clock.now() + 29 * minute);
    const again = await login('zhao', 'w2');
    await expect(bureau.entry.enter(again, 'c1', typed())).rejects.toEqual(refused('LOCKED_OUT'));
    clock.at(clock.now() + minute);
    await expect(bureau.entry.enter(again, 'c1', typed())).resolves.toMatchObject({ alreadyOpen: false });
  });

  it.each([
    ['expired', { first_day: '2025-01-01', last_day: '2026-11-22' }, 'date'],
    ['not yet begun', { first_day: '2026-11-24', last_day: '2027-11-23' }, 'date'],
    ['suspended', { decided: 'suspended' as const }, 'agreement'],
    ['cancelled', { decided: 'cancelled' as const }, 'agreement'],
    ['declined', { decided: 'declined' as const }, 'agreement'],
    ['proposed', { decided: 'proposed' as const }, 'agreement'],
    ['lapsed after 21 days', { decided: 'proposed' as const, created_at: Date.parse('2026-11-01T04:00:00Z') }, 'date'],
  ])('G4: an agreement that is %s opens nothing, even with the right password', async (_, agreement, link) => {
    const { login, client, bureau } = await testBureau();
    await client('c1', [agreement]);
    const staff = await login();
    await expect(bureau.entry.enter(staff, 'c1', typed())).rejects.toEqual(
      refused('CLIENT_NOT_ENTERABLE', { rule: 'G4', link, whoCanMend: '委托企业的法定代表人或财务负责人' }),
    );
  });

  it('G4: the last day is inclusive, by the Shanghai calendar', async () => {
    const { login, client, bureau, clock } = await testBureau();
    await client('c1', [{ last_day: '2026-11-23' }]);
    clock.at(Date.parse('2026-11-23T15:59:00Z'));
    const staff = await login();
    const { clientSessionId } = await bureau.entry.enter(staff, 'c1', typed());
    clock.at(Date.parse('2026-11-23T16:00:00Z'));
    await expect(bureau.sessions.clientOf(staff, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementExpired' }),
    );
    await expect(bureau.entry.enter(staff, 'c1', typed())).rejects.toEqual(
      refused('CLIENT_NOT_ENTERABLE', { link: 'date' }),
    );
  });

  it('G4: a client of another agency is answered like one that does not exist', async () => {
    const { login, client, bureau, store } = await testBureau();
    await client('c1');
    await store.db.updateTable('agreement').set({ agency_id: 'agency-other' }).execute();
    const staff = await login();
    const answers = await Promise.all(
      ['c1', 'nobody'].map((id) =>
        bureau.entry.enter(staff, id, typed()).then(
          () => null,
          (error: Error) => error,
        ),
      ),
    );
    expect(answers[0]).toEqual(refused('CLIENT_NOT_ENTERABLE', { rule: 'G4' }));
    expect(answers[0]?.message).toBe(answers[1]?.message);
  });

  it("H5: a client outside the scope is not opened; taking the assignment away is the office's work", async () => {
    const { login, client, bureau } = await testBureau();
    await client('c1', [{}], ['li']);
    const staff = await login('sun');
    await expect(bureau.entry.enter(staff, 'c1', typed())).rejects.toEqual(
      refused('CLIENT_NOT_ENTERABLE', { rule: 'H5', link: 'assignment' }),
    );
  });

  it('G5: several clients are open at once, each with its own session; a double click opens one', async () => {
    const { login, client, bureau } = await testBureau();
    await client('c1');
    await client('c2');
    const staff = await login();
    const [first, twin, second] = await Promise.all([
      bureau.entry.enter(staff, 'c1', typed()),
      bureau.entry.enter(staff, 'c1', typed()),
      bureau.entry.enter(staff, 'c2', typed()),
    ]);
    expect(first.clientSessionId).toBe(twin.clientSessionId);
    expect(second.clientSessionId).not.toBe(first.clientSessionId);
    expect((await bureau.sessions.clientsOf(staff.sessionId)).map((row) => row.enterprise_id).toSorted()).toEqual([
      'c1',
      'c2',
    ]);
  });

  it('G5: a client session of one window is nothing in another', async () => {
    const { login, client, bureau } = await testBureau();
    await client('c1');
    const [here, there] = [await login('zhao', 'w1'), await login('zhao', 'w2')];
    const { clientSessionId } = await bureau.entry.enter(here, 'c1', typed());
    await expect(bureau.sessions.clientOf(there, clientSessionId)).rejects.toEqual(refused('SESSION_ENDED'));
  });

  it('J3: work in any client keeps all clients of the window; idle, the desk locks and they stay open; absolute, they end with it', async () => {
    const { login, client, bureau, clock, store, engine } = await testBureau();
    await client('c1');
    await client('c2');
    const staff = await login();
    const { clientSessionId: used } = await bureau.entry.enter(staff, 'c1', typed());
    // Tabs stand in the order of entering, which one moment for both would leave open.
    clock.at(clock.now() + 1);
    const { clientSessionId: idle } = await bureau.entry.enter(staff, 'c2', typed());
    const ends = async () =>
      (await store.db.selectFrom('session').select(['id', 'end_reason']).execute()).map((row) => [
        row.id,
        row.end_reason,
      ]);
    const start = clock.now();
    for (const minutes of [20, 40, 60]) {
      clock.at(start + minutes * minute);
      await bureau.sessions.touch('w1');
    }
    await expect(bureau.sessions.clientOf(staff, idle)).resolves.toMatchObject({ clientId: 'c2' });
    const shown = await engine.office.sessionState.of('w1');
    const end = new Date(clock.now() + 30 * minute).toISOString();
    expect([shown.session?.idleEndsAt, ...shown.open.map((one) => one.idleEndsAt)]).toEqual([end, end, end]);
    clock.at(clock.now() + 30 * minute);
    await bureau.sessions.sweep();
    await expect(engine.office.sessionState.of('w1')).resolves.toMatchObject({
      session: { locked: true },
      open: [{ clientId: 'c1' }, { clientId: 'c2' }],
    });
    expect(new Map((await ends()) as [string, string | null][]).get(used)).toBeNull();
    clock.at(start + 12 * 60 * minute);
    await bureau.sessions.sweep();
    expect(await ends()).toEqual(
      expect.arrayContaining([
        [staff.sessionId, 'absolute'],
        [used, 'parentEnded'],
        [idle, 'parentEnded'],
      ]),
    );
  });

  it('H2: leaving inForce ends the open session at the next call, with the reason', async () => {
    const { login, client, bureau, store } = await testBureau();
    await client('c1');
    const staff = await login();
    const { clientSessionId } = await bureau.entry.enter(staff, 'c1', typed());
    await store.db.updateTable('agreement').set({ decided: 'cancelled' }).execute();
    await expect(bureau.sessions.clientOf(staff, clientSessionId)).rejects.toEqual(
      refused('SESSION_ENDED', { sessionEnd: 'agreementCancelled', link: 'agreement' }),
    );
  });

  it('E6, H4: a function taken from the agreement is refused at the next call, naming it and who can grant it', async () => {
    const { login, client, bureau, store } = await testBureau();
    await client('c1');
    const staff = await login();
    const { clientSessionId } = await bureau.entry.enter(staff, 'c1', typed());
    await bureau.permissions.require(await bureau.sessions.clientOf(staff, clientSessionId), ['tax.vat.general']);
    await store.db.updateTable('function_set').set({ functions: [] }).execute();
    const narrowed = await bureau.sessions.clientOf(staff, clientSessionId);
    await expect(bureau.permissions.require(narrowed, ['tax.vat.general'])).rejects.toEqual(
      refused('PERMISSION_MISSING', { link: 'scope', whoCanMend: '委托企业的法定代表人或财务负责人' }),
    );
  });

  it('L6: under the national rule set no agreement password is asked', async () => {
    const { login, client, store, bureau } = await testBureau();
    await client('c1');
    const staff = await login();
    await expect(bureau.entry.enter(staff, 'c1', { kind: 'none' })).rejects.toEqual(
      refused('AGREEMENT_PASSWORD_WRONG', { rule: 'G3' }),
    );
    const { createBureau } = await import('../../../src-main/bureau/bureau.ts');
    const { DomainEvents } = await import('../../../src-main/bureau/act/domain-events.ts');
    const { everyClient, nothingToRewrap } = await import('../../../src-main/bureau/ground/ports.ts');
    const clock = { now: () => Date.parse('2026-11-23T04:00:00Z') };
    const national = createBureau({
      db: store.db,
      clock,
      trail: bureau.trail,
      events: new DomainEvents(),
      acts: actsOn(store.db, clock),
      hasher: passwordHasherOfProcess(),
      ruleSet: ruleSets['national-2023'],
      sms: null,
      realNameApp: null,
      registry: { officersOf: async () => ({ kind: 'down' }) },
      scope: everyClient,
      rewrapper: nothingToRewrap,
      codeKey: Buffer.alloc(32),
      profile: profiles.training,
    });
    await expect(national.entry.enter(staff, 'c1', { kind: 'none' })).resolves.toMatchObject({
      alreadyOpen: false,
      proved: false,
    });
  });
});
