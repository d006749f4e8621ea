import { describe, expect, it } from 'vitest';
import { organisationCheckCharacter } from '@contract/validators/organisation-code.ts';
import { unifiedCodeCheckCharacter } from '@contract/validators/taxpayer-id.ts';
import { minute, mobiles, passwords, socialTaxpayerId, taxpayerId, testEnterprise } from '../enterprise/fixture.ts';
import { testAuthenticator } from '../authenticator/fixture.ts';
import { agencyTaxpayerId, passwords as agency, testBureau } from '../fixture.ts';
import { answer, type Answer } from './doors.ts';

type Desk = Awaited<ReturnType<typeof testEnterprise>>;
const unknownId = '91210102MA0TEST0ZZ';

/** A code of nobody whose check characters fit, as the contract asks of typed ones. */
function fittingCode(body: string): string {
  const first17 = `91210102${body}${organisationCheckCharacter(body)}`;
  return first17 + unifiedCodeCheckCharacter(first17);
}

describe('J2: one counter an account, under whatever spelling and at whatever door', () => {
  const code = fittingCode('MA0WQX0L');
  const spelled = async () => {
    const desk = await testEnterprise();
    await desk.db.updateTable('enterprise').set({ taxpayer_id: code }).where('id', '=', 'ent').execute();
    return desk;
  };
  const grouped = code.replace(/(.{4})(?=.)/gu, '$1 ');
  const wide = [...code].map((sign) => String.fromCharCode(sign.charCodeAt(0) + 0xfee0)).join('');
  const spellings: readonly (readonly [says: string, spelling: string])[] = [
    ['in capitals', code],
    ['in lower case', code.toLowerCase()],
    ['in groups of four', grouped],
    ['in full-width characters', wide],
    ['with a dash', `${code.slice(0, 8)}-${code.slice(8)}`],
    ['with the quote of a spreadsheet', `'${code}`],
    ['in mixed case with blanks', ` ${grouped.toLowerCase().replace('w', 'W')}\n`],
  ];
  const refusedBy = async (desk: Desk, spelling: string, window: string) =>
    answer(desk.call(window).enterpriseSignIn.firm({ taxpayerId: spelling, password: 'Falsch-123' }));

  it.each(spellings)('four wrong in capitals and one %s lock the account', async (_says, spelling) => {
    const desk = await spelled();
    for (let index = 0; index < 4; index += 1) await refusedBy(desk, code, `w${index}`);
    expect(await refusedBy(desk, spelling, 'x')).toMatchObject({ code: 'CREDENTIALS_WRONG', triesLeft: 0 });
    expect(
      await answer(desk.call('y').enterpriseSignIn.firm({ taxpayerId: code, password: passwords.firm })),
    ).toMatchObject({ code: 'LOCKED_OUT' });
  });

  it('each spelling is the same account to the right password', async () => {
    const desk = await spelled();
    for (const [says, spelling] of spellings) {
      expect(
        (await answer(desk.call('w').enterpriseSignIn.firm({ taxpayerId: spelling, password: passwords.firm }))).code,
        says,
      ).toBe('in');
    }
  });

  it('ordinary login, quick login and agency login share it', async () => {
    const { bureau, caller } = await testEnterprise();
    const quick = { taxpayerId, password: 'Falsch-123', capacity: 'financeOfficer' as const, mobile: mobiles.fang };
    const left = [
      await answer(bureau.enterpriseSignIn.firm({ taxpayerId, password: 'Falsch-123' }, caller('a'))),
      await answer(bureau.quickSignIn.sendCode(quick, caller('b'))),
      await answer(bureau.signIn.firm({ taxpayerId, password: 'Falsch-123' }, caller('c'))),
      await answer(bureau.quickSignIn.sendCode(quick, caller('d'))),
      await answer(
        bureau.enterpriseSignIn.firm({ taxpayerId: taxpayerId.toLowerCase(), password: 'Falsch-123' }, caller('e')),
      ),
    ].map(({ triesLeft }) => triesLeft);
    expect(left).toEqual([4, 3, 2, 1, 0]);
    expect(
      await answer(bureau.quickSignIn.sendCode({ ...quick, password: passwords.firm }, caller('f'))),
    ).toMatchObject({ code: 'LOCKED_OUT' });
  });

  it('a person’s login and the check of the old password share it', async () => {
    const { bureau, caller, firm, login } = await testBureau();
    const staff = await login('sun', 'open');
    for (let index = 0; index < 3; index += 1) await answer(bureau.passwords.prove(staff, 'Falsch-123'));
    const { flow } = await firm('w');
    const wrong = await answer(
      bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'password', password: 'Falsch-123' } }, caller('w')),
    );
    expect(wrong).toMatchObject({ triesLeft: 1 });
    await answer(bureau.passwords.prove(staff, 'Falsch-123'));
    expect(
      await answer(
        bureau.signIn.staff(
          { flow, handlerId: 'sun', proof: { kind: 'password', password: agency.staff } },
          caller('w'),
        ),
      ),
    ).toMatchObject({ code: 'LOCKED_OUT' });
  });

  it('another account, and another person of the same firm, are not touched', async () => {
    const { bureau, caller, login, firm } = await testEnterprise();
    for (let index = 0; index < 5; index += 1)
      await answer(
        bureau.enterpriseSignIn.firm({ taxpayerId: socialTaxpayerId, password: 'Falsch-123' }, caller(`w${index}`)),
      );
    const { flow } = await firm('a');
    for (let index = 0; index < 5; index += 1) {
      await answer(
        bureau.enterpriseSignIn.finish(
          { flow, handlerId: 'bao', proof: { kind: 'password', password: 'Falsch-123' } },
          caller('a'),
        ),
      );
    }
    await expect(login('lin', 'b')).resolves.toMatchObject({ person: { name: '林岚' } });
  });

  it('one window that tries many accounts is locked; another one is not', async () => {
    const { bureau, caller, firm } = await testEnterprise();
    for (let index = 0; index < 5; index += 1)
      await answer(
        bureau.enterpriseSignIn.firm(
          { taxpayerId: `91210102MA0TEST0Z${index}`, password: 'Falsch-123' },
          caller('one'),
        ),
      );
    expect(await answer(firm('one'))).toMatchObject({ code: 'LOCKED_OUT' });
    expect(await answer(firm('two'))).toMatchObject({ code: 'in' });
  });

  it('C2: wrong mobiles of one enterprise are counted together, and lock for a while', async () => {
    const { bureau, caller, later } = await testEnterprise();
    const send = (mobile: string, window: string) =>
      answer(
        bureau.quickSignIn.sendCode(
          { taxpayerId, password: passwords.firm, capacity: 'financeOfficer', mobile },
          caller(window),
        ),
      );
    for (let index = 0; index < 5; index += 1)
      expect((await send(`1549999990${index}`, `w${index}`)).code).toBe('METHOD_UNAVAILABLE');
    expect((await send(mobiles.fang, 'x')).code).toBe('LOCKED_OUT');
    later(15 * minute);
    expect((await send(mobiles.fang, 'y')).code).toBe('in');
  });
});

describe('J2: an account that exists and one that does not answer alike', () => {
  /** A try about somebody, in a window of its own. */
  type Asking = (desk: Desk, who: 'known' | 'unknown', window: string) => Promise<unknown>;
  const idOf = (who: string, known = taxpayerId): string => (who === 'known' ? known : unknownId);
  const askings: readonly (readonly [says: string, ask: Asking])[] = [
    [
      'B1: enterprise login',
      ({ bureau, caller }, who, window) =>
        bureau.enterpriseSignIn.firm({ taxpayerId: idOf(who), password: 'Falsch-123' }, caller(window)),
    ],
    [
      'B8: enterprise login, a social-insurance-only enterprise',
      ({ bureau, caller }, who, window) =>
        bureau.enterpriseSignIn.firm(
          { taxpayerId: idOf(who, socialTaxpayerId), password: 'Falsch-123' },
          caller(window),
        ),
    ],
    [
      'B1: enterprise login, a firm without a password',
      ({ bureau, caller }, who, window) =>
        bureau.enterpriseSignIn.firm(
          { taxpayerId: idOf(who, agencyTaxpayerId), password: 'Falsch-123' },
          caller(window),
        ),
    ],
    [
      'C1: quick login',
      ({ bureau, caller }, who, window) =>
        bureau.quickSignIn.sendCode(
          { taxpayerId: idOf(who), password: 'Falsch-123', capacity: 'financeOfficer', mobile: mobiles.fang },
          caller(window),
        ),
    ],
    [
      'G1: agency login',
      ({ bureau, caller }, who, window) =>
        bureau.signIn.firm({ taxpayerId: idOf(who, agencyTaxpayerId), password: 'Falsch-123' }, caller(window)),
    ],
    [
      'G1: agency login, an enterprise that is none',
      ({ bureau, caller }, who, window) =>
        bureau.signIn.firm({ taxpayerId: idOf(who), password: 'Falsch-123' }, caller(window)),
    ],
  ];

  it.each(askings)('%s', async (_says, ask) => {
    const said = async (who: 'known' | 'unknown'): Promise<Answer[]> => {
      const desk = await testEnterprise();
      const answers: Answer[] = [];
      for (let index = 0; index < 7; index += 1) answers.push(await answer(ask(desk, who, `w${index}`)));
      desk.later(15 * minute);
      answers.push(await answer(ask(desk, who, 'later')));
      return answers;
    };
    const [known, unknown] = [await said('known'), await said('unknown')];
    expect(known).toEqual(unknown);
    expect(known.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => 'CREDENTIALS_WRONG'),
      'LOCKED_OUT',
      'LOCKED_OUT',
      'CREDENTIALS_WRONG',
    ]);
  });

  it('D1: a forgotten password, up to the code that nobody received', async () => {
    const said = async (form: { taxpayerId: string; mobile: string }) => {
      const desk = await testEnterprise();
      const ask = (window: string) =>
        desk.bureau.recovery.sendCode({ ...form, capacity: 'financeOfficer' }, desk.caller(window));
      const { flow, mobileMasked: _, ...sent } = await ask('w');
      const prove = async (window: string) =>
        answer(
          desk.bureau.recovery.prove(
            { flow, code: desk.code() === '123456' ? '654321' : '123456' },
            desk.caller(window),
          ),
        );
      const answers = [await answer(ask('x')), await prove('y')];
      const proofs: Answer[] = [];
      const { flow: last } = await (async () => {
        desk.later();
        return ask('z');
      })();
      for (let index = 0; index < 6; index += 1) {
        proofs.push(
          await answer(
            desk.bureau.recovery.prove(
              { flow: last, code: desk.code() === '123456' ? '654321' : '123456' },
              desk.caller('z'),
            ),
          ),
        );
      }
      return { sent, answers, proofs };
    };
    const known = await said({ taxpayerId, mobile: mobiles.fang });
    expect(await said({ taxpayerId: unknownId, mobile: mobiles.fang })).toEqual(known);
    expect(await said({ taxpayerId, mobile: '15499999999' })).toEqual(known);
  });

  type Form = Parameters<Awaited<ReturnType<typeof testAuthenticator>>['bureau']['officerRecovery']['firm']>[0];
  const officer: Form = { taxpayerId: agencyTaxpayerId, capacity: 'legalRepresentative', mobile: '15400000001' };
  /** Who of them has an authenticator: 赵敏, the legal representative. 孙悦 is the finance officer without one. */
  const unknowns: readonly (readonly [says: string, form: Form])[] = [
    ['an unknown agency', { ...officer, taxpayerId: unknownId }],
    ['another mobile', { ...officer, mobile: '15499999999' }],
    ['an officer without an authenticator', { ...officer, capacity: 'financeOfficer', mobile: '15400000002' }],
    ['a firm that is no agency', { ...officer, taxpayerId: '91210102MA0TEST00C' }],
  ];
  it.each(unknowns)('D1 in the office profile, by code or by recovery key: %s', async (_says, form) => {
    const said = async (asked: Form) => {
      const desk = await testAuthenticator();
      await desk.setUp('zhao');
      await desk.db.updateTable('handler').set({ capacity: 'legalRepresentative' }).where('id', '=', 'zhao').execute();
      await desk.db.updateTable('handler').set({ capacity: 'financeOfficer' }).where('id', '=', 'sun').execute();
      await desk.db
        .updateTable('enterprise')
        .set({ taxpayer_id: '91210102MA0TEST00C', is_agency: false })
        .where('id', '=', 'agency-other')
        .execute();
      const prove = (proof: Parameters<typeof desk.bureau.officerRecovery.firm>[1], window: string) =>
        answer(desk.bureau.officerRecovery.firm(asked, proof, desk.caller(window)));
      const answers: Answer[] = [];
      for (let index = 0; index < 7; index += 1)
        answers.push(
          await prove({ code: desk.wrong('zhao') }, `a${index}`),
          await prove({ fits: async () => false }, `b${index}`),
        );
      desk.later(15 * minute);
      return [...answers, await prove({ code: desk.wrong('zhao') }, 'later')];
    };
    const known = await said(officer);
    expect(await said(form)).toEqual(known);
    expect(known.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => ['CODE_WRONG', 'RECOVERY_KEY_WRONG']).flat(),
      ...Array.from({ length: 4 }, () => 'LOCKED_OUT'),
      'CODE_WRONG',
    ]);
  });
});
