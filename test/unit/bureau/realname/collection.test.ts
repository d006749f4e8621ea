import { describe, expect, it } from 'vitest';
import { refused } from '../fixture.ts';
import { socialTaxpayerId } from '../enterprise/fixture.ts';
import { minute, passwords, someone, taxpayerId, testRealName } from './fixture.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

describe('实名采集', () => {
  it('I1: card, supplementary details with a mobile proved by code, face: passing makes the record, and every step leaves a trail', async () => {
    const { bureau, caller, phones, code, address, du, acts, db } = await testRealName();
    const { phone, mobiles, card, record } = await phones().open('phone.phone-du');
    expect({ mobiles, name: card.name, record }).toEqual({ mobiles: [du.mobile], name: '杜若', record: null });
    const begun = await bureau.realName.begin(phone, caller('p'));
    expect(begun).toMatchObject({ card: null, details: null });
    const { collection } = begun;
    expect((await bureau.realName.readCard(collection, caller('p'))).card).toEqual({
      name: '杜若',
      idNumberMasked: expect.stringMatching(/^2101\*{10}/),
    });
    const sent = await bureau.realName.sendCode({ collection, mobile: du.mobile }, caller('p'));
    expect(sent.mobileMasked).toBe(`${du.mobile.slice(0, 3)}****${du.mobile.slice(-4)}`);
    expect((await phones().open('phone.phone-du')).messages[0]?.text).toContain('用于实名采集');
    const answer = await bureau.realName.details(
      { collection, mobile: du.mobile, code: code(), address, email: 'du@example.com' },
      caller('p'),
    );
    expect(answer.details).toEqual({ mobileMasked: sent.mobileMasked, address });
    expect(await bureau.realName.face(collection, caller('p'))).toMatchObject({
      name: '杜若',
      first: true,
      changed: false,
    });
    const person = await db
      .selectFrom('person')
      .selectAll()
      .where('id_number', '=', du.idNumber)
      .executeTakeFirstOrThrow();
    expect(
      await db
        .selectFrom('real_name_record')
        .innerJoin('real_name_detail', 'record_id', 'id')
        .selectAll()
        .where('person_id', '=', person.id)
        .execute(),
    ).toMatchObject([
      { name: '杜若', mobile: du.mobile, origin: 'collected', replaced_at: null, address, email: 'du@example.com' },
    ]);
    expect(
      (
        await db
          .selectFrom('audit')
          .select(['act', 'result'])
          .where('act', 'like', 'realName.%')
          .orderBy('seq')
          .execute()
      ).map(({ act, result }) => `${act} ${result}`),
    ).toEqual([
      'realName.begin done',
      'realName.card done',
      'realName.code done',
      'realName.details done',
      'realName.record done',
    ]);
    const written = JSON.stringify(await acts('realName.record')) + JSON.stringify(await acts('realName.code'));
    expect(written).not.toContain(du.idNumber);
    expect(written).not.toContain(du.mobile);
    // Nothing of a collection stays behind.
    expect(await db.selectFrom('real_name_collection').selectAll().execute()).toEqual([]);
  });

  it('I1, J4: giving a collection up is recorded while it stands; one that has run out is over already, and forgotten', async () => {
    const { bureau, caller, phones, acts, clock, db } = await testRealName();
    const { phone } = await phones().open('phone.phone-du');
    const first = await bureau.realName.begin(phone, caller('p'));
    await bureau.realName.cancel(first.collection, caller('p'));
    expect(await acts('realName.cancel')).toHaveLength(1);
    const second = await bureau.realName.begin(phone, caller('p'));
    clock.at(clock.now() + usualLimits.collection);
    await bureau.realName.cancel(second.collection, caller('p'));
    expect(await acts('realName.cancel')).toHaveLength(1);
    expect(await db.selectFrom('real_name_collection').selectAll().execute()).toEqual([]);
  });

  it('B9, A3: lists of a login that is under way hear of a collection and show who can log in now; windows without such a login hear nothing', async () => {
    const { bureau, caller, firm, collect, notified, call, later, acts } = await testRealName();
    const { flow, handlers } = await firm('choosing');
    const of = (list: typeof handlers) => list.find(({ name }) => name === '易安');
    expect(of(handlers)).toMatchObject({ cannot: expect.stringContaining('采集实名信息'), methods: { code: null } });
    await firm('cancelled').then(async (left) => bureau.enterpriseSignIn.cancel(left.flow, caller('cancelled')));
    await bureau.enterpriseSignIn.firm({ taxpayerId: socialTaxpayerId, password: passwords.firm }, caller('social'));
    await call('elsewhere').session.current();
    notified.length = 0;
    await collect('handler.yi');
    expect(notified.filter(({ event }) => event.kind === 'staffChanged')).toEqual([
      { window: 'choosing', event: { kind: 'staffChanged' } },
    ]);
    expect(of((await call('choosing').enterpriseSignIn.handlers({ flow }))?.handlers ?? [])).toMatchObject({
      cannot: null,
      methods: { code: 'sms' },
    });
    // Asking is nobody's act: a login that is over, or another window's, is answered without a refusal in the trail.
    expect(await call('elsewhere').enterpriseSignIn.handlers({ flow })).toBeNull();
    expect(await acts('enterpriseSignIn.handlers')).toEqual([]);
    // A login that ran out is nobody's list any more.
    later(60 * minute);
    notified.length = 0;
    await collect('handler.yi');
    expect(notified.filter(({ event }) => event.kind === 'staffChanged')).toEqual([]);
  });

  it('I1: no step without the one before it, in another window, after its time, or twice', async () => {
    const { bureau, caller, phones, du, card, details, clock, later } = await testRealName();
    const { phone } = await phones().open('phone.phone-du');
    const { collection } = await bureau.realName.begin(phone, caller('p'));
    await expect(bureau.realName.sendCode({ collection, mobile: du.mobile }, caller('p'))).rejects.toEqual(
      refused('RULE_BROKEN', { rule: 'I1' }),
    );
    await expect(bureau.realName.face(collection, caller('p'))).rejects.toEqual(refused('RULE_BROKEN'));
    await bureau.realName.readCard(collection, caller('p'));
    await expect(bureau.realName.face(collection, caller('p'))).rejects.toEqual(refused('RULE_BROKEN'));
    await expect(bureau.realName.readCard(collection, caller('other'))).rejects.toEqual(refused('FLOW_EXPIRED'));
    const second = await card('phone.phone-du', 'p');
    await expect(bureau.realName.readCard(collection, caller('p'))).rejects.toEqual(refused('FLOW_EXPIRED'));
    await details(second, du.mobile, 'p');
    const both = await Promise.allSettled([
      bureau.realName.face(second, caller('p')),
      bureau.realName.face(second, caller('p')),
    ]);
    expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    later(2 * minute);
    const third = await card('phone.phone-du', 'p');
    clock.at(clock.now() + usualLimits.collection);
    await expect(details(third, du.mobile, 'p')).rejects.toEqual(refused('FLOW_EXPIRED'));
    clock.at(clock.now() - 2 * usualLimits.collection);
    await expect(bureau.realName.readCard(third, caller('p'))).rejects.toEqual(refused('FLOW_EXPIRED'));
  });

  it('I1, J1: the mobile is proved by its own code: a wrong one, one of another mobile, and a used one are refused', async () => {
    const { bureau, caller, card, code, du, yi, address, later } = await testRealName();
    const collection = await card('phone.phone-du', 'p');
    const give = (mobile: string, typed: string) =>
      bureau.realName.details({ collection, mobile, code: typed, address, email: null }, caller('p'));
    await expect(give(du.mobile, '000000')).rejects.toEqual(refused('CODE_EXPIRED'));
    await bureau.realName.sendCode({ collection, mobile: du.mobile }, caller('p'));
    const right = code();
    await expect(give(du.mobile, right === '123456' ? '654321' : '123456')).rejects.toEqual(
      refused('CODE_WRONG', { triesLeft: 4 }),
    );
    await expect(give(yi.mobile, right)).rejects.toEqual(refused('CODE_EXPIRED'));
    await expect(bureau.realName.sendCode({ collection, mobile: du.mobile }, caller('p'))).rejects.toEqual(
      refused('CODE_TOO_SOON', { rule: 'J1' }),
    );
    await give(du.mobile, right);
    await expect(give(du.mobile, right)).rejects.toEqual(refused('CODE_EXPIRED'));
    later();
    // A card shown again voids what was told of the card before.
    await bureau.realName.readCard(collection, caller('p'));
    await expect(bureau.realName.face(collection, caller('p'))).rejects.toEqual(refused('RULE_BROKEN'));
  });

  it('A3, B3, B4: who was refused for lack of a real name logs in after collecting', async () => {
    const { bureau, caller, firm, collect, loginByCode, call, later, engine } = await testRealName();
    const heard: string[] = [];
    engine.domainEvents.on((event) => {
      if (event.kind === 'realNameRecorded') heard.push(event.personId);
    });
    const { flow, handlers } = await firm();
    expect(handlers.find(({ handlerId }) => handlerId === 'yi')?.cannot).toContain('采集实名信息');
    await expect(bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'yi' }, caller())).rejects.toEqual(
      refused('REAL_NAME_REQUIRED', { rule: 'A3' }),
    );
    expect(await collect('handler.yi')).toMatchObject({ name: '易安', first: true });
    expect(heard).toEqual(['p-yi']);
    later();
    expect((await firm()).handlers.find(({ handlerId }) => handlerId === 'yi')).toMatchObject({
      cannot: null,
      methods: { code: 'sms' },
      mobileMasked: expect.stringContaining('****'),
    });
    await loginByCode('yi', 'home');
    expect(await call('home').session.current()).toMatchObject({
      who: { kind: 'enterprise', person: { name: '易安' } },
    });
  });

  it('E4, A3: a handler who is pending is active from the collection on, in the step that makes the record, and logs in', async () => {
    const { collect, db, firm, loginByCode, call, later, clock } = await testRealName();
    await db
      .updateTable('handler')
      .set({ state: 'pending', registered_name: '易安', created_at: clock.now() })
      .where('id', '=', 'yi')
      .execute();
    expect((await firm()).handlers.find(({ handlerId }) => handlerId === 'yi')?.cannot).toContain('尚未完成实名采集');
    await collect('handler.yi');
    expect(await db.selectFrom('handler').select('state').where('id', '=', 'yi').execute()).toEqual([
      { state: 'active' },
    ]);
    later();
    await loginByCode('yi', 'home');
    expect(await call('home').session.current()).toMatchObject({
      who: { kind: 'enterprise', person: { name: '易安' } },
    });
  });

  it('B3, B9: an officer whom only the registry knows collects before or after the sync, and the ordinary login goes through', async () => {
    const { bureau, caller, firm, registryNames, collect, loginByCode, call, later, db } = await testRealName({
      synced: false,
    });
    const [before, after] = [someone(11, '关山'), someone(12, '白露')];
    await registryNames('legalRepresentative', before.idNumber, before.name);
    await registryNames('financeOfficer', after.idNumber, after.name);
    await collect(`officer.${taxpayerId}.legalRepresentative`);
    const { flow } = await firm();
    const { handlers } = await bureau.enterpriseSignIn.sync(flow, caller());
    const of = (capacity: string) => handlers.find((handler) => handler.capacity === capacity);
    expect(of('legalRepresentative')).toMatchObject({ name: '关山', cannot: null });
    expect(of('financeOfficer')?.cannot).toContain('采集实名信息');
    later();
    await collect(`handler.${of('financeOfficer')?.handlerId ?? ''}`);
    later();
    await loginByCode(of('financeOfficer')?.handlerId ?? '', 'his');
    expect(await call('his').session.current()).toMatchObject({
      who: { person: { name: '白露', capacity: 'financeOfficer' } },
    });
    expect(await db.selectFrom('person').selectAll().where('id_number', '=', after.idNumber).execute()).toHaveLength(1);
  });

  it('A3: in the office profile there is no phone: collection is refused and an admin attests instead', async () => {
    const { bureau, caller, acts } = await testRealName({ training: false });
    await expect(bureau.realName.begin('x', caller())).rejects.toEqual(
      refused('METHOD_UNAVAILABLE', { rule: 'A3', whoCanMend: '机构管理员' }),
    );
    expect(await acts('realName.begin')).toEqual([]);
  });
});
