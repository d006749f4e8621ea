import { describe, expect, it } from 'vitest';
import type { DomainEvent } from '../../../../src-main/bureau/act/domain-events.ts';
import type { NewBinding } from '../../../../src-main/bureau/staff/bindings.ts';
import { handlerById } from '../../../../src-main/store/repositories/identity.ts';
import { testEnterprise } from '../enterprise/fixture.ts';
import { refused } from '../fixture.ts';

type Bureau = Awaited<ReturnType<typeof testEnterprise>>;
const role = { roleId: 'role', functions: ['tax.vat.general'] };
const gu: NewBinding = {
  enterpriseId: 'ent',
  capacity: 'handler',
  name: '顾言',
  idType: 'residentIdentityCard',
  idNumber: 'gu',
  role,
};

const add = (desk: Bureau, binding: NewBinding) =>
  desk.engine.acts.run(null, (act) => desk.bureau.staff.bindings.add(act, binding));
/** Somebody made a record of a real name. */
const recorded = (desk: Bureau, personId: string) =>
  desk.engine.acts.run(null, (act) => act.emit({ kind: 'realNameRecorded', personId, changed: false }));
const row = async (desk: Pick<Bureau, 'db'>, id: string) => {
  const found = await handlerById(desk.db, id);
  if (!found) throw new Error(`no handler ${id}`);
  return found;
};

describe('adding a handler', () => {
  it('E4: found and collected under this name is active at once, with the functions that are granted (E5)', async () => {
    const desk = await testEnterprise();
    const added = await add(desk, gu);
    expect(added).toMatchObject({
      state: 'active',
      name: '顾言',
      capacity: 'handler',
      role_id: 'role',
      person_id: 'p-gu',
    });
    expect((await desk.firm()).handlers.find((one) => one.name === '顾言')).toMatchObject({
      cannot: null,
      methods: { code: 'sms' },
    });
    await desk.loginByCode(added.id);
    expect([...(await desk.bureau.actors.enterpriseOf('w1')).functions]).toEqual(['tax.vat.general']);
  });

  it('E4: not found, found but not collected, and found under another name are pending alike', async () => {
    const desk = await testEnterprise();
    await desk.db
      .insertInto('person')
      .values({ id: 'p-he', id_type: 'residentIdentityCard', id_number: 'he', name: '何为', created_at: 1 })
      .execute();
    const [typed, uncollected, otherName] = [
      await add(desk, { ...gu, idNumber: 'new', name: '新来' }),
      await add(desk, { ...gu, idNumber: 'he', name: '何为' }),
      await add(desk, { ...gu, name: '顾岩' }),
    ];
    expect([typed.state, uncollected.state, otherName.state]).toEqual(['pending', 'pending', 'pending']);
    // The name that was typed is the name here; nobody learns whose the number is.
    expect(otherName.name).toBe('顾岩');
  });

  it('E3: the same person is not added twice, whatever name is typed; a number of somebody who was removed is free again', async () => {
    const desk = await testEnterprise();
    const added = await add(desk, gu);
    await expect(add(desk, gu)).rejects.toEqual(refused('CONFLICT', { rule: 'E3' }));
    await expect(add(desk, { ...gu, name: '顾岩' })).rejects.toEqual(refused('CONFLICT', { rule: 'E3' }));
    await expect(add(desk, { ...gu, idNumber: 'lin', name: '林岚' })).rejects.toEqual(
      refused('CONFLICT', { rule: 'E3' }),
    );
    await desk.engine.acts.run(null, (act) => desk.bureau.staff.bindings.remove(act, added));
    await expect(add(desk, gu)).resolves.toMatchObject({ state: 'active', password_hash: null });
  });

  it('E5, H4: functions that the role has not, staff maintenance, and another enterprise’s role are refused, and nobody is added', async () => {
    const desk = await testEnterprise();
    await expect(add(desk, { ...gu, role: { roleId: 'role', functions: ['query.payments'] } })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'E5' }),
    );
    // The fixture's role holds it, as a role of an older program might.
    await expect(add(desk, { ...gu, role: { roleId: 'role', functions: ['staff.maintain'] } })).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'H4' }),
    );
    await expect(add(desk, { ...gu, enterpriseId: 'agency' })).rejects.toEqual(refused('NOT_FOUND', { rule: 'E5' }));
    expect(await desk.db.selectFrom('handler').select('id').where('person_id', '=', 'p-gu').execute()).toEqual([]);
  });

  it('an agency’s staff is added without a role', async () => {
    const desk = await testEnterprise();
    expect(await add(desk, { ...gu, enterpriseId: 'agency', role: null })).toMatchObject({
      state: 'active',
      role_id: null,
      enterprise_id: 'agency',
    });
  });
});

describe('the pending person', () => {
  const collect = async (desk: Bureau, name: string) => {
    const { id } = await desk.db
      .selectFrom('person')
      .select('id')
      .where('id_number', '=', 'new')
      .executeTakeFirstOrThrow();
    await desk.db
      .insertInto('real_name_record')
      .values({
        id: 'r-new',
        person_id: id,
        name,
        mobile: '15400000099',
        origin: 'collected',
        recorded_at: 1,
        replaced_at: null,
      })
      .execute();
    return id;
  };

  it('E4: is active as soon as the real name is collected under the same name; the trail says so', async () => {
    const desk = await testEnterprise();
    const { id } = await add(desk, { ...gu, idNumber: 'new', name: '新来' });
    await desk.login('lin', 'hers');
    const personId = await collect(desk, '新来');
    await recorded(desk, personId);
    expect(await row(desk, id)).toMatchObject({ state: 'active' });
    expect(await desk.acts('staff.activate')).toMatchObject([{ handler_id: id, client_id: 'ent', rule: 'E4' }]);
    expect(desk.notified).toContainEqual({ window: 'hers', event: { kind: 'staffChanged' } });
    await recorded(desk, personId);
    expect(await desk.acts('staff.activate')).toHaveLength(1);
  });

  it('E4: stays pending under another name, and cannot log in meanwhile (A3)', async () => {
    const desk = await testEnterprise();
    const { id } = await add(desk, { ...gu, idNumber: 'new', name: '新来' });
    await recorded(desk, await collect(desk, '新莱'));
    expect(await row(desk, id)).toMatchObject({ state: 'pending' });
    const { flow, handlers } = await desk.firm();
    expect(handlers.find((one) => one.handlerId === id)).toMatchObject({
      cannot: expect.stringContaining('实名采集') as string,
      methods: { password: false, code: null },
    });
    await expect(desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: id }, desk.caller())).rejects.toEqual(
      refused('REAL_NAME_REQUIRED', { rule: 'A3' }),
    );
  });

  it('E4: is active after a start, where a crash came between the record and what is told of it', async () => {
    const desk = await testEnterprise();
    const { id } = await add(desk, { ...gu, idNumber: 'new', name: '新来' });
    await collect(desk, '新来');
    await desk.engine.start();
    expect(await row(desk, id)).toMatchObject({ state: 'active' });
  });
});

describe('change and removal', () => {
  it('E6: another role and other functions count at once in the open session, and its window is told', async () => {
    const desk = await testEnterprise();
    await desk.login('bao', 'his');
    const emitted: DomainEvent[] = [];
    desk.engine.domainEvents.on((event) => {
      emitted.push(event);
    });
    await desk.engine.acts.run(null, async (act) =>
      desk.bureau.staff.bindings.change(act, await row(act, 'bao'), {
        role: { roleId: 'role', functions: ['query.filings'] },
      }),
    );
    expect([...(await desk.bureau.actors.enterpriseOf('his')).functions]).toEqual(['query.filings']);
    expect(emitted).toContainEqual(expect.objectContaining({ kind: 'ownRightsChanged', window: 'his' }));
  });

  it('E6: of two officers at one person the later one is told, and changes nothing', async () => {
    const desk = await testEnterprise();
    const before = await row(desk, 'bao');
    const change = (functions: string[]) =>
      desk.engine.acts.run(null, (act) =>
        desk.bureau.staff.bindings.change(act, before, { role: { roleId: 'role', functions } }),
      );
    await change(['query.filings']);
    await expect(change([])).rejects.toEqual(refused('CONFLICT'));
  });

  it('E7: removal ends every session of the person at once, and says so in the window', async () => {
    const desk = await testEnterprise();
    await desk.login('bao', 'one');
    await desk.login('bao', 'two');
    await desk.engine.acts.run(null, async (act) => desk.bureau.staff.bindings.remove(act, await row(act, 'bao')));
    for (const window of ['one', 'two'])
      expect(await desk.call(window).session.current()).toMatchObject({ who: null, ended: 'rightsRemoved' });
    expect((await desk.firm()).handlers.map((one) => one.name)).toEqual(['林岚', '方舟']);
  });

  it('E7: the last legal representative cannot be removed', async () => {
    const desk = await testEnterprise();
    await expect(
      desk.engine.acts.run(null, async (act) => desk.bureau.staff.bindings.remove(act, await row(act, 'lin'))),
    ).rejects.toEqual(refused('RULE_BROKEN', { rule: 'E7' }));
    expect(await row(desk, 'lin')).toMatchObject({ state: 'active' });
  });
});
