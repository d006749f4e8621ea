import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { Refusal } from '@contract/errors.ts';
import { ClockWatch } from '../../../../src-main/bureau/clock/clock-watch.ts';
import { machineClock } from '../../../../src-main/bureau/clock/elapsed.ts';
import { Codes } from '../../../../src-main/bureau/codes/codes.ts';
import { Throttle } from '../../../../src-main/bureau/throttle/throttle.ts';
import { PassphraseGuard } from '../../../../src-main/desk/passphrase-guard.ts';
import { movableClock } from '../../../../src-main/training/clock.ts';
import { testOffice } from '../../office/fixture.ts';
import { actsOn } from '../acts-on.ts';
import { minute, testEnterprise } from '../enterprise/fixture.ts';
import { passwords, testBureau } from '../fixture.ts';
import { answer } from './doors.ts';
import { usualLimits } from '../../../../src-main/bureau/rule-sets/limits.ts';

/** A clock that anybody may move, and a machine that nobody does. */
function movedClock(start = Date.parse('2026-11-23T04:00:00Z')) {
  let [now, elapsed] = [start, 1_000_000];
  return {
    clock: { now: () => now, elapsed: () => elapsed },
    /** Time passes, for both. */
    pass: (ms: number) => {
      now += ms;
      elapsed += ms;
    },
    /** Somebody moves the clock. */
    move: (ms: number) => {
      now += ms;
    },
    /** The machine is started anew. */
    reboot: () => {
      elapsed = 5_000;
    },
  };
}

describe('J2: what was tried is locked, and nobody else', () => {
  it('five wrong passwords of one person leave the one window of the office to the others, a second later', async () => {
    const { bureau, caller, firm, clock } = await testBureau();
    const tryAs = async (handlerId: string, password: string) => {
      const { flow } = await firm('one');
      return answer(bureau.signIn.staff({ flow, handlerId, proof: { kind: 'password', password } }, caller('one')));
    };
    // The right agency password in between takes the window's failures back: one flow for all.
    const { flow } = await firm('one');
    const wrong = () =>
      answer(
        bureau.signIn.staff(
          { flow, handlerId: 'sun', proof: { kind: 'password', password: 'Falsch-123' } },
          caller('one'),
        ),
      );
    const said = [];
    for (let index = 0; index < 6; index += 1) said.push(await wrong());
    expect(said.map(({ code }) => code)).toEqual([
      ...Array.from({ length: 5 }, () => 'CREDENTIALS_WRONG'),
      'LOCKED_OUT',
    ]);
    for (const { message } of said.slice(4)) expect(message).toContain('只锁定孙悦的个人密码');
    const slowed = await answer(
      bureau.signIn.staff(
        { flow, handlerId: 'zhao', proof: { kind: 'password', password: passwords.staff } },
        caller('one'),
      ),
    );
    expect(slowed).toMatchObject({
      code: 'LOCKED_OUT',
      rule: 'J2',
      message: '本窗口连续输错较多，请等1秒再试。账号没有因此锁定。',
    });
    clock.at(clock.now() + 1000);
    expect((await tryAs('zhao', passwords.staff)).code).toBe('in');
    expect((await tryAs('sun', passwords.staff)).code).toBe('LOCKED_OUT');
  });

  it('a window that tries many accounts waits 1 second, doubling to 30, and no longer', async () => {
    const { store, clock } = await testOffice();
    const throttle = new Throttle(store.db, clock, usualLimits.throttle);
    const waits: number[] = [];
    for (let index = 0; index < 13; index += 1) {
      await throttle.trying([`account ${index}`], async () => {}, { window: 'window' });
      const row = await store.db
        .selectFrom('throttle')
        .selectAll()
        .where('key', '=', 'window')
        .executeTakeFirstOrThrow();
      const wait = row.locked_until === null ? 0 : row.locked_until - clock.now();
      waits.push(wait / 1000);
      if (wait > 0) {
        clock.at(clock.now() + wait - 1);
        expect((await answer(throttle.trying(['another'], async () => {}, { window: 'window' }))).code).toBe(
          'LOCKED_OUT',
        );
        clock.at(clock.now() + 1);
      }
    }
    expect(waits).toEqual([0, 0, 0, 0, 1, 2, 4, 8, 16, 30, 30, 30, 30]);
    expect(await store.db.selectFrom('throttle').select('failures').where('key', '=', 'another').execute()).toEqual([]);
  });
});

describe('J1, J2: moving the clock gains nothing', () => {
  async function locked() {
    const moved = movedClock();
    const { store } = await testOffice();
    const throttle = new Throttle(store.db, moved.clock, usualLimits.throttle);
    const attempt = () => answer(throttle.trying(['account'], async () => {}));
    for (let index = 0; index < 5; index += 1) await attempt();
    return {
      ...moved,
      store,
      attempt,
      again: () =>
        answer(
          new Throttle(store.db, moved.clock, usualLimits.throttle).trying(['account'], async (tried) => tried.right()),
        ),
    };
  }

  it('J2: forward, a lock stands until its time has really passed, also after the program was started again', async () => {
    const { move, pass, attempt, again } = await locked();
    move(3 * 24 * 60 * minute);
    expect((await attempt()).code).toBe('LOCKED_OUT');
    pass(15 * minute - 1);
    expect(await again()).toMatchObject({ code: 'LOCKED_OUT' });
    pass(1);
    expect((await again()).code).toBe('in');
  });

  it('J2: forward by a day, failures are not forgotten', async () => {
    const moved = movedClock();
    const { store } = await testOffice();
    const throttle = new Throttle(store.db, moved.clock, usualLimits.throttle);
    for (let index = 0; index < 4; index += 1) await throttle.trying(['account'], async () => {});
    moved.move(2 * 24 * 60 * minute);
    await throttle.trying(['account'], async () => {});
    expect((await answer(throttle.trying(['account'], async () => {}))).code).toBe('LOCKED_OUT');
  });

  it('J2: after the machine was started anew the clock alone decides', async () => {
    const { reboot, move, again } = await locked();
    reboot();
    expect((await again()).code).toBe('LOCKED_OUT');
    move(15 * minute);
    expect((await again()).code).toBe('in');
  });

  it('J1: set back within its five minutes, an SMS code still runs out after five', async () => {
    const moved = movedClock();
    const { store } = await testOffice();
    let text = '';
    const codes = new Codes(
      actsOn(store.db, moved.clock),
      moved.clock,
      {
        send: async (_mobile, sent) => {
          text = sent;
        },
      },
      Buffer.alloc(32, 7),
      usualLimits.code,
    );
    const check = () => answer(codes.check('enterprise', 'flow', '15400000001', /\d{6}/.exec(text)?.[0] ?? ''));
    await codes.send('enterprise', 'flow', '15400000001');
    moved.pass(usualLimits.code.lifetime - 1000);
    moved.move(-(usualLimits.code.lifetime - 2000));
    moved.pass(1000);
    expect((await check()).code).toBe('CODE_EXPIRED');
  });

  it('J1: forward, the next code is not sent any sooner', async () => {
    const moved = movedClock();
    const { store } = await testOffice();
    const codes = new Codes(
      actsOn(store.db, moved.clock),
      moved.clock,
      { send: async () => {} },
      Buffer.alloc(32, 7),
      usualLimits.code,
    );
    await codes.send('enterprise', 'flow', '15400000001');
    moved.move(10 * minute);
    expect((await answer(codes.send('enterprise', 'flow', '15400000001'))).code).toBe('CODE_TOO_SOON');
    moved.pass(minute);
    expect((await answer(codes.send('enterprise', 'flow', '15400000001'))).code).toBe('in');
  });

  it('J1: moved a day on, the clock makes no new ten; a day that has passed does', async () => {
    const moved = movedClock();
    const { engine } = await testOffice();
    const codes = new Codes(engine.acts, moved.clock, { send: async () => {} }, Buffer.alloc(32, 7), usualLimits.code);
    const send = async () => (await answer(codes.send('enterprise', 'flow', '15400000001'))).code;
    for (let sent = 0; sent < 10; sent += 1) {
      expect(await send()).toBe('in');
      moved.pass(minute);
    }
    for (const days of [1, 1, 30]) {
      moved.move(days * 24 * 60 * minute);
      moved.pass(minute);
      expect(await send()).toBe('CODE_TOO_SOON');
    }
    // Those of the first day are 24 hours old by the machine now.
    moved.pass(24 * 60 * minute);
    expect(await send()).toBe('in');
  });

  it('J1: a clock that nobody moved begins a new ten at midnight', async () => {
    const moved = movedClock(Date.parse('2026-11-23T15:45:00Z'));
    const { engine } = await testOffice();
    const codes = new Codes(engine.acts, moved.clock, { send: async () => {} }, Buffer.alloc(32, 7), usualLimits.code);
    const send = async () => (await answer(codes.send('enterprise', 'flow', '15400000001'))).code;
    for (let sent = 0; sent < 10; sent += 1) {
      expect(await send()).toBe('in');
      moved.pass(minute);
    }
    expect(await send()).toBe('CODE_TOO_SOON');
    moved.pass(5 * minute);
    expect(await send()).toBe('in');
  });

  it('D3, J1: set back, what had not run out keeps the time that it had left', async () => {
    const desk = await testEnterprise();
    await desk.bureau.sweep();
    const { flow } = await desk.firm('w');
    await desk.bureau.enterpriseSignIn.sendCode({ flow, handlerId: 'lin' }, desk.caller('w'));
    const expiries = async () => [
      (await desk.db.selectFrom('sms_code').select('expires_at').executeTakeFirstOrThrow()).expires_at,
      (await desk.db.selectFrom('sign_in_flow').select('expires_at').executeTakeFirstOrThrow()).expires_at,
    ];
    const before = await expiries();
    const watch = new ClockWatch({ db: desk.db, clock: desk.clock, acts: desk.engine.acts });
    desk.later(3 * minute);
    await watch.look();
    desk.later(-2 * minute);
    await watch.look();
    expect(await expiries()).toEqual(before.map((at) => at - 2 * minute));
  });

  it("in a training world a trainer's move is time that has passed, and a move of the machine's clock is not", async () => {
    let real = 0;
    const clock = movableClock(
      0,
      async () => {},
      () => real,
    );
    const before = clock.elapsed?.() ?? Number.NaN;
    const passed = () => (clock.elapsed?.() ?? Number.NaN) - before;
    real += 24 * 60 * minute;
    expect(passed()).toBeLessThan(minute);
    await clock.move(15 * minute);
    expect(passed()).toBeGreaterThanOrEqual(15 * minute);
    expect(passed()).toBeLessThan(16 * minute);
    expect(machineClock.elapsed?.()).toBeGreaterThan(0);
  });
});

describe('J2: the office passphrase', () => {
  async function guarded() {
    const folder = await mkdtemp(join(tmpdir(), 'desk-guard-'));
    onTestFinished(() => rm(folder, { recursive: true, force: true }));
    const moved = movedClock();
    const file = join(folder, 'passphrase-tries.json');
    const guard = () => new PassphraseGuard(moved.clock, file);
    const wrong = (of: PassphraseGuard) =>
      answer(
        of.admit(async () => {
          throw new Refusal('PASSPHRASE_WRONG', '口令不正确。', { link: 'password' });
        }),
      );
    return { ...moved, folder, file, guard, wrong };
  }

  it('stays locked when the program is started again and the clock is moved, and opens in its time', async () => {
    const { guard, wrong, move, pass, folder } = await guarded();
    for (let index = 0; index < 5; index += 1) expect((await wrong(guard())).code).toBe('PASSPHRASE_WRONG');
    move(24 * 60 * minute);
    expect(await wrong(guard())).toMatchObject({ code: 'LOCKED_OUT' });
    pass(15 * minute);
    expect((await answer(guard().admit(async () => 'open'))).code).toBe('in');
    expect(await readdir(folder)).toEqual([]);
  });

  it("a try that the program's end cut short stays a failure; what failed for another reason is none", async () => {
    const { guard, wrong, file } = await guarded();
    for (let index = 0; index < 4; index += 1) await wrong(guard());
    await expect(
      guard().admit(async () => {
        throw new Error('disk');
      }),
    ).rejects.toThrow('disk');
    void guard().admit(() => new Promise(() => {}));
    await expect.poll(async () => (await wrong(guard())).code).toBe('LOCKED_OUT');
    await writeFile(file, 'not json');
    expect((await wrong(guard())).code).toBe('PASSPHRASE_WRONG');
  });
});
