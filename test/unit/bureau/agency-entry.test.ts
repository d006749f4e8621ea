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
    const { everyClient, keepsNothing } = await import('../../../src-main/bureau/ground/ports.ts');
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
      keeper: keepsNothing,
      codeKey: Buffer.alloc(32),
      profile: profiles.training,
    });
    await expect(national.entry.enter(staff, 'c1', { kind: 'none' })).resolves.toMatchObject({
      alreadyOpen: false,
      proved: false,
    });
  });
});

describe('remembered agreement passwords', () => {
  it('ADR-0015: entering with the remembered password, forgetting it, and H6: a replaced one is noticed', async () => {
    const { login, client, engine, store } = await testBureau();
    await client('c1');
    const { vault, enter, leave } = engine.office;
    await store.db
      .transaction()
      .execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)));
    const staff = await login();
    await expect(enter.enter(staff, 'c1', { kind: 'remembered' })).rejects.toEqual(
      refused('VAULT_LOCKED', { link: 'vault' }),
    );
    await vault.unlockWith(staff, Buffer.alloc(32, 1));
    await expect(enter.enter(staff, 'c1', { kind: 'remembered' })).rejects.toEqual(refused('VAULT_EMPTY'));
    await enter.enter(staff, 'c1', { kind: 'password', agreementPassword: passwords.agreement, remember: true });
    await leave.leave(staff, 'c1');
    expect(await enter.enter(staff, 'c1', { kind: 'remembered' })).toMatchObject({ clientId: 'c1' });
    await leave.leave(staff, 'c1');
    await store.db.updateTable('agreement').set({ password_version: 2 }).execute();
    await expect(enter.enter(staff, 'c1', { kind: 'remembered' })).rejects.toEqual(
      refused('AGREEMENT_PASSWORD_CHANGED', { rule: 'H6' }),
    );
    await vault.forget(staff, 'c1');
    await expect(enter.enter(staff, 'c1', { kind: 'remembered' })).rejects.toEqual(refused('VAULT_EMPTY'));
  });

  /** 赵敏 (admin) signed in with an open vault. */
  async function withVault() {
    const made = await testBureau();
    const { vault } = made.engine.office;
    await made.store.db
      .transaction()
      .execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)));
    const staff = await made.login();
    await vault.unlockWith(staff, Buffer.alloc(32, 1));
    return { ...made, staff, vault, enter: made.engine.office.enter };
  }

  it('H5, G4: the vault is not even asked for a client out of scope, so that nobody learns what is remembered', async () => {
    const { client, login, enter, acts } = await withVault();
    await client('c1', [{}], []);
    const sun = await login('sun', 'w3');
    await expect(enter.enter(sun, 'c1', { kind: 'remembered' })).rejects.toEqual(
      refused('CLIENT_NOT_ENTERABLE', { rule: 'H5' }),
    );
    expect((await acts('client.enter')).at(-1)).toMatchObject({ result: 'refused', rule: 'H5' });
  });

  it('G5: an open client is given back while the vault is closed', async () => {
    const { client, staff, vault, enter } = await withVault();
    await client('c1');
    const open = await enter.enter(staff, 'c1', {
      kind: 'password',
      agreementPassword: passwords.agreement,
      remember: true,
    });
    vault.close(staff);
    expect(await enter.enter(staff, 'c1', { kind: 'remembered' })).toMatchObject({ clientSession: open.clientSession });
  });

  it('G3: what cannot be remembered opens nothing', async () => {
    const { client, staff, vault, enter, bureau } = await withVault();
    await client('c1');
    vault.close(staff);
    await expect(
      enter.enter(staff, 'c1', { kind: 'password', agreementPassword: passwords.agreement, remember: true }),
    ).rejects.toEqual(refused('VAULT_LOCKED'));
    expect(await bureau.sessions.clientsOf(staff.sessionId)).toEqual([]);
  });

  it('H6, J2: the password of an older agreement is told to be out of date and never counts as a wrong one', async () => {
    const { client, staff, enter, store, engine } = await withVault();
    await client('c1');
    await enter.enter(staff, 'c1', { kind: 'password', agreementPassword: passwords.agreement, remember: true });
    await engine.office.leave.leave(staff, 'c1');
    const { password_hash: _, ...old } = await store.db.selectFrom('agreement').selectAll().executeTakeFirstOrThrow();
    await store.db.updateTable('agreement').set({ decided: 'cancelled' }).execute();
    const { stored } = await passwordHasherOfProcess().hashPassword('Erneuert-99');
    await store.db
      .insertInto('agreement')
      .values({ ...old, id: 'renewed', password_hash: stored })
      .execute();
    for (let press = 0; press < 6; press += 1) {
      await expect(enter.enter(staff, 'c1', { kind: 'remembered' })).rejects.toEqual(
        refused('AGREEMENT_PASSWORD_CHANGED', { rule: 'H6' }),
      );
    }
    expect(
      await enter.enter(staff, 'c1', { kind: 'password', agreementPassword: 'Erneuert-99', remember: false }),
    ).toMatchObject({ clientId: 'c1' });
  });

  it('H2: an agreement that ends while its password is checked opens nothing; nor does a window that locks or signs out', async () => {
    const { client, staff, bureau, store } = await withVault();
    await client('c1');
    const proofDuring = (what: () => Promise<unknown>) => ({
      kind: 'remembered' as const,
      recall: async () => {
        await what();
        return { password: Buffer.from(passwords.agreement), agreementId: 'c1-a0', passwordVersion: 1 };
      },
    });
    await expect(
      bureau.entry.enter(
        staff,
        'c1',
        proofDuring(() => bureau.sessions.lock(staff)),
      ),
    ).rejects.toEqual(refused('SESSION_LOCKED'));
    await bureau.sessions.unlock(staff);
    await expect(
      bureau.entry.enter(
        staff,
        'c1',
        proofDuring(() => store.db.updateTable('agreement').set({ decided: 'cancelled', revision: 2 }).execute()),
      ),
    ).rejects.toEqual(refused('CONFLICT'));
    await store.db.updateTable('agreement').set({ decided: 'recognised', revision: 3 }).execute();
    await expect(
      bureau.entry.enter(
        staff,
        'c1',
        proofDuring(() => bureau.sessions.ends.end({ id: staff.sessionId, kind: 'agencyStaff' }, 'signedOut')),
      ),
    ).rejects.toEqual(refused('NOT_SIGNED_IN'));
    expect(await store.db.selectFrom('session').selectAll().where('kind', '=', 'client').execute()).toEqual([]);
  });

  it('J3: a session that was locked or ended while the password was checked does not get the vault key', async () => {
    const { staff, vault, bureau } = await withVault();
    vault.close(staff);
    await bureau.sessions.lock(staff);
    await vault.unlockWith(staff, Buffer.alloc(32, 1));
    expect(await vault.status(staff)).toMatchObject({ state: 'locked' });
    await bureau.sessions.ends.end({ id: staff.sessionId, kind: 'agencyStaff' }, 'signedOut');
    await vault.unlockWith(staff, Buffer.alloc(32, 1));
    await expect(vault.requireOpen(staff)).rejects.toEqual(refused('VAULT_LOCKED'));
  });

  it('B6: two windows that change the personal password at once: one does, the other is told, and the vault opens with the stored one', async () => {
    const { login, bureau, engine, store, acts } = await testBureau();
    const { vault } = engine.office;
    const [one, two] = [await login('zhao', 'w4'), await login('zhao', 'w5')];
    const wrapKey = await bureau.passwords.prove(one, passwords.staff);
    await store.db.transaction().execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey }, Buffer.alloc(32, 2)));
    const results = await Promise.allSettled(
      ['Neu-Geheim-7', 'Neu-Geheim-8'].map((newPassword, index) =>
        bureau.passwords.set(index === 0 ? one : two, { oldPassword: passwords.staff, newPassword }),
      ),
    );
    expect(results.map((result) => result.status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect(results.find((result) => result.status === 'rejected')).toMatchObject({ reason: refused('CONFLICT') });
    expect(await acts('staff.password.set')).toHaveLength(1);
    const winner =
      results[0]?.status === 'fulfilled' ? ([one, 'Neu-Geheim-7'] as const) : ([two, 'Neu-Geheim-8'] as const);
    await vault.unlockWith(winner[0], await bureau.passwords.prove(winner[0], winner[1]));
    await expect(vault.requireOpen(winner[0])).resolves.toBeUndefined();
  });

  it('J4: a wrong recovery key leaves a record', async () => {
    const { staff, vault, acts } = await withVault();
    await expect(vault.recover(staff, Buffer.alloc(32, 9), Buffer.alloc(32, 1))).rejects.toEqual(
      refused('RECOVERY_KEY_WRONG'),
    );
    expect(await acts('vault.recover')).toMatchObject([{ result: 'refused', handler_id: 'zhao' }]);
  });

  it('is shown only with a fresh check of the personal password, and never stored in the clear', async () => {
    const { login, client, engine, bureau, store, acts } = await testBureau();
    await client('c1');
    const { vault, enter } = engine.office;
    await store.db
      .transaction()
      .execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey: Buffer.alloc(32, 1) }, Buffer.alloc(32, 2)));
    const staff = await login();
    await vault.unlockWith(staff, Buffer.alloc(32, 1));
    await enter.enter(staff, 'c1', { kind: 'password', agreementPassword: passwords.agreement, remember: true });
    await expect(
      vault.reveal(staff, bureau.passwords, { clientId: 'c1', personalPassword: 'Falsch-123' }),
    ).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    expect(
      await vault.reveal(staff, bureau.passwords, { clientId: 'c1', personalPassword: passwords.staff }),
    ).toMatchObject({ agreementPassword: passwords.agreement });
    expect((await acts('vault.reveal')).map((row) => row.client_id)).toEqual(['c1']);
    const rows = await store.db.selectFrom('remembered_password').selectAll().execute();
    expect(rows.map((row) => row.sealed.includes(passwords.agreement))).toEqual([false]);
  });

  it('B6: a changed personal password keeps the vault; a reset discards the key pair (ADR-0015)', async () => {
    const { login, bureau, engine, store, told } = await testBureau();
    const { vault } = engine.office;
    const { flow } = await bureau.signIn.firm(
      { taxpayerId: '91210102MA0TEST00A', password: passwords.firm },
      { window: 'w1', origin: 'test' },
    );
    const { wrapKey } = await bureau.signIn.staff(
      { flow, handlerId: 'zhao', proof: { kind: 'password', password: passwords.staff } },
      { window: 'w1', origin: 'test' },
    );
    await store.db
      .transaction()
      .execute((db) =>
        vault.create(db, { handlerId: 'zhao', wrapKey: wrapKey ?? Buffer.alloc(32) }, Buffer.alloc(32, 2)),
      );
    const staff = await bureau.sessions.staffOf('w1');
    const elsewhere = await login('zhao', 'w2');
    await expect(bureau.passwords.set(staff, { newPassword: 'Neu-Geheim-7' })).rejects.toEqual(
      refused('CREDENTIALS_WRONG'),
    );
    await expect(
      bureau.passwords.set(staff, { oldPassword: passwords.staff, newPassword: passwords.staff }),
    ).rejects.toEqual(refused('PASSWORD_POLICY'));
    await expect(bureau.passwords.set(staff, { oldPassword: passwords.staff, newPassword: '111111' })).rejects.toEqual(
      refused('PASSWORD_POLICY', { rule: 'B6' }),
    );
    const changed = await bureau.passwords.set(staff, { oldPassword: passwords.staff, newPassword: 'Neu-Geheim-7' });
    await vault.unlockWith(staff, changed);
    expect(await vault.status(staff)).toMatchObject({ state: 'open' });
    expect(told).toContainEqual({ window: 'w2', event: { kind: 'staffSessionEnded', end: 'passwordChanged' } });
    expect(elsewhere.window).toBe('w2');
    await bureau.passwords.replace('zhao', 'Noch-Eins-9', null);
    vault.close(staff);
    expect(await vault.status(staff)).toMatchObject({ state: 'none' });
  });
});
