import fc from 'fast-check';
import { look } from '../rules/clock.ts';
import { day, hour, minute, second } from '../rules/days.ts';
import { changed, unchanged } from '../rules/outcome.ts';
import { end, open, settle } from '../rules/sessions.ts';
import { pickOf, type Act } from '../step.ts';
import { officerRow, taxpayerIdOf } from '../world/build.ts';
import { registry } from '../world/spec.ts';

/** Whole minutes or 20 seconds: the bureau notes use at most every 15 seconds. Mostly short, because a day ends every session. */
const moves = [
  20 * second,
  20 * second,
  minute,
  minute,
  minute,
  minute,
  4 * minute + 40 * second,
  5 * minute,
  5 * minute,
  9 * minute + 40 * second,
  10 * minute,
  15 * minute,
  15 * minute,
  29 * minute + 40 * second,
  30 * minute,
  30 * minute,
  hour,
  11 * hour + 40 * minute,
  12 * hour,
  24 * hour,
  24 * hour,
  3 * day,
  22 * day,
];

/** Time passes; the trainer's clock tells the bureau, which looks after its sessions then, a machine's clock tells nobody. */
const clock: Act = {
  name: 'time passes',
  weight: 9,
  args: fc.tuple(fc.nat(moves.length - 1), fc.nat(5)),
  *steps(model, [m, how]) {
    // Not back from where nobody has looked yet: the bureau could not know that time has passed at all.
    const by = (how === 5 && !model.quiet ? -1 : 1) * pickOf(moves, m);
    const noticed = how !== 4;
    yield {
      text: `the clock moves ${by / minute} minutes${noticed ? '' : ', unnoticed'}`,
      window: null,
      expected: () => {
        // It looks at its clock all the time, so also just before; only then do all times stay 20 seconds apart.
        if (by < 0) model.seen = model.now;
        model.now += by;
        const back = noticed && look(model);
        settle(model, !noticed);
        model.quiet = !noticed;
        return (model.setup.profile === 'training' && noticed) || back ? changed : unchanged;
      },
      real: async (real) => {
        if (by < 0) await real.engine.bureau.sweep();
        if (noticed && model.setup.profile === 'training') await real.call(null).training.moveClock({ byMs: by });
        else {
          real.pass(by);
          if (noticed) await real.engine.bureau.sweep();
        }
      },
    };
  },
};

const restart: Act = {
  name: 'restart',
  weight: 1,
  args: fc.tuple(fc.nat(2)),
  *steps(model, [seldom]) {
    if (seldom !== 0) return;
    yield {
      text: 'the program is started anew',
      window: null,
      expected: () => {
        for (const session of open(model).filter((one) => one.kind === 'client')) end(model, session, 'hostRestarted');
        for (const session of open(model)) end(model, session, 'hostRestarted');
        look(model);
        // Kept in memory only (F1).
        model.captchas.clear();
        return unchanged;
      },
      real: (real) => real.restart(),
    };
  },
};

/** B2, B3: another mood, or another officer. */
const registryActs: Act = {
  name: 'registry',
  weight: 2,
  args: fc.tuple(fc.nat(9), fc.nat(9), fc.nat(3)),
  *steps(model, [r, p, what]) {
    const spec = pickOf(registry, r);
    if (what === 0 && model.setup.profile === 'training') {
      const mood = pickOf(['answers', 'answers', 'slow', 'down'] as const, p);
      yield {
        text: `the registry is steered for ${spec.firm}: ${mood}`,
        window: null,
        expected: () => {
          if (mood === 'answers') model.moods.delete(spec.firm);
          else model.moods.set(spec.firm, mood);
          return changed;
        },
        real: (real) => real.call(null).training.steerRegistry({ taxpayerId: taxpayerIdOf(spec.firm), outcome: mood }),
      };
      return;
    }
    const person = pickOf([spec.person, ...spec.or, ...spec.or], p);
    yield {
      text: `the registry names ${person} as ${spec.capacity} of ${spec.firm}`,
      window: null,
      expected: () => {
        const officer = model.registry.find((one) => one.firm === spec.firm && one.capacity === spec.capacity);
        if (officer) officer.person = person;
        return unchanged;
      },
      real: (real) => {
        const {
          taxpayer_id: taxpayerId,
          capacity,
          name,
          id_type: idType,
          id_number: idNumber,
        } = officerRow(spec.firm, spec.capacity, person);
        return real.namesOfficer(taxpayerId, { capacity, name, idType, idNumber });
      },
    };
  },
};

export const worldActs: readonly Act[] = [clock, restart, registryActs];
