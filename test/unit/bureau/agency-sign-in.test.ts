import { describe, expect, it } from 'vitest';
import { agencyTaxpayerId, minute, passwords, refused, testBureau } from './fixture.ts';

describe('step 1: the agency', () => {
  it('G1: the right taxpayer id and password show the staff, who may log in and why not', async () => {
    const bureau = await testBureau();
    const flow = await bureau.firm();
    expect(flow.agency).toEqual({ name: '砚秋税务师事务所', taxpayerId: agencyTaxpayerId });
    const choice = (name: string) => flow.staff.find((staff) => staff.name === name);
    expect(choice('赵敏')).toMatchObject({
      methods: { password: true, code: 'sms' },
      mobileMasked: '154****0001',
      cannot: null,
    });
    expect(choice('钱立')).toMatchObject({ methods: { password: false, code: 'sms' }, cannot: null });
    expect(choice('李想')).toMatchObject({ methods: { password: false, code: null } });
    expect(choice('李想')?.cannot).toContain('实名采集');
    expect(choice('周宁')?.cannot).toContain('尚未完成实名采集');
  });

  it('G1: a wrong password and an unknown taxpayer id are refused in the same words (J2)', async () => {
    const { bureau, caller } = await testBureau();
    const tries = [agencyTaxpayerId, '91210102MA0TEST0ZZ'].map((taxpayerId, index) =>
      bureau.signIn.firm({ taxpayerId, password: 'Falsch-123' }, caller(`w${index}`)).then(
        () => null,
        (error: Error) => error,
      ),
    );
    const [known, unknown] = await Promise.all(tries);
    expect(known).toEqual(refused('CREDENTIALS_WRONG', { rule: 'G1', triesLeft: 4 }));
    expect(unknown).toEqual(refused('CREDENTIALS_WRONG', { rule: 'G1', triesLeft: 4 }));
    expect(known?.message).toBe(unknown?.message);
  });

  it('J2: five failures lock for 15 minutes, also in another window and with the right password; the lock ends by itself', async () => {
    const { bureau, caller, clock, firm } = await testBureau();
    for (let index = 0; index < 5; index += 1) {
      await expect(
        bureau.signIn.firm({ taxpayerId: agencyTaxpayerId, password: 'Falsch-123' }, caller(`a${index}`)),
      ).rejects.toEqual(refused('CREDENTIALS_WRONG'));
    }
    await expect(firm('b')).rejects.toEqual(refused('LOCKED_OUT', { link: 'throttle', rule: 'J2' }));
    clock.at(clock.now() + 15 * minute - 1);
    await expect(firm('b')).rejects.toEqual(refused('LOCKED_OUT'));
    clock.at(clock.now() + 1);
    await expect(firm('b')).resolves.toMatchObject({ agency: { taxpayerId: agencyTaxpayerId } });
  });

  it('J2: one window that tries many accounts is locked, too; another is not', async () => {
    const { bureau, caller, firm } = await testBureau();
    for (let index = 0; index < 5; index += 1) {
      await bureau.signIn
        .firm({ taxpayerId: `91210102MA0TEST0Z${index}`, password: 'Falsch-123' }, caller('one'))
        .catch(() => null);
    }
    await expect(firm('one')).rejects.toEqual(refused('LOCKED_OUT'));
    await expect(firm('two')).resolves.toMatchObject({ agency: { taxpayerId: agencyTaxpayerId } });
  });

  it('J2: tries sent side by side gain nothing', async () => {
    const { bureau, caller } = await testBureau();
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        bureau.signIn.firm({ taxpayerId: agencyTaxpayerId, password: 'Falsch-123' }, caller(`w${index}`)).then(
          () => 'in',
          (error: { code: string }) => error.code,
        ),
      ),
    );
    expect(answers.filter((code) => code === 'CREDENTIALS_WRONG')).toHaveLength(5);
    expect(answers.filter((code) => code === 'LOCKED_OUT')).toHaveLength(7);
  });

  it('J2: success resets the count', async () => {
    const { bureau, caller, firm } = await testBureau();
    const wrong = () =>
      bureau.signIn
        .firm({ taxpayerId: agencyTaxpayerId, password: 'Falsch-123' }, caller())
        .catch((error: { data: { triesLeft: number } }) => error.data.triesLeft);
    expect([await wrong(), await wrong()]).toEqual([4, 3]);
    await firm();
    expect(await wrong()).toBe(4);
  });
});

describe('step 2: the staff member', () => {
  it('G2, A4: the right personal password makes the session of this window, for this person and agency', async () => {
    const { login, bureau } = await testBureau();
    expect(await login('sun', 'w7')).toMatchObject({
      handlerId: 'sun',
      name: '孙悦',
      agencyId: 'agency',
      locked: false,
    });
    await expect(bureau.sessions.staffOf('w8')).rejects.toEqual(refused('NOT_SIGNED_IN'));
  });

  it('A3: nobody without a collected real name finishes a login, even with the right password', async () => {
    const { bureau, caller, firm, acts } = await testBureau();
    const { flow } = await firm();
    for (const handlerId of ['li', 'zhou']) {
      await expect(
        bureau.signIn.staff({ flow, handlerId, proof: { kind: 'password', password: passwords.staff } }, caller()),
      ).rejects.toEqual(refused('REAL_NAME_REQUIRED', { rule: 'A3', link: 'identity' }));
    }
    expect((await acts('agency.staff.signIn')).map((row) => row.result)).toEqual(['refused', 'refused']);
  });

  it('B4: a code opens where a mobile is verified; B5: whoever has no password is asked to set one', async () => {
    const { bureau, caller, firm, code, engine } = await testBureau();
    const { flow } = await firm();
    await bureau.signIn.sendCode({ flow, handlerId: 'qian' }, caller());
    await bureau.signIn.staff({ flow, handlerId: 'qian', proof: { kind: 'code', code: code() } }, caller());
    expect((await engine.office.sessionState.of('w1')).session).toMatchObject({
      mustSetPassword: true,
      staff: { name: '钱立' },
    });
  });

  it('B4: a password is refused where none is set, with the way out', async () => {
    const { bureau, caller, firm } = await testBureau();
    const { flow } = await firm();
    await expect(
      bureau.signIn.staff({ flow, handlerId: 'qian', proof: { kind: 'password', password: 'x' } }, caller()),
    ).rejects.toEqual(refused('METHOD_UNAVAILABLE', { rule: 'B5' }));
  });

  it('G1: a flow is good for ten minutes, for one window, and for one login', async () => {
    const { bureau, caller, firm, clock } = await testBureau();
    const { flow } = await firm();
    const finish = (window = 'w1') =>
      bureau.signIn.staff(
        { flow, handlerId: 'zhao', proof: { kind: 'password', password: passwords.staff } },
        caller(window),
      );
    await expect(finish('w2')).rejects.toEqual(refused('FLOW_EXPIRED'));
    const start = clock.now();
    clock.at(start + 10 * minute);
    await expect(finish()).rejects.toEqual(refused('FLOW_EXPIRED'));
    clock.at(start - 1);
    await expect(finish()).rejects.toEqual(refused('FLOW_EXPIRED'));
    clock.at(start);
    await finish();
    await expect(finish()).rejects.toEqual(refused('FLOW_EXPIRED'));
  });

  it('B4: cancelling goes back to step 1; the flow is over', async () => {
    const { bureau, caller, firm } = await testBureau();
    const { flow } = await firm();
    await bureau.signIn.cancel(flow, caller());
    await expect(bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller())).rejects.toEqual(
      refused('FLOW_EXPIRED'),
    );
  });

  it('G2: a staff member of another agency is not found', async () => {
    const { bureau, caller, firm, store } = await testBureau();
    await store.db.updateTable('handler').set({ enterprise_id: 'agency-other' }).where('id', '=', 'sun').execute();
    const { flow } = await firm();
    await expect(
      bureau.signIn.staff({ flow, handlerId: 'sun', proof: { kind: 'password', password: passwords.staff } }, caller()),
    ).rejects.toEqual(refused('NOT_FOUND'));
  });

  it('J3: logging in again in the same window replaces its session; a double click makes one', async () => {
    const { login, bureau, caller, firm, store } = await testBureau();
    const first = await login();
    const { flow } = await firm();
    const finish = () =>
      bureau.signIn
        .staff({ flow, handlerId: 'sun', proof: { kind: 'password', password: passwords.staff } }, caller())
        .then(
          () => 'in',
          () => 'refused',
        );
    expect((await Promise.all([finish(), finish()])).toSorted()).toEqual(['in', 'refused']);
    const rows = await store.db
      .selectFrom('session')
      .select(['id', 'end_reason'])
      .where('kind', '=', 'agencyStaff')
      .orderBy('started_at')
      .execute();
    expect(rows.find((row) => row.id === first.sessionId)?.end_reason).toBe('replaced');
    expect(rows.filter((row) => row.end_reason === null)).toHaveLength(1);
  });
});

describe('codes', () => {
  it('J1: a wrong code leaves four tries, the fifth wrong one voids it', async () => {
    const { bureau, caller, firm, code } = await testBureau();
    const { flow } = await firm();
    await bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller());
    const right = code();
    const wrong = right === '000000' ? '000001' : '000000';
    const attempt = (typed: string) =>
      bureau.signIn.staff({ flow, handlerId: 'zhao', proof: { kind: 'code', code: typed } }, caller()).then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
    const answers = [];
    for (let index = 0; index < 5; index += 1) answers.push(await attempt(wrong));
    expect(answers).toEqual(['CODE_WRONG', 'CODE_WRONG', 'CODE_WRONG', 'CODE_WRONG', 'CODE_EXPIRED']);
    expect(await attempt(right)).toBe('CODE_EXPIRED');
  });

  it('J1: a code dies after five minutes, after use, and when another is sent; the clock set back gains nothing', async () => {
    const { bureau, caller, firm, code, clock } = await testBureau();
    const { flow } = await firm();
    const send = () => bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller());
    const use = (typed: string, inFlow = flow) =>
      bureau.signIn.staff({ flow: inFlow, handlerId: 'zhao', proof: { kind: 'code', code: typed } }, caller()).then(
        () => 'in',
        (error: { code: string }) => error.code,
      );
    await send();
    const first = code();
    await expect(send()).rejects.toEqual(refused('CODE_TOO_SOON', { rule: 'J1' }));
    clock.at(clock.now() + minute);
    await send();
    const second = code();
    if (first !== second) expect(await use(first)).not.toBe('in');
    clock.at(clock.now() + 5 * minute);
    expect(await use(second)).toBe('CODE_EXPIRED');
    clock.at(clock.now() - 10 * minute);
    expect(await use(second)).toBe('FLOW_EXPIRED');
    clock.at(clock.now() + 11 * minute);
    const { flow: next } = await firm();
    await bureau.signIn.sendCode({ flow: next, handlerId: 'zhao' }, caller());
    expect(await use(code(), next)).toBe('in');
    expect(await use(code(), next)).not.toBe('in');
  });

  it('J1: ten a day to one mobile, counted by the Shanghai calendar day', async () => {
    const { bureau, caller, firm, clock } = await testBureau();
    for (let index = 0; index < 10; index += 1) {
      const { flow } = await firm();
      await bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller());
      clock.at(clock.now() + minute);
    }
    const { flow } = await firm();
    await expect(bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller())).rejects.toEqual(
      refused('CODE_TOO_SOON', { rule: 'J1' }),
    );
    clock.at(Date.parse('2026-11-23T16:00:00Z'));
    const { flow: tomorrow } = await firm();
    await expect(bureau.signIn.sendCode({ flow: tomorrow, handlerId: 'zhao' }, caller())).resolves.toMatchObject({
      mobileMasked: '154****0001',
    });
  });

  it('J1: only the hash of a code is stored', async () => {
    const { bureau, caller, firm, code, store } = await testBureau();
    const { flow } = await firm();
    await bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller());
    expect(JSON.stringify(await store.db.selectFrom('sms_code').selectAll().execute())).not.toContain(code());
    expect(JSON.stringify(await store.db.selectFrom('audit').selectAll().execute())).not.toContain(code());
  });

  it('A3, ADR-0017: in the office profile no code can be sent, and the reason says so', async () => {
    const { bureau, caller, firm } = await testBureau({ training: false });
    const { flow, staff } = await firm();
    expect(staff.every((choice) => choice.methods.code === null)).toBe(true);
    expect(staff.find((choice) => choice.name === '李想')?.cannot).toContain('机构管理员');
    await expect(bureau.signIn.sendCode({ flow, handlerId: 'zhao' }, caller())).rejects.toEqual(
      refused('METHOD_UNAVAILABLE'),
    );
  });
});
