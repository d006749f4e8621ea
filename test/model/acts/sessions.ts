import fc from 'fast-check';
import { isOutcome } from '../rules/login.ts';
import { changed, refused, unchanged } from '../rules/outcome.ts';
import { proveOwn } from '../rules/passwords.ts';
import { act, admitted, end, open, sessionOf } from '../rules/sessions.ts';
import { handlerOf } from '../state.ts';
import { pickOf, type Act } from '../step.ts';
import { windowOf } from './choices.ts';
import { staffWindow } from './agency-sign-in.ts';

const signOut: Act = {
  name: 'sign out',
  weight: 1,
  args: fc.tuple(fc.nat(2)),
  *steps(model, [w]) {
    const window = windowOf(model, w);
    yield {
      text: `${window}: signs out`,
      window,
      expected: () => {
        const session = sessionOf(model, window);
        if (session) end(model, session.personSession ?? session, 'signedOut');
        return unchanged;
      },
      real: (real) => real.call(window).session.signOut(),
    };
  },
};

/** J3: what the page tells of the person's keys and clicks. */
const touch: Act = {
  name: 'do something',
  weight: 3,
  args: fc.tuple(fc.nat(2)),
  *steps(model, [w]) {
    const window = windowOf(model, w);
    yield {
      text: `${window}: does something`,
      window,
      expected: () => {
        act(model, window);
        return unchanged;
      },
      real: (real) => real.call(window).session.touch(),
    };
  },
};

/** A4, B8, D3: the bureau's home page. */
const home: Act = {
  name: 'enterprise home',
  weight: 2,
  args: fc.tuple(fc.nat(2)),
  *steps(model, [w]) {
    const window = windowOf(model, w);
    yield {
      text: `${window}: home page`,
      window,
      expected: () => {
        const may = admitted(model, window, 'enterprise');
        return isOutcome(may) ? may : unchanged;
      },
      real: (real) => real.call(window).enterprise.home(),
    };
  },
};

/** Ctrl L, and what ends it. */
const lock: Act = {
  name: 'lock and unlock',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(3)),
  *steps(model, [w = 0, p]) {
    const locked = open(model).find((one) => one.locked && one.window !== windowOf(model, w));
    const window = locked?.window ?? (yield* staffWindow(model, w));
    const session = sessionOf(model, window);
    if (!session?.locked) {
      yield {
        text: `${window}: locks`,
        window,
        expected: () => {
          // A login of the bureau has no password of one person to come back by: it ends. Who was put out by a lock asks for nothing.
          const other = sessionOf(model, window);
          if (other && other.kind !== 'agencyStaff') {
            end(model, other.personSession ?? other, 'locked');
            return unchanged;
          }
          if (
            !other &&
            model.sessions.findLast((one) => one.window === window && one.parent === null)?.ended?.reason === 'locked'
          )
            return unchanged;
          const may = admitted(model, window, 'agencyStaff', { whileLocked: true });
          if (isOutcome(may)) return may;
          if (handlerOf(model, may.session.handler ?? '').password === null) return refused('METHOD_UNAVAILABLE', 'B5');
          may.session.locked = true;
          return changed;
        },
        real: (real) => real.call(window).session.lock(),
      };
      return;
    }
    const own = handlerOf(model, session.handler ?? '').password ?? 'Cuo-Mima-77';
    const password = pickOf([own, own, own, 'Cuo-Mima-77'], p);
    yield {
      text: `${window}: unlocks with ${password}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'agencyStaff', { whileLocked: true });
        if (isOutcome(may)) return may;
        const wrong = proveOwn(model, handlerOf(model, may.session.handler ?? ''), password);
        if (wrong) return wrong;
        may.session.locked = false;
        may.session.lastUsedAt = model.now;
        return changed;
      },
      real: (real) => real.call(window).session.unlock({ personalPassword: password }),
    };
  },
};

export const sessionActs: readonly Act[] = [signOut, touch, home, lock];
