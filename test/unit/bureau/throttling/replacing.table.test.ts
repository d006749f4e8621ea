import { describe, expect, it } from 'vitest';
import { day, minute, mobiles, passwords, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';
import { passwords as agency, testBureau } from '../fixture.ts';
import { answer } from './doors.ts';

type Desk = Awaited<ReturnType<typeof testEnterprise>>;
const idNumber = '21010219900307881X';
const chosen = 'Xin-Mima-88';

/** Where a new password is chosen: whose it is, and which one it replaces. */
interface Place {
  old: string;
  choose(newPassword: string): Promise<unknown>;
}

async function recovered(desk: Desk, window = 'w1'): Promise<void> {
  const { flow } = await desk.bureau.recovery.sendCode(
    { taxpayerId, capacity: 'financeOfficer', mobile: mobiles.fang },
    desk.caller(window),
  );
  await desk.bureau.recovery.prove({ flow, code: desk.code() }, desk.caller(window));
}

async function reset(desk: Desk, handlerId = 'bao', window = 'w1'): Promise<void> {
  await desk.bureau.resets.reset(await desk.login('lin', 'hers'), handlerId);
  await desk.loginByCode(handlerId, window);
}

const named = async (id: string): Promise<Desk> => {
  const desk = await testEnterprise();
  await desk.db.updateTable('person').set({ id_number: idNumber }).where('id', '=', `p-${id}`).execute();
  return desk;
};

const places: readonly (readonly [name: string, mobile: string, open: () => Promise<Place>])[] = [
  [
    'B5: a handler changes the personal password',
    mobiles.bao,
    async () => {
      const desk = await named('bao');
      await desk.login('bao');
      return {
        old: passwords.person,
        choose: (newPassword) =>
          desk.call().enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword }),
      };
    },
  ],
  [
    'B5: a staff member changes the personal password',
    '15400000002',
    async () => {
      const { store, login, bureau } = await testBureau();
      await store.db.updateTable('person').set({ id_number: idNumber }).where('id', '=', 'p-sun').execute();
      const staff = await login('sun');
      return {
        old: agency.staff,
        choose: (newPassword) => bureau.passwords.set(staff, { oldPassword: agency.staff, newPassword }),
      };
    },
  ],
  [
    'D1: an officer sets the enterprise password',
    mobiles.fang,
    async () => {
      const desk = await named('fang');
      await recovered(desk);
      return {
        old: passwords.firm,
        choose: (newPassword) => desk.call().passwordRecovery.setEnterprisePassword({ newPassword }),
      };
    },
  ],
  [
    'D3: a handler chooses after a reset',
    mobiles.bao,
    async () => {
      const desk = await named('bao');
      await reset(desk);
      return {
        old: passwords.person,
        choose: (newPassword) => desk.call().passwordRecovery.setPersonalPassword({ newPassword }),
      };
    },
  ],
];

describe.each(places)('B6, %s', (_name, mobile, open) => {
  const refusedOnes: readonly (readonly [says: string, password: (old: string) => string])[] = [
    ['equal to the old one', (old) => old],
    [
      'equal to the old one, typed full-width',
      (old) => [...old].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join(''),
    ],
    ['111111', () => '111111'],
    ['on the list', () => 'Password123!'],
    ['on the list, in pinyin', () => 'Woaini1314'],
    ['with the own mobile in it', () => `Zq-${mobile.slice(-8)}`],
    ['with the own document number in it', () => `Zq#${idNumber.slice(6, 14)}`],
    ['of seven characters', () => 'Kp7#mZ2'],
    ['of sixteen characters', () => 'Kp7#mZ2wLq9!vR4x'],
    ['of two classes', () => 'kpmz7wlqv2'],
  ];
  it.each(refusedOnes)('a new password %s is refused', async (_says, password) => {
    const place = await open();
    expect(await answer(place.choose(password(place.old)))).toMatchObject({ code: 'PASSWORD_POLICY', rule: 'B6' });
    // Nothing was used up by it.
    await expect(answer(place.choose(chosen))).resolves.toMatchObject({ code: 'in' });
  });
});

describe('the old password, typed full-width', () => {
  it('B6: does not make the same password a new one', async () => {
    const desk = await testEnterprise();
    await desk.login('bao');
    const wide = [...passwords.person].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
    expect(
      await answer(desk.call().enterprise.setPersonalPassword({ oldPassword: wide, newPassword: passwords.person })),
    ).toMatchObject({ code: 'PASSWORD_POLICY' });
  });
});

/** Windows of before: `self` and `twin` are the person's, `lin` another's, `other` another enterprise's. */
async function windows(desk: Desk): Promise<void> {
  await desk.login('bao', 'self');
  await desk.login('bao', 'twin');
  await desk.login('lin', 'lin');
  await desk.bureau.enterpriseSignIn.firm(
    { taxpayerId: '91210102MA0TEST2BB', password: passwords.firm },
    desk.caller('other'),
  );
}
const stateOf = async (desk: Desk, window: string): Promise<string> => {
  const { who, ended } = await desk.call(window).session.current();
  return who?.kind ?? ended ?? 'nobody';
};

describe('a password change ends sessions', () => {
  const changes: readonly (readonly [
    says: string,
    change: (desk: Desk) => Promise<unknown>,
    after: Record<string, string>,
  ])[] = [
    [
      'B5: of the person’s other windows',
      (desk) =>
        desk.call('self').enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword: chosen }),
      { self: 'enterprise', twin: 'passwordChanged', lin: 'enterprise', other: 'socialInsurance' },
    ],
    [
      'D2: by a reset, all of the person’s',
      async (desk) => desk.bureau.resets.reset(await desk.bureau.actors.enterpriseOf('lin'), 'bao'),
      { self: 'passwordReset', twin: 'passwordReset', lin: 'enterprise', other: 'socialInsurance' },
    ],
    [
      'D1: of the whole enterprise when its password is set anew',
      async (desk) => {
        await recovered(desk, 'x');
        await desk.call('x').passwordRecovery.setEnterprisePassword({ newPassword: chosen });
      },
      {
        self: 'enterprisePasswordChanged',
        twin: 'enterprisePasswordChanged',
        lin: 'enterprisePasswordChanged',
        other: 'socialInsurance',
      },
    ],
    [
      'B5: no session when the change is refused',
      (desk) =>
        answer(
          desk
            .call('self')
            .enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword: 'Password123!' }),
        ),
      { self: 'enterprise', twin: 'enterprise', lin: 'enterprise', other: 'socialInsurance' },
    ],
  ];
  it.each(changes)('%s', async (_says, change, after) => {
    const desk = await testEnterprise();
    await windows(desk);
    await change(desk);
    for (const [window, state] of Object.entries(after)) expect(await stateOf(desk, window), window).toBe(state);
  });

  it('D1: a login that was begun with the old enterprise password goes no further', async () => {
    const desk = await testEnterprise();
    const { flow } = await desk.firm('begun');
    await recovered(desk, 'x');
    await desk.call('x').passwordRecovery.setEnterprisePassword({ newPassword: chosen });
    const finish = desk.bureau.enterpriseSignIn.finish(
      { flow, handlerId: 'lin', proof: { kind: 'password', password: passwords.person } },
      desk.caller('begun'),
    );
    expect(await answer(finish)).toMatchObject({ code: 'FLOW_EXPIRED' });
  });

  it('G5: a staff member’s change ends the clients that are open in other windows', async () => {
    const { login, bureau, client } = await testBureau();
    await client('c01');
    const [here, there] = [await login('sun', 'here'), await login('sun', 'there')];
    for (const staff of [here, there])
      await bureau.entry.enter(staff, 'c01', { kind: 'typed', password: agency.agreement });
    await bureau.passwords.set(here, { oldPassword: agency.staff, newPassword: chosen });
    expect(await bureau.sessions.clientsOf(here.sessionId)).toHaveLength(1);
    expect(await bureau.sessions.clientsOf(there.sessionId)).toEqual([]);
    expect(await bureau.sessions.lastEnd('there')).toBe('passwordChanged');
  });
});

describe('D3: 111111 after a reset', () => {
  type Way = 'with code' | 'without code' | 'code alone';
  const rows: readonly (readonly [
    says: string,
    before: readonly (number | 'sweep' | 'use')[],
    way: Way,
    comes: string,
  ])[] = [
    ['opens the page with the code', [], 'with code', 'ticket'],
    ['opens nothing without the code', [], 'without code', 'METHOD_UNAVAILABLE'],
    ['is good until the last millisecond of 24 hours', [day - minute - 1], 'with code', 'ticket'],
    ['is over after 24 hours', [day], 'with code', 'CREDENTIALS_WRONG'],
    ['is over after one login', ['use', minute], 'with code', 'CREDENTIALS_WRONG'],
    ['leaves the code alone to open the page afterwards', [day], 'code alone', 'ticket'],
    [
      'is not brought back by a clock set back',
      ['sweep', day + minute, 'sweep', -2 * minute * 60, 'sweep'],
      'with code',
      'CREDENTIALS_WRONG',
    ],
    ['is not good before its time', [-minute], 'with code', 'CREDENTIALS_WRONG'],
  ];
  it.each(rows)('%s', async (_says, before, way, comes) => {
    const desk = await testEnterprise();
    await desk.bureau.resets.reset(await desk.login('lin', 'hers'), 'bao');
    const attempt = async (how: Way, window: string) => {
      const { flow } = await desk.firm(window);
      await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'bao' }, desk.caller(window));
      const code = { code: desk.code() };
      const proof =
        how === 'code alone'
          ? { kind: 'code' as const, ...code }
          : { kind: 'password' as const, password: '111111', ...(how === 'with code' ? code : {}) };
      const said = await answer(
        desk.bureau.enterpriseSignIn.finish({ flow, handlerId: 'bao', proof }, desk.caller(window)),
      );
      return said.code === 'in' ? stateOf(desk, window) : said.code;
    };
    for (const step of before) {
      if (step === 'sweep') await desk.bureau.sweep();
      else if (step === 'use') expect(await attempt('with code', 'first')).toBe('ticket');
      else desk.later(step);
    }
    expect(await attempt(way, 'w')).toBe(comes);
  });
});
