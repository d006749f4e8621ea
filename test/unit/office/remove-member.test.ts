import { describe, expect, it } from 'vitest';
import { profiles } from '../../../src-main/bureau/ground/profile.ts';
import { RemoveMember } from '../../../src-main/office/staff/remove-member.ts';
import { Acts } from '../../../src-main/bureau/act/acts.ts';
import type { DomainEvent } from '../../../src-main/bureau/act/domain-events.ts';
import { handlerById } from '../../../src-main/store/repositories/identity.ts';
import type { DatabaseTransaction } from '../../../src-main/store/schema/index.ts';
import { testOffice } from './fixture.ts';
import { officeWithVault, recalled } from './vault-fixture.ts';

const leaves = { handlerId: 'sun', takeOver: ['li'], reason: '离职' };

describe('removing a member', () => {
  it('E7: ends every session at once, hands the clients over, and changes the vault key; the others notice nothing', async () => {
    const office = await officeWithVault();
    const { test, zhao, sun, li, remembered } = office;
    const { engine } = test;
    const session = await test.enter(sun, 'hua', 'hua-a0');
    expect(await engine.office.staff.removal.remove(zhao, leaves)).toEqual({
      clients: 3,
      vault: 'rotated',
      secrets: 0,
    });
    await expect(engine.bureau.sessions.staffOf('sun')).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
      data: { sessionEnd: 'rightsRemoved' },
    });
    await expect(engine.bureau.sessions.clientOf(sun, session)).rejects.toMatchObject({ code: 'SESSION_ENDED' });
    expect(test.notified).toContainEqual({ window: 'sun', event: { kind: 'staffSessionEnded', end: 'rightsRemoved' } });
    expect(
      (
        await engine.office.clients.search(li, {
          query: '',
          filter: {},
          sort: 'relevance',
          descending: false,
          offset: 0,
          limit: 10,
        })
      ).rows
        .map((row) => row.clientId)
        .toSorted(),
    ).toEqual(['hua', 'qing', 'yuan']);
    expect(await recalled(office, li)).toEqual(remembered);
    expect(
      (await engine.office.staff.members.list(zhao)).members.map((member) => [member.handlerId, member.clients]),
    ).toEqual([
      ['li', 3],
      ['zhao', 0],
      ['qian', 0],
    ]);
    expect(await engine.office.tabs.closedOf('sun')).toEqual([]);
    const trail = await engine.bureau.trail.list({ limit: 30 });
    expect(trail.find((row) => row.act === 'staff.remove')).toMatchObject({
      result: 'done',
      rule: 'E7',
      text: '移除孙悦，3户客户由李想接手：离职',
      staff_name: '赵敏',
    });
    expect(trail.filter((row) => row.act === 'client.assign').map((row) => row.text)).toEqual(
      Array.from({ length: 3 }, () => '孙悦离开，改由李想负责'),
    );
    expect(await engine.bureau.trail.verify()).toMatchObject({ brokenAt: null });
    await expect(engine.office.staff.removal.remove(zhao, leaves)).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('is refused for oneself, the last admin, and the only legal representative; heirs must be members who work', async () => {
    const { test, zhao } = await officeWithVault();
    const { removal, positions, members } = test.engine.office.staff;
    await expect(removal.remove(zhao, { ...leaves, handlerId: 'zhao' })).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    await expect(removal.remove(zhao, { ...leaves, takeOver: ['sun'] })).rejects.toMatchObject({
      fields: [{ field: 'takeOver' }],
    });
    await expect(removal.remove(zhao, { ...leaves, takeOver: ['stranger'] })).rejects.toMatchObject({
      fields: [{ field: 'takeOver' }],
    });
    await positions.set(zhao, 'qian', { officeRole: 'admin', teamId: null });
    const qian = await test.signIn('qian');
    await test.store.db
      .updateTable('handler')
      .set({ capacity: 'legalRepresentative' })
      .where('id', '=', 'zhao')
      .execute();
    await expect(removal.remove(qian, { ...leaves, handlerId: 'zhao' })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      data: { rule: 'E7' },
    });
    expect((await members.list(qian)).members.map((member) => [member.name, member.cannotRemove === null])).toEqual([
      ['孙悦', true],
      ['李想', true],
      ['赵敏', false],
      ['钱立', false],
    ]);
  });

  it('a removal whose transaction fails leaves the member, the clients and the vault as they were', async () => {
    const office = await officeWithVault();
    const { test, zhao, sun, remembered } = office;
    const { engine, store } = test;
    const full = {
      transaction: () => ({
        execute: (work: (db: DatabaseTransaction) => Promise<unknown>) =>
          store.db.transaction().execute(async (db) => {
            await work(db);
            throw Object.assign(new Error('no room'), { code: 'SQLITE_FULL' });
          }),
      }),
    } as unknown as typeof store.db;
    const emitted: DomainEvent[] = [];
    engine.domainEvents.on((event) => {
      emitted.push(event);
    });
    const broken = new RemoveMember({
      acts: new Acts({ db: full, trail: engine.bureau.trail, events: engine.domainEvents }),
      clock: { now: () => 0 },
      bindings: engine.bureau.staff.bindings,
      vault: engine.office.vault,
      leavers: engine.office.leavers,
      profile: profiles.office,
      reassigned: async () => {},
    });
    await expect(broken.remove(zhao, leaves)).rejects.toThrow('no room');
    expect(emitted).toEqual([]);
    await expect(engine.bureau.sessions.staffOf('sun')).resolves.toMatchObject({ handlerId: 'sun' });
    expect(await recalled(office, sun)).toEqual(remembered);
    expect(
      (await engine.office.staff.members.list(zhao)).members.find((member) => member.handlerId === 'sun'),
    ).toMatchObject({ clients: 3, vault: 'granted', present: true });
    expect(await engine.office.staff.removal.remove(zhao, { ...leaves, takeOver: [] })).toEqual({
      clients: 3,
      vault: 'rotated',
      secrets: 0,
    });
    expect(await recalled(office, zhao)).toEqual(remembered);
  });

  it('with every vault closed the member goes all the same; the page says that the key is still to be changed', async () => {
    const { test, zhao, sun, li, keys } = await officeWithVault();
    for (const staff of [zhao, sun, li]) test.engine.office.vault.close(staff);
    expect(await test.engine.office.staff.removal.remove(zhao, leaves)).toMatchObject({ vault: 'due' });
    expect((await test.engine.office.staff.members.list(zhao)).rotationDue).toBe(true);
    await test.engine.office.vault.unlockWith(li, keys.li);
    expect((await test.engine.office.staff.members.list(zhao)).rotationDue).toBe(false);
  });
});

describe("ADR-0020: the agency's handlers are the office's staff", () => {
  it('somebody the bureau binds to the agency is a member of the office; somebody it removes is let go of', async () => {
    const { test, zhao } = await officeWithVault();
    const { engine } = test;
    const { bindings } = engine.bureau.staff;
    await engine.acts.run(null, (act) =>
      bindings.add(act, {
        enterpriseId: 'agency',
        capacity: 'handler',
        name: '王珊',
        idType: 'residentIdentityCard',
        idNumber: '11010519491231002X',
        role: null,
      }),
    );
    const list = async () => (await engine.office.staff.members.list(zhao)).members;
    expect(await list()).toContainEqual(
      expect.objectContaining({ name: '王珊', officeRole: 'member', team: null, realName: 'pending' }),
    );
    await engine.acts.run(null, async (act) => {
      const handler = await handlerById(act.db, 'sun');
      if (handler) await bindings.remove(act, handler);
    });
    expect((await list()).map((member) => member.handlerId)).not.toContain('sun');
    expect((await engine.office.clients.get(zhao, 'hua')).assigned).toEqual([]);
    expect(await engine.office.vault.generation()).toBe(2);
  });

  it('when the bureau takes the last admin away, the legal representative becomes one', async () => {
    const { test } = await officeWithVault();
    const { engine, store } = test;
    await store.db.updateTable('handler').set({ capacity: 'legalRepresentative' }).where('id', '=', 'qian').execute();
    await engine.acts.run(null, async (act) => {
      const handler = await handlerById(act.db, 'zhao');
      if (handler) await engine.bureau.staff.bindings.remove(act, handler);
    });
    expect(await engine.office.members.roleOf('qian')).toBe('admin');
    expect((await engine.bureau.trail.list({ limit: 3 })).find((row) => row.act === 'staff.role')).toMatchObject({
      handler_id: 'qian',
      text: expect.stringContaining('接任'),
    });
  });

  it("E1: in a training world an office admin who is no officer ends nobody's binding to the agency; an officer does", async () => {
    const test = await testOffice({ training: true });
    const zhao = await test.signIn('zhao');
    const { removal, members } = test.engine.office.staff;
    await expect(removal.remove(zhao, leaves)).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'E1' } });
    expect((await handlerById(test.store.db, 'sun'))?.state).toBe('active');
    expect((await members.list(zhao)).members.every((member) => member.cannotRemove?.rule === 'E1')).toBe(true);
    await test.store.db
      .updateTable('handler')
      .set({ capacity: 'legalRepresentative' })
      .where('id', '=', 'zhao')
      .execute();
    await removal.remove(zhao, leaves);
    expect((await handlerById(test.store.db, 'sun'))?.state).toBe('removed');
  });
});
