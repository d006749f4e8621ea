import { expect, it } from 'vitest';
import type { Catalogue } from '@contract/catalogue.ts';
import { catalogueOf, usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';
import { ruleSets, type RuleSet } from '../../../../src-main/bureau/rule-sets/rule-sets.ts';
import { agreementPassword, testDelegation, today } from '../delegation/fixture.ts';
import { passwords, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';
import { refused } from '../fixture.ts';

const minute = 60_000;
const day = 24 * 60 * minute;

/** The manual's services with a first one that only this bureau has, and without its last group. */
function ownTree(): Catalogue {
  const tree = structuredClone(usualCatalogue.tree);
  const services = tree.groups[0]?.sections[0]?.services;
  const [general] = services ?? [];
  if (!services || !general) throw new Error('a catalogue without services');
  services.unshift({ ...general, id: 'tax.harbour', title: '港务申报', needs: ['tax.harbour'] });
  return { ...tree, groups: tree.groups.slice(0, -1) };
}

/** A bureau that is in nothing as the two of today are. */
const other: RuleSet = {
  ...ruleSets['liaoning-2020'],
  catalogue: catalogueOf(ownTree()),
  days: { toAnswer: 3, toReport: 5 },
  limits: {
    session: { idle: 5 * minute, absolute: 60 * minute, ticket: 2 * minute },
    throttle: { failures: 2, firstLock: minute, longestLock: 4 * minute },
    code: { lifetime: 2 * minute, tries: 2, aDay: 3 },
    flow: 4 * minute,
    captcha: minute,
    reset: 60 * minute,
    collection: 3 * minute,
    searchesAnHour: 2,
  },
};

it('L4, L5: a rule set with other days has them in states, countdowns, the agency’s lists, step 3 and the search', async () => {
  const { propose, client, agency, lin, zhao, clock, engine, seen, recognise, stored, signIn, addClient } =
    await testDelegation({ ruleSet: other });
  const counts = async () => (await agency.list(zhao, { view: 'all', query: '', offset: 0, limit: 9 })).counts;
  const found = async (state: 'proposed' | 'lapsed') =>
    (
      await engine.office.clients.search(zhao, {
        query: '',
        filter: { states: [state] },
        sort: 'name',
        descending: false,
        offset: 0,
        limit: 9,
      })
    ).rows.map((row) => [row.clientId, row.cannotEnter]);
  await addClient('c9', {
    name: '沈阳听雨百货有限公司',
    taxpayerId: '91210102MA0TEST9ZZ',
    agreements: [{ decided: 'proposed' }],
  });
  const made = await propose();
  expect(made.answerBy).toEqual({ day: addDays(today, 3), daysLeft: 3 });
  clock.at(clock.now() + 3 * day);
  await signIn('zhao');
  expect((await client.get(lin, made.id)).agreement.state).toBe('proposed');
  expect(await counts()).toMatchObject({ waiting: 2, lapsed: 0 });
  expect(await found('lapsed')).toEqual([]);
  clock.at(clock.now() + day);
  expect((await client.get(lin, made.id)).agreement.state).toBe('lapsed');
  expect(await counts()).toMatchObject({ waiting: 0, lapsed: 2 });
  expect(await found('lapsed')).toContainEqual(['c9', '委托申请超过3天未答复，已失效']);
  await expect(client.confirm(lin, seen(made), agreementPassword)).rejects.toThrow('已失效');

  const stood = await recognise({ firstDay: addDays(today, 4) });
  const ended = await client.cancel(
    lin,
    seen(await client.get(lin, stood.id).then(({ agreement }) => agreement)),
    '不再委托',
  );
  expect(ended.reports).toMatchObject([{ dueDay: addDays(today, 4 + 5), daysLeft: 5 }]);
  expect((await stored(stood.id)).decided).toBe('cancelled');
  expect(await counts()).toMatchObject({ toReport: 1, overdue: 0 });
  clock.at(clock.now() + 6 * day);
  expect(await counts()).toMatchObject({ overdue: 1 });
});

it('J1, J2: a rule set has its own locks and codes', async () => {
  const desk = await testEnterprise({ ruleSet: other });
  const { bureau, caller, clock } = desk;
  const wrong = (window: string) =>
    bureau.enterpriseSignIn.firm({ taxpayerId, password: 'Cuo-Mima-1' }, caller(window));
  await expect(wrong('a')).rejects.toThrow('还可再试1次');
  await expect(wrong('b')).rejects.toMatchObject({
    data: { triesLeft: 0, retryAt: new Date(clock.now() + minute).toISOString() },
  });
  desk.later();
  const { flow } = await desk.firm();
  const sent = await bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'lin' }, caller());
  expect(sent.expiresAt).toBe(new Date(clock.now() + 2 * minute).toISOString());
  expect(desk.phone?.messages()[0]?.text).toContain('2分钟内有效');
  const finish = (code: string) =>
    bureau.enterpriseSignIn.finish({ flow, handlerId: 'lin', proof: { kind: 'code', code } }, caller());
  const bad = desk.code() === '000000' ? '000001' : '000000';
  await expect(finish(bad)).rejects.toThrow('还可再试1次');
  await expect(finish(bad)).rejects.toEqual(refused('CODE_EXPIRED'));
  for (const _ of [2, 3]) {
    desk.later();
    await bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'lin' }, caller());
  }
  desk.later(minute - 1);
  desk.later(1);
  await expect(bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'lin' }, caller())).rejects.toThrow(
    '今天已获取3次验证码',
  );
});

it('D3, F1, I1: a rule set has its own terms for flows, captchas, collections and resets', async () => {
  const desk = await testEnterprise({ ruleSet: other });
  const { bureau, caller, clock } = desk;
  const inMs = (ms: number) => new Date(clock.now() + ms).toISOString();
  expect((await desk.call('p').personSignIn.captcha({ kind: 'sum' })).expiresAt).toBe(inMs(minute));
  const { collection } = await bureau.realName.begin('15400000099', caller('c'));
  const { flow } = await desk.firm();
  const lin = await desk.login('lin', 'w2');
  expect((await bureau.resets.reset(lin, 'bao')).expiresAt).toBe(clock.now() + 60 * minute);
  clock.at(clock.now() + 3 * minute);
  await expect(bureau.realName.readCard(collection, caller('c'))).rejects.toEqual(refused('FLOW_EXPIRED'));
  expect(await bureau.enterpriseSignIn.handlers(flow, caller())).not.toBeNull();
  clock.at(clock.now() + minute);
  expect(await bureau.enterpriseSignIn.handlers(flow, caller())).toBeNull();
});

it('J3: a rule set has its own idle and absolute time, and says them', async () => {
  const desk = await testEnterprise({ ruleSet: other });
  const { call, clock } = desk;
  const began = clock.now();
  await desk.login();
  expect((await call().session.current()).who).toMatchObject({
    idleEndsAt: new Date(began + 5 * minute).toISOString(),
    endsAt: new Date(began + 60 * minute).toISOString(),
  });
  clock.at(began + 5 * minute - 1);
  expect((await call().session.current()).who).not.toBeNull();
  clock.at(began + 5 * minute);
  await desk.engine.bureau.sweep();
  expect(await call().session.current()).toMatchObject({ who: null, ended: 'idle' });
  expect((await desk.acts('session.end')).map((row) => row.text)).toEqual([
    '企业登录结束：超过5分钟未操作，会话已结束',
  ]);
});

it('E5, H4: a rule set has its own catalogue: who holds everything holds what it knows, and refusals speak its titles', async () => {
  const { lin, client, recognise, bureau } = await testDelegation({ ruleSet: other });
  const last = usualCatalogue.tree.groups.at(-1)?.sections[0]?.services[0]?.id;
  expect([...lin.functions]).toContain('tax.harbour');
  const services = (await bureau.enterpriseHome.of(lin)).services.map(({ serviceId }) => serviceId);
  expect(services).toContain('tax.harbour');
  expect(services).not.toContain(last);
  await recognise({ functions: ['query.filings'] });
  const { agreements } = await client.list(lin);
  expect((await client.offer(lin, agreements[0]?.agency.id ?? '')).functions).toContain('tax.harbour');
  await expect(bureau.actors.require({ ...lin, functions: new Set() }, ['tax.harbour'])).rejects.toThrow(
    '「港务申报」',
  );
});

it('two bureaus in one process have nothing in common: the manual’s limits stay beside others', async () => {
  const [own, usual] = [await testEnterprise({ ruleSet: other }), await testEnterprise()];
  for (const [desk, idle] of [
    [own, other.limits.session.idle],
    [usual, usualLimits.session.idle],
  ] as const) {
    await desk.login();
    expect((await desk.call().session.current()).who).toMatchObject({
      idleEndsAt: new Date(desk.clock.now() + idle).toISOString(),
    });
    expect(
      (await desk.bureau.enterpriseSignIn.firm({ taxpayerId, password: passwords.firm }, desk.caller('z')))?.synced,
    ).toBe(true);
  }
});
