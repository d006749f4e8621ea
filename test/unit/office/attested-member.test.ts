import { describe, expect, it } from 'vitest';
import { hua, caller, wang, office, acts, withFirmPassword, logIn } from './staff-fixture.ts';

describe('A3: a member whose identity card an admin has seen', () => {
  it('logs in once with the one-time code, which opens nothing but the page for a password of their own (B5, D3)', async () => {
    const { test, zhao, staff } = await office();
    await withFirmPassword(test);
    const { handlerId, ticket } = await staff.attest.add(zhao, wang);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      name: '王珊',
      realName: 'attested',
      password: 'reset',
      resetUntil: '2026-11-24T04:00:00.000Z',
      vault: 'none',
      clients: 0,
      lastLoginAt: null,
      team: { name: '一组' },
      mobileMasked: '154****0008',
    });
    await expect(logIn(test, handlerId, '111111')).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect(await logIn(test, handlerId, ` ${ticket.toLowerCase().replaceAll('-', ' ')}`)).toEqual({
      handlerId,
      wrapKey: null,
    });
    const { actors, recovery } = test.engine.bureau;
    await expect(test.engine.bureau.sessions.staffOf(caller.window)).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    const opened = await actors.ticketOf(caller.window, 'personalPassword');
    await expect(recovery.setPersonalPassword(opened, ticket)).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    await recovery.setPersonalPassword(opened, 'Qingtian-58');
    await expect(logIn(test, handlerId, ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    expect((await logIn(test, handlerId, 'Qingtian-58')).wrapKey).toHaveLength(32);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      password: 'set',
      present: true,
      lastLoginAt: '2026-11-23T04:00:00.000Z',
    });
    const [record] = await acts(test, 'staff.add');
    expect(record).toMatchObject({ result: 'done', rule: 'A3', staff_name: '赵敏' });
    expect(JSON.stringify(record)).not.toContain(ticket.slice(0, 4) + ticket.slice(5, 9));
    expect(record?.text).toContain('1101**********002X');
  });

  it('the code is good for one login within 24 hours, and a new one voids it', async () => {
    const { test, zhao, staff } = await office();
    await withFirmPassword(test);
    const { handlerId, ticket } = await staff.attest.add(zhao, wang);
    const second = await staff.passwords.reset(zhao, handlerId);
    if (second.kind !== 'ticket') throw new Error('the office profile hands out codes');
    await expect(logIn(test, handlerId, ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await logIn(test, handlerId, second.ticket);
    await expect(logIn(test, handlerId, second.ticket)).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    const third = await staff.passwords.reset(zhao, handlerId);
    test.clock.at(test.clock.now() + 24 * 3_600_000);
    await expect(logIn(test, handlerId, third.kind === 'ticket' ? third.ticket : '')).rejects.toMatchObject({
      code: 'CREDENTIALS_WRONG',
    });
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === handlerId)).toMatchObject({
      password: 'reset',
      resetUntil: null,
    });
  });

  it('is refused by name of the field, or because they are here already; nothing is left behind', async () => {
    const { test, zhao, staff } = await office();
    await staff.attest.add(zhao, wang);
    const persons = async () => (await test.store.db.selectFrom('person').select('id').execute()).length;
    const before = await persons();
    await expect(staff.attest.add(zhao, { ...wang, idNumber: '110105194912310021' })).rejects.toMatchObject({
      fields: [{ field: 'idNumber' }],
    });
    await expect(
      staff.attest.add(zhao, { ...wang, name: '刘洋', idNumber: '440524188001010014' }),
    ).rejects.toMatchObject({ fields: [{ field: 'mobile' }] });
    await expect(staff.attest.add(zhao, { ...wang, name: '王姗' })).rejects.toMatchObject({
      fields: [{ field: 'name' }],
    });
    await expect(staff.attest.add(zhao, wang)).rejects.toMatchObject({ code: 'CONFLICT' });
    await expect(
      staff.attest.add(zhao, {
        ...wang,
        name: '刘洋',
        idNumber: '440524188001010014',
        mobile: '15400000009',
        teamId: 'nowhere',
      }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(await persons()).toBe(before);
  });

  it('I3: another mobile or name is a new record, the old one stays; whoever had none may log in now', async () => {
    const { test, zhao, staff } = await office();
    const { handlerId } = await staff.attest.add(zhao, wang);
    await staff.attest.attest(zhao, { handlerId, name: '王珊', mobile: '15400000010' });
    await staff.attest.attest(zhao, { handlerId, name: '王姗', mobile: '15400000010' });
    await staff.attest.attest(zhao, { handlerId, name: '王姗', mobile: '15400000010' });
    const records = await test.store.db
      .selectFrom('real_name_record')
      .select(['name', 'mobile', 'origin', 'replaced_at'])
      .orderBy('replaced_at')
      .execute();
    expect(records).toHaveLength(3);
    expect(records.filter((record) => record.replaced_at === null)).toEqual([
      { name: '王姗', mobile: '15400000010', origin: 'attested', replaced_at: null },
    ]);
    expect((await acts(test, 'staff.attest')).map((row) => row.text)).toEqual([
      '核验王珊的身份证件，姓名更正为王姗',
      '核验王珊的身份证件',
    ]);
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === 'li')).toMatchObject({
      realName: 'missing',
    });
    await staff.attest.attest(zhao, { handlerId: 'li', name: '李想', mobile: '15400000011' });
    expect((await staff.members.list(zhao)).members.find((member) => member.handlerId === 'li')).toMatchObject({
      realName: 'attested',
      name: '李想',
    });
  });

  it('E4: whoever waited for a real name in an enterprise too is pending no more there', async () => {
    const { test, zhao, staff } = await office();
    await test.addClient('hua', { ...hua, assigned: ['sun'] });
    const { db } = test.store;
    await db
      .insertInto('person')
      .values({ id: 'p-wang', id_type: wang.idType, id_number: wang.idNumber, name: wang.name, created_at: 0 })
      .execute();
    await db
      .insertInto('handler')
      .values({
        id: 'wang',
        enterprise_id: 'hua',
        person_id: 'p-wang',
        capacity: 'handler',
        state: 'pending',
        password_hash: null,
        registered_name: wang.name,
        role_id: null,
        created_at: 0,
        removed_at: null,
      })
      .execute();
    await staff.attest.add(zhao, wang);
    expect(await db.selectFrom('handler').select('state').where('id', '=', 'wang').executeTakeFirst()).toEqual({
      state: 'active',
    });
    expect(await acts(test, 'staff.activate')).toMatchObject([{ rule: 'E4', client_id: 'hua' }]);
  });

  it('not in a training world, where the bureau adds people and the phone collects their real name', async () => {
    const { test, zhao, staff } = await office({ training: true });
    await expect(staff.attest.add(zhao, wang)).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'A3' } });
    await expect(
      staff.attest.attest(zhao, { handlerId: 'li', name: '李想', mobile: '15400000011' }),
    ).rejects.toMatchObject({ code: 'RULE_BROKEN' });
    expect((await staff.members.list(zhao)).attests).toBe(false);
    expect((await acts(test, 'staff.add')).map((row) => row.result)).toEqual(['refused']);
  });
});
