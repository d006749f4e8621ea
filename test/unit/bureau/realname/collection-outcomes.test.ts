import { describe, expect, it } from 'vitest';
import { maskMobile } from '@contract/validators/mobile.ts';
import { refused } from '../fixture.ts';
import { testRealName } from './fixture.ts';

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
