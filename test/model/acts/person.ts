import fc from 'fast-check';
import type { Captcha } from '@contract/person-sign-in.ts';
import type { PersonHome } from '@contract/person.ts';
import { sumInWords } from '../../sum-in-words.ts';
import { isOutcome } from '../rules/login.ts';
import { unchanged } from '../rules/outcome.ts';
import { bindingsOf, ownMobile } from '../rules/people.ts';
import {
  answerCaptcha,
  askRecovery,
  cannotEnter,
  changeAccountPassword,
  enterFirm,
  proveRecovery,
  setByTicket,
  signIn,
} from '../rules/person.ts';
import { admitted, end, enteredFrom, open, sessionOf } from '../rules/sessions.ts';
import { personNamed, type Model, type Person, type Session } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { newestFlow, typedToTry, windowOf } from './choices.ts';

/* F1, F2, D5. */

const accounts = (model: Model): Person[] => [...model.people.values()].filter((one) => one.account !== null);

function captchaStep(model: Model, window: string): Step {
  const key = (model.serial += 1);
  return {
    text: `${window}: captcha ${key}`,
    window,
    expected: () => {
      model.captchas.set(window, { key, madeAt: model.now });
      return unchanged;
    },
    real: (real) => real.call(window).personSignIn.captcha({ kind: 'sum' }),
    learn: ({ captcha, question }: Captcha, real) => {
      real.captchas.set(key, { id: captcha, answer: sumInWords(question) });
    },
  };
}

/** F1. @param captcha the one of that number, answered right or not */
function signInStep(
  model: Model,
  window: string,
  typed: { identifier: string; password: string },
  captcha: { key: number; right: boolean },
): Step {
  return {
    text: `${window}: natural person ${typed.identifier} with ${typed.password}, captcha ${captcha.key} ${captcha.right ? 'right' : 'wrong'}`,
    window,
    expected: () => signIn(model, window, typed, answerCaptcha(model, window, captcha.key, captcha.right)),
    real: (real) => {
      const held = real.captchas.get(captcha.key);
      return real.call(window).personSignIn.signIn({
        ...typed,
        captcha: held?.id ?? 'no-such-captcha',
        answer: captcha.right ? (held?.answer ?? '0') : '999',
      });
    },
  };
}

/** By id number, or by the mobile that the person goes by. */
const identifierOf = (person: Person, number: number): string =>
  (number % 2 === 0 ? null : ownMobile(person)) ?? person.idNumber;

function* loginSteps(model: Model, window: string, person: Person, number: number): Generator<Step, void> {
  yield captchaStep(model, window);
  yield signInStep(
    model,
    window,
    { identifier: identifierOf(person, number), password: person.account?.password ?? '' },
    { key: model.serial, right: true },
  );
}

const personSessions = (model: Model): Session[] => open(model).filter((one) => one.kind === 'person');

/** A window where a natural person is: signs one in when there is none. Now and then any window. */
function* personWindow(model: Model, number: number): Generator<Step, string> {
  if (number % 8 === 7) return windowOf(model, number >> 3);
  const found = pick(personSessions(model), number >> 3);
  if (found) return found.window;
  const window = windowOf(model, number >> 3);
  // Mostly whoever has several enterprises.
  const people = accounts(model);
  const busy = people.filter((one) => bindingsOf(model, one).length > 1);
  yield* loginSteps(model, window, pickOf(number % 3 > 0 && busy.length > 0 ? busy : people, number >> 3), number);
  return window;
}

const login: Act = {
  name: 'natural person',
  weight: 5,
  args: fc.tuple(fc.nat(2), fc.nat(29), fc.nat(9), fc.nat(4)),
  *steps(model, [w, who, wrong, p = 0]) {
    const window = windowOf(model, w);
    const person = pickOf(accounts(model), who);
    if (wrong !== undefined && wrong > 4) return yield* loginSteps(model, window, person, p);
    const older = model.captchas.get(window)?.key ?? 0;
    yield captchaStep(model, window);
    // A wrong captcha, one that another took the place of, a wrong password, somebody unknown.
    const captcha = { key: wrong === 1 ? older : model.serial, right: wrong !== 0 };
    const password =
      wrong === 2 || wrong === 0
        ? pickOf(['Cuo-Mima-77', person.account?.password ?? ''], p)
        : (person.account?.password ?? '');
    const identifier =
      wrong === 3
        ? pickOf(
            ['15400000093', [...model.people.values()].find((one) => one.account === null)?.idNumber ?? '15400000092'],
            p,
          )
        : identifierOf(person, p);
    yield signInStep(model, window, { identifier, password }, captcha);
    // The captcha is used up.
    if (wrong === 4) yield signInStep(model, window, { identifier, password }, captcha);
  },
};

/** J2: again and again with a wrong password, each with a captcha; then the right one. */
const guessing: Act = {
  name: 'guessing of a natural person',
  weight: 1,
  args: fc.tuple(fc.nat(2), fc.nat(29), fc.integer({ min: 3, max: 5 }), fc.nat(1)),
  *steps(model, [w = 0, who, times = 3, wandering]) {
    const person = pickOf(accounts(model), who);
    for (let turn = 0; turn < times; turn += 1) {
      const window = windowOf(model, wandering ? w + turn : w);
      yield captchaStep(model, window);
      yield signInStep(
        model,
        window,
        { identifier: identifierOf(person, turn), password: 'Cuo-Mima-77' },
        { key: model.serial, right: true },
      );
    }
    yield* loginSteps(model, windowOf(model, w), person, 0);
  },
};

/** F2: what the home page shows, and why somebody was put out of an enterprise. */
const home: Act = {
  name: 'personal home',
  weight: 3,
  args: fc.tuple(fc.nat(79)),
  *steps(model, [w = 0]) {
    const window = yield* personWindow(model, w);
    let session: Session | null = null;
    yield {
      text: `${window}: personal home`,
      window,
      expected: () => {
        const may = admitted(model, window, 'person');
        if (isOutcome(may)) return may;
        ({ session } = may);
        return unchanged;
      },
      real: (real) => real.call(window).person.home(),
      learn: (answer: PersonHome, real) => {
        if (!session) return;
        const own = session;
        const [here] = enteredFrom(model, own);
        const shown = answer.enterprises
          .map((one) =>
            [one.handlerId, real.firm(one.enterpriseId), one.capacity, one.cannot?.why.rule ?? null, one.here].join(
              ' ',
            ),
          )
          .sort();
        const known = bindingsOf(model, personNamed(model, own.person ?? ''))
          .map((one) =>
            [real.handler(one.key), one.firm, one.capacity, cannotEnter(model, one), one.key === here?.handler].join(
              ' ',
            ),
          )
          .sort();
        if (shown.join() !== known.join())
          throw new Error(`the home page shows ${shown.join(', ')}; by the rules it is ${known.join(', ')}`);
        const last = model.sessions.findLast((one) => one.personSession === own);
        const putOut =
          last?.ended && last.ended.reason !== 'left' ? (last.ended.quietly ? 'quietly' : last.ended.reason) : null;
        if (putOut !== 'quietly' && putOut !== (answer.putOut?.end ?? null))
          throw new Error(`the home page says ${answer.putOut?.end}; by the rules it is ${putOut}`);
      },
    };
  },
};

const enter: Act = {
  name: 'enter an enterprise',
  weight: 6,
  args: fc.tuple(fc.nat(79), fc.nat(19)),
  *steps(model, [w = 0, h = 0]) {
    const window = yield* personWindow(model, w);
    const person = sessionOf(model, window)?.personSession?.person ?? sessionOf(model, window)?.person ?? null;
    const own = person === null ? [] : bindingsOf(model, personNamed(model, person));
    const able = own.filter((one) => cannotEnter(model, one) === null);
    const handler =
      h % 7 === 6 ? pickOf(model.handlers, h) : (pick(h % 3 === 0 ? own : able, h) ?? pickOf(model.handlers, h));
    yield {
      text: `${window}: enters the enterprise of ${handler.key}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'person');
        return isOutcome(may) ? may : enterFirm(model, may.session, handler.key);
      },
      real: (real) => real.call(window).person.enter({ handlerId: real.handler(handler.key) }),
    };
  },
};

const leave: Act = {
  name: 'back to the personal home',
  weight: 1,
  args: fc.tuple(fc.nat(79)),
  *steps(model, [w = 0]) {
    const window = yield* personWindow(model, w);
    yield {
      text: `${window}: leaves the enterprise`,
      window,
      expected: () => {
        const may = admitted(model, window, 'person');
        if (isOutcome(may)) return may;
        for (const entered of enteredFrom(model, may.session)) end(model, entered, 'left');
        return unchanged;
      },
      real: (real) => real.call(window).person.leave(),
    };
  },
};

/** A password that nobody has, one that breaks B6 or D3, or the one of before. */
function newPassword(model: Model, person: Person | null, number: number | undefined): string {
  const fresh = `Ge-Mima-${(model.serial += 1)}`;
  const mobile = (person && ownMobile(person)) ?? '15400000095';
  return pickOf(
    [
      fresh,
      fresh,
      fresh,
      fresh,
      person?.account?.password ?? fresh,
      '111111',
      'kurz-1A',
      `Aa-${mobile}`,
      `Aa-${person?.idNumber.slice(-6) ?? ''}-x`,
    ],
    number,
  );
}

const password: Act = {
  name: 'password of the account',
  weight: 2,
  args: fc.tuple(fc.nat(79), fc.nat(5), fc.nat(8)),
  *steps(model, [w = 0, o, n]) {
    const window = yield* personWindow(model, w);
    const session = sessionOf(model, window);
    const key = session?.personSession?.person ?? session?.person ?? null;
    const person = key === null ? null : personNamed(model, key);
    const known = person?.account?.password ?? 'Cuo-Mima-77';
    const [oldPassword, chosen] = [
      pickOf([known, known, known, known, known, 'Cuo-Mima-77'], o),
      newPassword(model, person, n),
    ];
    yield {
      text: `${window}: account password from ${oldPassword} to ${chosen}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'person');
        return isOutcome(may) ? may : changeAccountPassword(model, may.session, oldPassword, chosen);
      },
      real: (real) => real.call(window).person.setPassword({ oldPassword, newPassword: chosen }),
    };
  },
};

/** D5: code, ticket, new password; each step also alone. */
const recovery: Act = {
  name: 'forgotten account password',
  weight: 4,
  args: fc.tuple(fc.nat(2), fc.nat(39), fc.nat(7), fc.nat(11), fc.nat(8), fc.nat(3)),
  *steps(model, [w, who = 0, wrong, typed, n, then]) {
    const window = windowOf(model, w);
    // Also somebody who never had a password, and somebody whom the bureau does not know.
    const person = pickOf([...model.people.values()], who);
    const form = {
      identifier: person.idNumber,
      mobile: wrong === 1 ? '15400000094' : (ownMobile(person) ?? '15400000091'),
    };
    yield {
      text: `${window}: forgotten password of ${person.key} ${JSON.stringify(form)}`,
      window,
      expected: () => askRecovery(model, window, form),
      real: (real) => real.call(window).personSignIn.recoveryCode({ idNumber: form.identifier, mobile: form.mobile }),
      learn: ({ flow }: { flow: string }, real) => {
        real.flows.set(model.serial, flow);
        real.noteCode(model.serial);
      },
    };
    const flow = newestFlow(model, window, 'personRecovery');
    const digits = typedToTry(typed);
    yield {
      text: `${window}: ${digits} code of personal recovery ${flow}`,
      window,
      expected: () => proveRecovery(model, window, flow, digits),
      real: (real) =>
        real.call(window).personSignIn.recoveryProve({ flow: real.flow(flow), code: real.typed(flow, digits) }),
    };
    if (then !== 0) yield ticketStep(model, window, newPassword(model, person, n));
  },
};

function ticketStep(model: Model, window: string, chosen: string): Step {
  return {
    text: `${window}: account password by ticket ${chosen}`,
    window,
    expected: () => {
      const may = admitted(model, window, 'accountPassword');
      return isOutcome(may) ? may : setByTicket(model, may.session, chosen);
    },
    real: (real) => real.call(window).personSignIn.setPassword({ newPassword: chosen }),
  };
}

const ticketPage: Act = {
  name: 'page of the recovery ticket',
  weight: 1,
  args: fc.tuple(fc.nat(9), fc.nat(8)),
  *steps(model, [w, n]) {
    const ticket = pick(
      open(model).filter((one) => one.opens === 'accountPassword'),
      w,
    );
    const window = ticket?.window ?? windowOf(model, w);
    yield ticketStep(model, window, newPassword(model, ticket?.person ? personNamed(model, ticket.person) : null, n));
  },
};

export const personActs: readonly Act[] = [login, guessing, home, enter, leave, password, recovery, ticketPage];
