import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { testEnterprise } from '../enterprise/fixture.ts';
import { usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';

async function withOfficer() {
  const desk = await testEnterprise();
  await desk.login('lin', 'hers');
  const hers = desk.call('hers').enterpriseStaff;
  const role = async (name = '申报岗') => {
    const found = (await hers.overview()).roles.find((one) => one.name === name);
    if (!found) throw new Error(`no role ${name}`);
    return found;
  };
  const granted = async () => (await hers.overview()).people.find((one) => one.name === '鲍宁')?.granted.toSorted();
  return { ...desk, hers, role, granted };
}
const two = ['query.filings', 'tax.vat.general'];

describe('roles', () => {
  it('E2: a role has a name of its own, a description and its ticked functions', async () => {
    const { hers, role, acts } = await withOfficer();
    const { roleId } = await hers.addRole({
      name: ' 开票岗 ',
      description: '领用发票',
      functions: ['query.filings', 'query.payments'],
    });
    expect(await role('开票岗')).toMatchObject({
      id: roleId,
      description: '领用发票',
      functions: expect.arrayContaining(['query.filings', 'query.payments']) as string[],
      holders: [],
    });
    for (const name of ['开票岗', '开 票岗', ' 开票岗']) {
      await expect(hers.addRole({ name, description: '', functions: ['query.filings'] })).rejects.toMatchObject({
        code: 'INVALID_INPUT',
        data: { fields: [{ field: 'name' }] },
      });
    }
    await expect(hers.addRole({ name: '空岗', description: '', functions: [] })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: [{ field: 'functions' }] },
    });
    expect((await acts('staff.role.add')).map((row) => [row.result, row.staff_name])).toEqual([['done', '林岚']]);
  });

  it('H4: a role never holds staff maintenance, delegation management, or what the catalogue does not know', async () => {
    const { hers, role } = await withOfficer();
    for (const id of ['staff.maintain', 'delegation.manage', 'tax.of.another.age']) {
      await expect(
        hers.addRole({ name: '越权岗', description: '', functions: ['query.filings', id] }),
      ).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'H4' } });
      const { id: roleId, revision } = await role();
      await expect(
        hers.changeRole({ roleId, revision, name: '申报岗', description: '', functions: [id] }),
      ).rejects.toMatchObject({ code: 'RULE_BROKEN', data: { rule: 'H4' } });
    }
  });

  it('E7: a narrower role narrows whoever holds it at once; widened again it gives nothing back by itself', async () => {
    const { hers, role, granted, login, notified } = await withOfficer();
    await login('bao', 'his');
    const { id: roleId, revision } = await role();
    await hers.changeRole({ roleId, revision, name: '申报岗', description: '', functions: ['query.filings'] });
    expect(await granted()).toEqual(['query.filings']);
    expect(notified).toContainEqual({ window: 'his', event: { kind: 'ownRightsChanged' } });
    await hers.changeRole({ roleId, revision: revision + 1, name: '申报岗', description: '', functions: two });
    expect(await granted()).toEqual(['query.filings']);
  });

  it('E2: what a role gains its holders get when it is said; a role that was changed meanwhile is not overwritten', async () => {
    const { hers, role, granted } = await withOfficer();
    const { id: roleId, revision } = await role();
    await hers.changeRole({
      roleId,
      revision,
      name: '申报岗',
      description: '',
      functions: [...two, 'query.payments'],
      grantAdded: true,
    });
    expect(await granted()).toEqual(['query.filings', 'query.payments', 'tax.vat.general']);
    await expect(
      hers.changeRole({ roleId, revision, name: '别名', description: '', functions: two }),
    ).rejects.toMatchObject({ code: 'CONFLICT' });
    expect((await role()).functions).toHaveLength(3);
  });

  it('E2: a role that somebody holds is deleted only with a replacement; the holder keeps what both have', async () => {
    const { hers, role, granted, acts } = await withOfficer();
    const { id: roleId, revision } = await role();
    await expect(hers.deleteRole({ roleId, revision })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
      message: expect.stringContaining('鲍宁') as string,
      data: { rule: 'E2' },
    });
    await expect(hers.deleteRole({ roleId, revision, replacementId: roleId })).rejects.toMatchObject({
      code: 'RULE_BROKEN',
    });
    const { roleId: other } = await hers.addRole({
      name: '查询岗',
      description: '',
      functions: ['query.filings', 'query.payments'],
    });
    await hers.deleteRole({ roleId, revision, replacementId: other });
    const { people, roles } = await hers.overview();
    expect(roles.map((one) => one.name)).toEqual(['查询岗']);
    expect(people.find((one) => one.name === '鲍宁')?.role?.name).toBe('查询岗');
    expect(await granted()).toEqual(['query.filings']);
    expect((await acts('staff.role.delete')).map((row) => row.result)).toEqual(['refused', 'refused', 'done']);
  });

  it('E2: a role of people who were removed is free, and another enterprise’s is not there', async () => {
    const { hers, role, db } = await withOfficer();
    await hers.remove({ handlerId: 'bao' });
    const { id: roleId, revision } = await role();
    await hers.deleteRole({ roleId, revision });
    await db
      .insertInto('role')
      .values({ id: 'foreign', enterprise_id: 'agency', name: '外部', description: '', created_at: 1 })
      .execute();
    await expect(hers.deleteRole({ roleId: 'foreign', revision: 1 })).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await expect(
      hers.changeRole({ roleId: 'foreign', revision: 1, name: '改名', description: '', functions: two }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });

  it('E5, E7: whatever is done to a role and its holder, what is granted stays within the role', async () => {
    const { hers, db, granted } = await withOfficer();
    // A role of an older program may hold more than a role may.
    await db.deleteFrom('handler_function').where('function_id', '=', 'staff.maintain').execute();
    const some = fc.subarray([...usualCatalogue.roleGrantable].slice(0, 6), { minLength: 1 });
    const act = fc.oneof(
      fc.record({ kind: fc.constant('role' as const), functions: some, grantAdded: fc.boolean() }),
      fc.record({ kind: fc.constant('person' as const), functions: some }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 1, maxLength: 5 }), async (acts) => {
        for (const one of acts) {
          const {
            roles: [held],
            people,
          } = await hers.overview();
          const bao = people.find((person) => person.name === '鲍宁');
          if (!held || !bao) throw new Error('role and holder are gone');
          if (one.kind === 'role')
            await hers.changeRole({
              roleId: held.id,
              revision: held.revision,
              name: '申报岗',
              description: '',
              functions: one.functions,
              grantAdded: one.grantAdded,
            });
          else {
            const fits = one.functions.every((id) => held.functions.includes(id));
            const done = await hers
              .changeRights({
                handlerId: 'bao',
                revision: bao.revision,
                capacity: 'handler',
                roleId: held.id,
                functions: one.functions,
              })
              .then(
                () => true,
                () => false,
              );
            expect(done).toBe(fits);
          }
          const role = new Set(
            (await db.selectFrom('role_function').select('function_id').where('role_id', '=', held.id).execute()).map(
              (row) => row.function_id,
            ),
          );
          const stored = (
            await db.selectFrom('handler_function').select('function_id').where('handler_id', '=', 'bao').execute()
          ).map((row) => row.function_id);
          expect(stored.filter((id) => !role.has(id))).toEqual([]);
          expect(await granted()).toEqual(stored.toSorted());
        }
      }),
      { numRuns: 25 },
    );
  });
});

describe('the matrix', () => {
  it('E1, E5: people by functions, in the catalogue’s order, and why for each', async () => {
    const { hers } = await withOfficer();
    const { functions, people } = await hers.matrix();
    expect(functions.length).toBeGreaterThan(90);
    expect(people.map((one) => [one.name, one.cells.length])).toEqual([
      ['林岚', functions.length],
      ['方舟', functions.length],
      ['鲍宁', functions.length],
    ]);
    const cell = (name: string, id: string) => people.find((one) => one.name === name)?.cells[functions.indexOf(id)];
    expect([
      cell('林岚', 'staff.maintain'),
      cell('鲍宁', 'tax.vat.general'),
      cell('鲍宁', 'query.payments'),
      cell('鲍宁', 'staff.maintain'),
    ]).toEqual(['officer', 'granted', 'roleLacks', 'reserved']);
    expect(await hers.why({ handlerId: 'bao', functionId: 'query.payments' })).toMatchObject({
      held: false,
      rule: 'E2',
      whoCanMend: '法定代表人或财务负责人',
      steps: [
        { link: 'staff', ok: true },
        { link: 'scope', ok: false },
        { link: 'identity', ok: true },
      ],
    });
    await expect(hers.why({ handlerId: 'zhao', functionId: 'query.payments' })).rejects.toMatchObject({
      code: 'NOT_FOUND',
    });
  });
});
