import { describe, expect, it } from 'vitest';
import { passwords, refused, testBureau } from './fixture.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';

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
    await vault.remembered.forget(staff, 'c1');
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
      vault.remembered.reveal(staff, bureau.passwords, { clientId: 'c1', personalPassword: 'Falsch-123' }),
    ).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    expect(
      await vault.remembered.reveal(staff, bureau.passwords, { clientId: 'c1', personalPassword: passwords.staff }),
    ).toMatchObject({ agreementPassword: passwords.agreement });
    expect((await acts('vault.reveal')).map((row) => row.client_id)).toEqual(['c1']);
    const rows = await store.db.selectFrom('remembered_password').selectAll().execute();
    expect(rows.map((row) => row.sealed.includes(passwords.agreement))).toEqual([false]);
  });

  it('B6: a changed personal password keeps the vault; a reset discards the key pair (ADR-0015)', async () => {
    const { login, bureau, engine, store, notified } = await testBureau();
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
    expect(notified).toContainEqual({ window: 'w2', event: { kind: 'staffSessionEnded', end: 'passwordChanged' } });
    expect(elsewhere.window).toBe('w2');
    await bureau.passwords.replace('zhao', 'Noch-Eins-9', null);
    vault.close(staff);
    expect(await vault.status(staff)).toMatchObject({ state: 'none' });
  });
});
