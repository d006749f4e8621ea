import { describe, expect, it } from 'vitest';
import type { RegistryOutcome } from '@contract/training.ts';
import { openSessions } from '../../../../src-main/store/repositories/sessions.ts';
import { refused } from '../fixture.ts';
import { passwords, taxpayerId, testEnterprise } from './fixture.ts';

describe('同步办税人', () => {
  it('B2, B7: before the first sync nobody can be chosen; a sync says so and shows who may log in', async () => {
    const { bureau, caller, firm, acts, db } = await testEnterprise({ synced: false });
    const flow = await firm();
    expect(flow).toMatchObject({ synced: false, handlers: [] });
    await expect(
      bureau.enterpriseSignIn.finish(
        { flow: flow.flow, handlerId: 'lin', proof: { kind: 'password', password: passwords.person } },
        caller(),
      ),
    ).rejects.toEqual(refused('SYNC_REQUIRED', { rule: 'B7' }));
    const synced = await bureau.enterpriseSignIn.sync(flow.flow, caller());
    expect(synced.synced).toBe(true);
    expect(synced.sync).toMatchObject({
      day: '2026-11-23',
      officers: [
        { line: '法定代表人林岚', status: 'canLogIn', whatToDo: null },
        { line: '财务负责人方舟', status: 'canLogIn' },
      ],
    });
    expect(synced.handlers.map(({ name, capacity, cannot }) => ({ name, capacity, cannot }))).toEqual(
      expect.arrayContaining([
        { name: '林岚', capacity: 'legalRepresentative', cannot: null },
        { name: '方舟', capacity: 'financeOfficer', cannot: null },
      ]),
    );
    expect(synced.handlers).toHaveLength(2);
    expect(await acts('enterprise.sync')).toMatchObject([{ result: 'done', client_id: 'ent' }]);
    const before = await db.selectFrom('handler').selectAll().where('enterprise_id', '=', 'ent').execute();
    await bureau.enterpriseSignIn.sync(flow.flow, caller());
    expect(await db.selectFrom('handler').selectAll().where('enterprise_id', '=', 'ent').execute()).toEqual(before);
  });

  it('B3, A3: without a real-name record, or with another name on it, a person is listed, cannot log in, and is told how', async () => {
    const { bureau, caller, firm, db, registryNames } = await testEnterprise({ synced: false });
    await registryNames('financeOfficer', 'fang', '方洲');
    await db.deleteFrom('real_name_record').where('id', '=', 'r-lin').execute();
    const { flow } = await firm();
    const { handlers, sync } = await bureau.enterpriseSignIn.sync(flow, caller());
    expect(sync.officers).toMatchObject([
      { name: '林岚', status: 'notCollected', verifiedNameMasked: null },
      { name: '方洲', idNumberMasked: 'fang', status: 'nameDiffers', verifiedNameMasked: '方*' },
    ]);
    expect(sync.officers.every((officer) => officer.whatToDo?.includes('采集实名信息'))).toBe(true);
    const of = (capacity: string) => handlers.find((handler) => handler.capacity === capacity);
    expect(of('legalRepresentative')).toMatchObject({ name: '林岚', methods: { password: false, code: null } });
    expect(of('legalRepresentative')?.cannot).toContain('采集实名信息');
    expect(of('financeOfficer')).toMatchObject({ name: '方洲' });
    expect(of('financeOfficer')?.cannot).toContain('不一致');
    for (const { handlerId } of handlers) {
      await expect(bureau.enterpriseSignIn.sendCode({ flow, handlerId }, caller())).rejects.toEqual(
        refused('REAL_NAME_REQUIRED', { rule: 'A3' }),
      );
      await expect(
        bureau.enterpriseSignIn.finish({ flow, handlerId, proof: { kind: 'code', code: '000000' } }, caller()),
      ).rejects.toEqual(refused('REAL_NAME_REQUIRED'));
    }
  });

  it('B3: a new legal representative ends the rights of the old one at the next sync, open sessions and all', async () => {
    const { bureau, caller, firm, login, call, registryNames, acts } = await testEnterprise();
    await login('lin', 'old');
    await registryNames('legalRepresentative', 'gu', '顾言');
    await expect(call('old').enterprise.home()).resolves.toMatchObject({ person: { name: '林岚' } });
    const { flow } = await firm('new');
    const { handlers, sync } = await bureau.enterpriseSignIn.sync(flow, caller('new'));
    expect(sync.officers[0]?.line).toBe('法定代表人由林岚变更为顾言，林岚的权限已终止');
    expect(new Set(handlers.map((handler) => handler.name))).toEqual(new Set(['方舟', '鲍宁', '顾言']));
    expect(await call('old').session.current()).toMatchObject({ who: null, ended: 'rightsRemoved' });
    await expect(login('lin', 'again')).rejects.toEqual(refused('NOT_FOUND'));
    expect(await acts('enterprise.officer.replaced')).toMatchObject([{ rule: 'B3', client_id: 'ent' }]);
  });

  it('B3: sessions end in the very step that ends the rights; the windows that list people of the enterprise hear of it, no other', async () => {
    const { bureau, caller, firm, login, registryNames, engine, notified } = await testEnterprise();
    await login('lin', 'old');
    await login('lin', 'old2');
    await login('bao', 'his');
    await registryNames('legalRepresentative', 'gu', '顾言');
    await firm('choosing');
    await firm('cancelled').then(({ flow }) => bureau.enterpriseSignIn.cancel(flow, caller('cancelled')));
    const { flow } = await firm('new');
    // What a crash would find once the transaction is written and nothing after it is done.
    const open: string[] = [];
    engine.domainEvents.onRecord(async (event, { db }) => {
      if (event.kind === 'handlerRemoved')
        open.push(...(await openSessions(db, { handlerId: event.handlerId })).map(({ window }) => window));
    });
    notified.length = 0;
    await bureau.enterpriseSignIn.sync(flow, caller('new'));
    expect(open).toEqual([]);
    const heard = (kind: string) =>
      new Set(notified.filter(({ event }) => event.kind === kind).map(({ window }) => window));
    expect(heard('staffChanged')).toEqual(new Set(['his', 'choosing', 'new']));
    expect(heard('sessionChanged')).toEqual(new Set(['old', 'old2']));
  });

  it.each([
    ['slow', '响应缓慢'],
    ['down', '无法连接'],
  ] as const)('B2: a registry that is %s is told apart, and nothing has changed', async (outcome, text) => {
    const { bureau, caller, firm, engine, db, acts } = await testEnterprise({ synced: false });
    await engine.training?.registry.steer(taxpayerId, outcome);
    const { flow } = await firm();
    const error = await bureau.enterpriseSignIn.sync(flow, caller()).catch((refusal: Error) => refusal);
    expect(error).toEqual(refused('REGISTRY_UNAVAILABLE', { rule: 'B2', link: 'registry' }));
    expect((error as Error).message).toContain(text);
    expect(await db.selectFrom('handler').selectAll().where('enterprise_id', '=', 'ent').execute()).toEqual([]);
    expect(await acts('enterprise.sync')).toMatchObject([{ result: 'refused' }]);
    await engine.training?.registry.steer(taxpayerId, 'answers');
    await expect(bureau.enterpriseSignIn.sync(flow, caller())).resolves.toMatchObject({ synced: true });
  });

  it('B2: a sync that is given up changes nothing, and is told as such', async () => {
    const { bureau, caller, firm, engine, db, acts } = await testEnterprise({ synced: false });
    await engine.training?.registry.steer(taxpayerId, 'slow');
    const { flow } = await firm();
    const givenUp = new AbortController();
    const asked = bureau.enterpriseSignIn.sync(flow, caller(), givenUp.signal).catch((refusal: Error) => refusal);
    givenUp.abort();
    expect(await asked).toEqual(refused('REGISTRY_UNAVAILABLE', { rule: 'B2' }));
    expect(((await asked) as Error).message).toContain('已取消');
    expect(await db.selectFrom('handler').selectAll().where('enterprise_id', '=', 'ent').execute()).toEqual([]);
    expect(await acts('enterprise.sync')).toMatchObject([{ result: 'refused' }]);
  });

  it('B3, B9: each mood of the simulated registry leads to its own outcome, and back', async () => {
    const { bureau, caller, firm, engine, db, clock } = await testEnterprise();
    // Somebody known elsewhere, whom the registry can name as a successor.
    await db
      .insertInto('registry_officer')
      .values({
        taxpayer_id: '91210102MA0TEST9ZZ',
        capacity: 'legalRepresentative',
        name: '顾言',
        id_type: 'residentIdentityCard',
        id_number: 'gu',
      })
      .execute();
    const steer = (outcome: RegistryOutcome) => engine.training?.registry.steer(taxpayerId, outcome);
    const sync = async () => bureau.enterpriseSignIn.sync((await firm()).flow, caller());
    await steer('disagrees');
    expect((await sync()).sync.officers.map(({ status }) => status)).toEqual(['canLogIn', 'nameDiffers']);
    await steer('answers');
    expect((await sync()).sync.officers.map(({ status }) => status)).toEqual(['canLogIn', 'canLogIn']);
    await steer('unknown');
    await expect(sync()).rejects.toEqual(refused('REGISTRY_UNAVAILABLE', { rule: 'B9' }));
    await steer('successor');
    expect((await sync()).sync.officers[0]?.line).toBe('法定代表人由林岚变更为顾言，林岚的权限已终止');
    clock.at(clock.now() + 1);
    await steer('answers');
    expect((await sync()).sync.officers[0]?.line).toBe('法定代表人由顾言变更为林岚，顾言的权限已终止');
  });

  it('B9: a sync that finds nobody points to real-name collection, and does not count as B7’s sync', async () => {
    const { bureau, caller, firm, db } = await testEnterprise({ synced: false });
    await db.deleteFrom('registry_officer').execute();
    const { flow } = await firm();
    const error = await bureau.enterpriseSignIn.sync(flow, caller()).catch((refusal: Error) => refusal);
    expect(error).toEqual(refused('REGISTRY_UNAVAILABLE', { rule: 'B9' }));
    expect((error as Error).message).toContain('实名采集');
    expect((await firm()).synced).toBe(false);
  });

  it('ADR-0017: in the office profile the registry knows what an admin has typed', async () => {
    const { bureau, caller, firm } = await testEnterprise({ training: false, synced: false });
    const { flow } = await firm();
    const { handlers } = await bureau.enterpriseSignIn.sync(flow, caller());
    expect(handlers.map((handler) => handler.name).toSorted()).toEqual(['方舟', '林岚']);
  });
});
