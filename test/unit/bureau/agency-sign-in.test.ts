import { describe, expect, it } from 'vitest';
import { actsOn } from './acts-on.ts';
import { agencyTaxpayerId, day, minute, passwords, refused, testBureau } from './fixture.ts';
import { profiles } from '../../../src-main/bureau/ground/profile.ts';
import { createBureau } from '../../../src-main/bureau/bureau.ts';
import { DomainEvents } from '../../../src-main/bureau/act/domain-events.ts';
import { everyClient, keepsNothing } from '../../../src-main/bureau/ground/ports.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import { ruleSets } from '../../../src-main/bureau/rule-sets/rule-sets.ts';

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

describe('sessions', () => {
  it('J3: what the person does keeps the desk, 12 hours in all; a call alone is nobody’s act', async () => {
    const { login, bureau, clock } = await testBureau();
    const start = clock.now();
    await login();
    for (let index = 1; index <= 24; index += 1) {
      clock.at(start + index * 29 * minute);
      await expect(bureau.sessions.touch('w1')).resolves.toBe(
        Math.min(start + (index + 1) * 29 * minute + minute, start + 12 * 60 * minute),
      );
      await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: false });
    }
    clock.at(start + 12 * 60 * minute);
    await expect(bureau.sessions.staffOf('w1')).rejects.toEqual(refused('NOT_SIGNED_IN', { sessionEnd: 'absolute' }));
    await expect(bureau.sessions.touch('w1')).resolves.toBeNull();
    clock.at(start + 2 * day);
    await login();
    clock.at(clock.now() + 29 * minute);
    await bureau.sessions.staffOf('w1');
    clock.at(clock.now() + minute);
    await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: true });
  });

  it('J3: 30 idle minutes lock the desk without being asked; the window and the trail are told, once', async () => {
    const { login, bureau, clock, told, acts } = await testBureau();
    await login();
    clock.at(clock.now() + 30 * minute - 1);
    await bureau.sessions.sweep();
    expect(await acts('session.lock')).toEqual([]);
    clock.at(clock.now() + 1);
    await bureau.sessions.sweep();
    await bureau.sessions.sweep();
    expect(told).toContainEqual({ window: 'w1', event: { kind: 'sessionChanged' } });
    expect((await acts('session.lock')).map((row) => [row.result, row.rule, row.text])).toEqual([
      ['done', 'J3', '30 分钟没有操作，工作台自动锁定'],
    ]);
    await expect(bureau.sessions.touch('w1')).resolves.toBeNull();
    // A locked desk has no idle time left to run: only its twelve hours end it.
    clock.at(clock.now() + 10 * 60 * minute);
    await bureau.sessions.sweep();
    const locked = await bureau.sessions.staffOf('w1');
    expect(locked.locked).toBe(true);
    await bureau.sessions.unlock(locked);
    await expect(bureau.sessions.staffOf('w1')).resolves.toMatchObject({ locked: false });
    await expect(bureau.sessions.touch('w1')).resolves.toBe(clock.now() + 30 * minute);
  });

  it('J3: without a personal password nobody could unlock it, so that desk ends', async () => {
    const { login, bureau, clock, store, told } = await testBureau();
    await login();
    await store.db.updateTable('handler').set({ password_hash: null }).where('id', '=', 'zhao').execute();
    clock.at(clock.now() + 30 * minute);
    await bureau.sessions.sweep();
    expect(told).toContainEqual({ window: 'w1', event: { kind: 'staffSessionEnded', end: 'idle' } });
    await expect(bureau.sessions.staffOf('w1')).rejects.toEqual(refused('NOT_SIGNED_IN', { sessionEnd: 'idle' }));
  });

  it('B6: a password that is changed while the old one is checked opens no session', async () => {
    const { firm, caller, bureau, store } = await testBureau();
    const hasher = passwordHasherOfProcess();
    const clock = { now: () => Date.parse('2026-11-23T04:00:00Z') };
    const changing = createBureau({
      db: store.db,
      clock,
      trail: bureau.trail,
      events: new DomainEvents(),
      acts: actsOn(store.db, clock),
      ruleSet: ruleSets['liaoning-2020'],
      sms: null,
      realNameApp: null,
      registry: { officersOf: async () => ({ kind: 'down' }) },
      scope: everyClient,
      keeper: keepsNothing,
      codeKey: Buffer.alloc(32),
      profile: profiles.training,
      hasher: {
        ...hasher,
        verifyPassword: async (stored, typed) => {
          const verdict = await hasher.verifyPassword(stored, typed);
          await store.db
            .updateTable('handler')
            .set({ password_hash: 'changed meanwhile' })
            .where('id', '=', 'zhao')
            .execute();
          return verdict;
        },
      },
    });
    const { flow } = await firm();
    await expect(
      changing.signIn.staff(
        { flow, handlerId: 'zhao', proof: { kind: 'password', password: passwords.staff } },
        caller(),
      ),
    ).rejects.toEqual(refused('CONFLICT'));
    expect(await store.db.selectFrom('session').selectAll().execute()).toEqual([]);
  });

  it('J4: who, for whom, what, when, result and from where stand in the trail, chained', async () => {
    const { login, bureau, acts, clock } = await testBureau();
    const staff = await login();
    expect(await acts('agency.staff.signIn')).toMatchObject([
      {
        result: 'done',
        rule: 'G2',
        agency_id: 'agency',
        session_id: staff.sessionId,
        origin: 'test',
        at: clock.now(),
        text: '赵敏登录',
      },
    ]);
    expect(await bureau.trail.verify()).toMatchObject({ brokenAt: null });
  });
});
