import { describe, expect, it } from 'vitest';
import { maskMobile } from '@contract/validators/mobile.ts';
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
    const told = await bureau.realName.details(
      { collection, mobile: du.mobile, code: code(), address, email: 'du@example.com' },
      caller('p'),
    );
    expect(told.details).toEqual({ mobileMasked: sent.mobileMasked, address });
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
    const { bureau, caller, firm, collect, told, call, later, acts } = await testRealName();
    const { flow, handlers } = await firm('choosing');
    const of = (list: typeof handlers) => list.find(({ name }) => name === '易安');
    expect(of(handlers)).toMatchObject({ cannot: expect.stringContaining('采集实名信息'), methods: { code: null } });
    await firm('cancelled').then(async (left) => bureau.enterpriseSignIn.cancel(left.flow, caller('cancelled')));
    await bureau.enterpriseSignIn.firm({ taxpayerId: socialTaxpayerId, password: passwords.firm }, caller('social'));
    await call('elsewhere').session.current();
    told.length = 0;
    await collect('handler.yi');
    expect(told.filter(({ event }) => event.kind === 'staffChanged')).toEqual([
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
    told.length = 0;
    await collect('handler.yi');
    expect(told.filter(({ event }) => event.kind === 'staffChanged')).toEqual([]);
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

describe('I2: outcomes that a trainer chooses', () => {
  it('card unreadable: said so, told how to do better, and the next picture works', async () => {
    const { bureau, caller, phones, steer, acts } = await testRealName();
    await steer('handler.yi', 'cardUnreadable');
    const { phone } = await phones().open('handler.yi');
    const { collection } = await bureau.realName.begin(phone, caller());
    await expect(bureau.realName.readCard(collection, caller())).rejects.toEqual(
      refused('CARD_UNREADABLE', { rule: 'I2', link: 'identity', whoCanMend: '本人' }),
    );
    expect(await acts('realName.card')).toMatchObject([{ result: 'refused', rule: 'I2' }]);
    expect((await phones().open('handler.yi')).outcome).toBe('pass');
    await expect(bureau.realName.readCard(collection, caller())).resolves.toMatchObject({ card: { name: '易安' } });
  });

  it('name mismatch: refused at the card, by the population register', async () => {
    const { card, steer, records } = await testRealName();
    await steer('handler.yi', 'nameMismatch');
    await expect(card('handler.yi')).rejects.toEqual(refused('NAME_MISMATCH', { rule: 'I2', whoCanMend: '公安机关' }));
    expect(await records('p-yi')).toEqual([]);
    await expect(card('handler.yi')).resolves.toBeTypeOf('string');
  });

  it('mobile already taken: refused before any code is sent', async () => {
    const { card, details, steer, yi, phone, later } = await testRealName();
    const collection = await card('handler.yi');
    await steer('handler.yi', 'mobileTaken');
    await expect(details(collection, yi.mobile)).rejects.toEqual(refused('MOBILE_TAKEN', { rule: 'I2' }));
    expect(phone?.messages()).toEqual([]);
    later();
    await expect(details(collection, yi.mobile)).resolves.toMatchObject({ details: {} });
  });

  it('face mismatch: no record, and the face may be checked again', async () => {
    const { bureau, caller, card, details, steer, yi, records, acts } = await testRealName();
    const collection = await card('handler.yi', 'p');
    await details(collection, yi.mobile, 'p');
    await steer('handler.yi', 'faceMismatch');
    await expect(bureau.realName.face(collection, caller('p'))).rejects.toEqual(
      refused('FACE_MISMATCH', { rule: 'I2' }),
    );
    expect(await records('p-yi')).toEqual([]);
    expect(await acts('realName.face')).toMatchObject([{ result: 'refused' }]);
    await expect(bureau.realName.face(collection, caller('p'))).resolves.toMatchObject({ name: '易安' });
  });

  it('pass: nothing but what is really so stands in the way', async () => {
    const { steer, collect } = await testRealName();
    await steer('handler.yi', 'faceMismatch');
    await steer('handler.yi', 'pass');
    await expect(collect('handler.yi')).resolves.toMatchObject({ first: true });
  });
});

describe('I2: conflicts that arise by themselves', () => {
  it('a card whose number does not check out was misread', async () => {
    const { db, card } = await testRealName();
    await db.updateTable('phone').set({ id_number: '210191199001011234' }).where('id', '=', 'phone-du').execute();
    await expect(card('phone.phone-du')).rejects.toEqual(refused('CARD_UNREADABLE'));
  });

  it('a mobile that is verified for somebody else stays that person’s, code or no code', async () => {
    const { bureau, caller, card, details, code, address, current, db, phone } = await testRealName();
    const mobile = '15400000011';
    // Rings in the phone of 易安 now, and is verified for 林岚 still.
    const collection = await card('handler.yi', 'p');
    await db.updateTable('phone').set({ mobile }).where('card_name', '=', '易安').execute();
    await expect(details(collection, mobile, 'p')).rejects.toEqual(refused('MOBILE_TAKEN'));
    expect(phone?.messages()).toEqual([]);
    // Taken between the code and the face.
    const free = '15499990001';
    await bureau.realName.sendCode({ collection, mobile: free }, caller('p'));
    await bureau.realName.details({ collection, mobile: free, code: code(), address, email: null }, caller('p'));
    await db.updateTable('real_name_record').set({ mobile: free }).where('id', '=', 'r-fang').execute();
    await expect(bureau.realName.face(collection, caller('p'))).rejects.toEqual(refused('MOBILE_TAKEN'));
    expect((await current()).filter((record) => record.mobile === free)).toMatchObject([{ person_id: 'p-fang' }]);
  });

  it('a number that rings in somebody else’s phone is that person’s', async () => {
    const { card, details, du } = await testRealName();
    await expect(details(await card('handler.yi'), du.mobile)).rejects.toEqual(refused('MOBILE_TAKEN'));
  });

  it('a name that the enterprise registered otherwise is refused, and taken once the enterprise has put it right', async () => {
    const { db, card, collect } = await testRealName();
    await db.updateTable('handler').set({ registered_name: '易庵' }).where('id', '=', 'yi').execute();
    const error = await card('handler.yi').catch((refusal: Error) => refusal);
    expect(error).toEqual(refused('NAME_MISMATCH', { rule: 'I2' }));
    expect((error as Error).message).toContain('沈阳听潮商贸有限公司登记的“易庵”');
    await db.updateTable('handler').set({ registered_name: '易安' }).where('id', '=', 'yi').execute();
    await expect(collect('handler.yi')).resolves.toMatchObject({ name: '易安' });
  });

  it('a name typed by hand for somebody never collected must be the card’s', async () => {
    const { db, card, phones } = await testRealName();
    await phones().open('handler.yi');
    await db.updateTable('person').set({ name: '易案' }).where('id', '=', 'p-yi').execute();
    await expect(card('handler.yi')).rejects.toEqual(
      refused('NAME_MISMATCH', { whoCanMend: expect.stringContaining('沈阳听潮商贸有限公司') }),
    );
  });
});

describe('I3: a new mobile or name is a new collection', () => {
  it('keeps the old record as history, ends the person’s open sessions, and moves code login to the new mobile', async () => {
    const { collect, loginByCode, login, call, phones, records, later, acts } = await testRealName();
    const {
      phone,
      mobiles: [first = ''],
    } = await phones().open('handler.yi');
    await collect('handler.yi');
    later();
    await loginByCode('yi', 'old');
    await login('lin', 'other');
    await phones().changeSim(phone);
    const { mobiles } = await phones().open('handler.yi');
    expect(mobiles).toHaveLength(2);
    later();
    expect(await collect('handler.yi')).toMatchObject({ first: false, changed: true });
    expect(await records('p-yi')).toMatchObject([
      { mobile: first, replaced_at: expect.any(Number) },
      { mobile: mobiles[0], replaced_at: null },
    ]);
    expect(await call('old').session.current()).toMatchObject({ who: null, ended: 'realNameChanged' });
    expect(await call('other').session.current()).toMatchObject({ who: { kind: 'enterprise' } });
    const left = await acts('realName.record');
    expect(left.map(({ rule }) => rule)).toEqual(['I1', 'I3']);
    // J4: filed under the person, who reads it among the own records.
    expect(new Set(left.map((row) => row.client_id)).size).toBe(1);
    expect(left.every((row) => row.client_id !== null)).toBe(true);
    expect(await phones().open('handler.yi')).toMatchObject({ mobiles: [mobiles[0]], history: [{ mobile: first }] });
    later();
    await loginByCode('yi', 'new');
    // The old number is free for whoever has it next.
    later();
    expect(await collect('phone.phone-du', first)).toMatchObject({ name: '杜若', mobileMasked: maskMobile(first) });
  });

  it('a new name on the card is taken over, for whom no enterprise has registered another', async () => {
    const { collect, db, later, records, firm } = await testRealName();
    await collect('handler.yi');
    later();
    await db.updateTable('phone').set({ card_name: '易宁' }).where('card_name', '=', '易安').execute();
    expect(await collect('handler.yi')).toMatchObject({ name: '易宁', changed: true });
    expect((await records('p-yi')).map(({ name }) => name)).toEqual(['易安', '易宁']);
    expect((await firm()).handlers.find(({ handlerId }) => handlerId === 'yi')).toMatchObject({
      name: '易宁',
      cannot: null,
    });
  });

  it('B3: a record under the name of before is put right by a collection once the registry has the new name', async () => {
    const { db, collect, bureau, caller, firm, yi, registryNames, later } = await testRealName();
    await collect('handler.yi');
    later();
    await db.updateTable('phone').set({ card_name: '易宁' }).execute();
    await registryNames('financeOfficer', yi.idNumber, '易宁');
    const { flow } = await firm();
    const { handlers } = await bureau.enterpriseSignIn.sync(flow, caller());
    const officer = handlers.find((handler) => handler.capacity === 'financeOfficer');
    expect(officer).toMatchObject({ name: '易宁', cannot: expect.stringContaining('不一致') });
    await collect('person.p-yi');
    expect((await firm()).handlers.find((handler) => handler.handlerId === officer?.handlerId)).toMatchObject({
      name: '易宁',
      cannot: null,
    });
  });

  it('a collection that changes nothing leaves sessions open and still leaves history', async () => {
    const { collect, loginByCode, call, records, later } = await testRealName();
    await collect('handler.yi');
    later();
    await loginByCode('yi', 'w');
    later();
    expect(await collect('handler.yi')).toMatchObject({ first: false, changed: false });
    expect(await call('w').session.current()).toMatchObject({ who: { kind: 'enterprise' } });
    expect(await records('p-yi')).toHaveLength(2);
  });
});
