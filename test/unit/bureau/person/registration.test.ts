import { describe, expect, it } from 'vitest';
import { unclaimedTaxpayerId } from '../../../../src-main/training/sample/unclaimed-numbers.ts';
import { passwords, people, refusedCall, testPeople } from './fixture.ts';

const { su, bai, he, nobody } = people;
const password = 'Xin-Ziran-88';
type Desk = Awaited<ReturnType<typeof testPeople>>;

const form = (of: { idNumber: string; name: string; mobile: string }) => ({
  idType: 'residentIdentityCard' as const,
  idNumber: of.idNumber,
  name: of.name,
  mobile: of.mobile,
});
async function register(desk: Desk, of: { idNumber: string; name: string; mobile: string }, window = 'w1') {
  const { flow } = await desk.call(window).registration.personCode(form(of));
  return desk.call(window).registration.person({ ...form(of), flow, code: desk.code(), password });
}

describe('registration of a natural person', () => {
  it('A5: document, name, mobile with code, and password make an account, and real-name collection comes next', async () => {
    const desk = await testPeople();
    await expect(register(desk, nobody)).resolves.toMatchObject({ name: nobody.name, realName: false });
    expect((await desk.call().session.current()).who).toBeNull();
    await expect(desk.login(nobody.mobile, password)).resolves.toMatchObject({
      who: { kind: 'person', realName: false },
    });
    await expect(desk.login(nobody.idNumber, password)).resolves.toMatchObject({ who: { kind: 'person' } });
    expect(await desk.acts('registration.person')).toMatchObject([{ result: 'done', rule: 'A5' }]);
  });

  it('A5: somebody the bureau knows as a handler is the same person, and keeps the enterprises', async () => {
    const desk = await testPeople();
    await expect(register(desk, bai)).resolves.toEqual({ personId: 'p-bai', name: bai.name, realName: true });
    await desk.db.deleteFrom('person_account').where('person_id', '=', 'p-su').execute();
    await register(desk, su, 'w2');
    await desk.login(su.mobile, password, 'w2');
    expect((await desk.call('w2').person.home()).enterprises).toHaveLength(4);
  });

  it('A5: until the code is proved a known identifier is answered like an unknown one', async () => {
    const desk = await testPeople();
    const said: unknown[] = [];
    for (const one of [nobody, { ...su, mobile: '15400000031' }, { ...bai, mobile: '15400000032' }]) {
      const { flow, mobileMasked: _, ...sent } = await desk.call().registration.personCode(form(one));
      const error = await desk
        .call()
        .registration.person({ ...form(one), flow, code: '000000', password })
        .catch((refusal: { code: string; message: string }) => [refusal.code, refusal.message]);
      said.push([sent, error]);
    }
    expect(said[1]).toEqual(said[0]);
    expect(said[2]).toEqual(said[0]);
    expect(said[0]).toEqual([expect.anything(), ['CODE_WRONG', expect.anything()]]);
  });

  it('A5: after the code: already registered, another name, not the verified mobile, another’s mobile', async () => {
    const desk = await testPeople();
    await expect(register(desk, su, 'a')).rejects.toEqual(refusedCall('CONFLICT', { rule: 'A5', link: 'state' }));
    await expect(register(desk, { ...bai, name: '白若水' }, 'b')).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'identity' }),
    );
    await expect(register(desk, { ...bai, mobile: '15400000033' }, 'c')).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'identity', whoCanMend: '本人' }),
    );
    desk.later();
    await expect(register(desk, { ...nobody, mobile: su.mobile }, 'd')).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'identity' }),
    );
    await expect(
      desk.db.selectFrom('person').select('id').where('id_number', '=', nobody.idNumber).execute(),
    ).resolves.toEqual([]);
    expect((await desk.acts('registration.person')).map((row) => row.result)).toEqual([
      'refused',
      'refused',
      'refused',
      'refused',
    ]);
  });

  it('A5: a mobile that changed hands belongs to whoever proved it last; who had it before logs in by document number', async () => {
    const desk = await testPeople();
    await register(desk, { ...nobody, mobile: he.mobile });
    await expect(desk.login(he.mobile, passwords.person)).rejects.toEqual(refusedCall('CREDENTIALS_WRONG'));
    expect((await desk.login(he.mobile, password)).who).toMatchObject({ person: { name: nobody.name } });
    expect((await desk.login(he.idNumber)).who).toMatchObject({ person: { name: he.name } });
  });

  it('A5, B6, K2: a weak password uses up no code; a wrong document number and a changed mobile are told', async () => {
    const desk = await testPeople();
    const { flow } = await desk.call().registration.personCode(form(nobody));
    const code = desk.code();
    const send = (change: object) =>
      desk.call().registration.person({ ...form(nobody), flow, code, password, ...change });
    await expect(send({ password: `A-${nobody.idNumber.slice(6, 14)}` })).rejects.toEqual(
      refusedCall('PASSWORD_POLICY', { rule: 'B6' }),
    );
    await expect(send({ idNumber: `${nobody.idNumber.slice(0, 17)}?` })).rejects.toMatchObject({
      code: 'INVALID_INPUT',
      data: { fields: [{ field: 'idNumber' }] },
    });
    await expect(send({ mobile: '15400000034' })).rejects.toEqual(refusedCall('CODE_EXPIRED'));
    await expect(send({})).resolves.toMatchObject({ name: nobody.name });
    await expect(send({})).rejects.toEqual(refusedCall('FLOW_EXPIRED'));
  });
});

describe('registration of an enterprise', () => {
  const taxpayerId = unclaimedTaxpayerId(28_400_000, '2101');
  const name = '沈阳新芽商贸有限公司';
  const registryNames = (desk: Desk, of: { name: string; idNumber: string }) =>
    desk.engine.training!.registry.put(taxpayerId, {
      capacity: 'legalRepresentative',
      name: of.name,
      idType: 'residentIdentityCard',
      idNumber: of.idNumber,
    });
  async function registerEnterprise(desk: Desk, of: { mobile: string }, change: object = {}, window = 'w1') {
    const fields = { taxpayerId, name, mobile: of.mobile, ...change };
    const { flow } = await desk.call(window).registration.enterpriseCode(fields);
    return desk.call(window).registration.enterprise({ ...fields, flow, code: desk.code(), password });
  }

  it('A5, B7: the registry’s legal representative registers it with the verified mobile; the first login is an ordinary one with a sync', async () => {
    const desk = await testPeople();
    await registryNames(desk, bai);
    await expect(registerEnterprise(desk, bai)).resolves.toEqual({ name, taxpayerId });
    const flow = await desk.bureau.enterpriseSignIn.firm({ taxpayerId, password }, desk.caller());
    expect(flow).toMatchObject({ synced: false, enterprise: { name } });
    await expect(desk.bureau.enterpriseSignIn.sync(flow?.flow ?? '', desk.caller())).resolves.toMatchObject({
      handlers: [{ name: bai.name, cannot: null }],
    });
    expect(await desk.acts('registration.enterprise')).toMatchObject([{ result: 'done', rule: 'A5' }]);
  });

  it('A5: unknown to the registry, another legal representative, no real name, registered already: each is refused with what to do', async () => {
    const desk = await testPeople();
    await expect(registerEnterprise(desk, bai)).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'registry', whoCanMend: '主管税务机关' }),
    );
    await registryNames(desk, su);
    desk.later();
    await expect(registerEnterprise(desk, bai)).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'registry', whoCanMend: '该企业的法定代表人' }),
    );
    await expect(registerEnterprise(desk, he)).rejects.toEqual(refusedCall('REAL_NAME_REQUIRED', { rule: 'A5' }));
    await registryNames(desk, { ...su, name: '苏明达' });
    await expect(registerEnterprise(desk, su)).rejects.toEqual(refusedCall('RULE_BROKEN', { link: 'identity' }));
    await registryNames(desk, su);
    desk.later();
    await registerEnterprise(desk, su);
    desk.later();
    await expect(registerEnterprise(desk, su)).rejects.toEqual(refusedCall('CONFLICT', { link: 'state' }));
  });

  it('A5: nobody but the legal representative learns whether it is registered', async () => {
    const desk = await testPeople();
    await registryNames(desk, su);
    const before = await registerEnterprise(desk, bai).catch((error: { code: string; message: string }) => [
      error.code,
      error.message,
    ]);
    await registerEnterprise(desk, su);
    desk.later();
    expect(
      await registerEnterprise(desk, bai).catch((error: { code: string; message: string }) => [
        error.code,
        error.message,
      ]),
    ).toEqual(before);
  });

  it('A5: an enterprise of the bureau without a password gets one, under its own name only', async () => {
    const desk = await testPeople();
    await registryNames(desk, su);
    await desk.db
      .insertInto('enterprise')
      .values({
        id: 'known',
        taxpayer_id: taxpayerId,
        name,
        kind: 'general',
        address: '',
        social_insurance_only: false,
        is_agency: false,
        password_hash: null,
        handlers_synced_at: null,
        created_at: 1,
      })
      .execute();
    await expect(registerEnterprise(desk, su, { name: '沈阳旧芽商贸有限公司' })).rejects.toEqual(
      refusedCall('RULE_BROKEN', { link: 'input' }),
    );
    desk.later();
    await registerEnterprise(desk, su);
    await expect(desk.bureau.enterpriseSignIn.firm({ taxpayerId, password }, desk.caller())).resolves.toMatchObject({
      enterprise: { name },
    });
  });

  it("A5: what an agency's office typed of an enterprise binds nobody: it is registered under its own name, and that is the bureau's from then on", async () => {
    const desk = await testPeople();
    await registryNames(desk, su);
    await desk.db
      .insertInto('enterprise')
      .values({
        id: 'typed',
        taxpayer_id: taxpayerId,
        name: '别人打错的名称',
        kind: 'general',
        address: '',
        social_insurance_only: false,
        is_agency: false,
        password_hash: null,
        handlers_synced_at: null,
        created_at: 1,
        typed_by_office: true,
      })
      .execute();
    await registerEnterprise(desk, su);
    expect(
      await desk.db.selectFrom('enterprise').selectAll().where('id', '=', 'typed').executeTakeFirstOrThrow(),
    ).toMatchObject({ name, kind: 'smallScale', typed_by_office: false });
  });

  it.each(['down', 'slow'] as const)('A5, B2: a registry that is %s uses up no code', async (outcome) => {
    const desk = await testPeople();
    await registryNames(desk, su);
    await desk.engine.training?.registry.steer(taxpayerId, outcome);
    const fields = { taxpayerId, name, mobile: su.mobile };
    const { flow } = await desk.call().registration.enterpriseCode(fields);
    const code = desk.code();
    await expect(desk.call().registration.enterprise({ ...fields, flow, code, password })).rejects.toEqual(
      refusedCall('REGISTRY_UNAVAILABLE'),
    );
    await desk.engine.training?.registry.steer(taxpayerId, 'answers');
    await expect(desk.call().registration.enterprise({ ...fields, flow, code, password })).resolves.toMatchObject({
      taxpayerId,
    });
  });

  it('B6, A5: the password is held against the representative’s document number only after the code', async () => {
    const desk = await testPeople();
    await registryNames(desk, su);
    const fields = { taxpayerId, name, mobile: su.mobile };
    const { flow } = await desk.call().registration.enterpriseCode(fields);
    const revealing = `Xq-${su.idNumber.slice(1, 8)}`;
    await expect(
      desk.call().registration.enterprise({ ...fields, flow, code: '000000', password: revealing }),
    ).rejects.toEqual(refusedCall('CODE_WRONG'));
    await expect(
      desk.call().registration.enterprise({ ...fields, flow, code: desk.code(), password: revealing }),
    ).rejects.toEqual(refusedCall('PASSWORD_POLICY'));
    // J4: the record names the rule that refused.
    expect(await desk.acts('registration.enterprise')).toMatchObject([
      { result: 'refused', rule: 'J1' },
      { result: 'refused', rule: 'B6' },
    ]);
  });
});
