import fc from 'fast-check';
import type { PhoneContent, PhoneOutcome } from '@contract/training.ts';
import { changed, refused, unchanged } from '../rules/outcome.ts';
import { ownMobile, realNameOf } from '../rules/people.ts';
import { askCode, begin, giveDetails, giveUp, readCard, showFace } from '../rules/real-name.ts';
import type { Typed } from '../rules/codes.ts';
import type { Model } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { typedToTry, windowOf } from './choices.ts';

/* I1 to I3, E4: on the simulated phone. */

const notHere = refused('FORBIDDEN', null);

/** Takes a phone in hand; it is made with the number the bureau has of the person, or with one that nobody has. */
function openStep(model: Model, window: string, person: string): Step {
  const one = model.people.get(person);
  const officer = one?.stored === null ? model.registry.find((known) => known.person === person) : undefined;
  const before = model.phones.get(person);
  return {
    text: `${window}: takes the phone of ${person}`,
    window,
    expected: () => (model.setup.profile === 'office' ? notHere : unchanged),
    real: async (real) => real.call(window).training.openPhone({ ref: await real.phoneRef(person, officer) }),
    learn: (content: PhoneContent, real) => {
      real.phones.set(person, content.phone);
      const own = one && ownMobile(one);
      const [mobile = ''] = content.mobiles;
      const wanted =
        before?.mobile ??
        (own != null && ![...model.phones.values()].some((other) => other.mobile === own) ? own : mobile);
      const card = before?.card ?? one?.stored ?? one?.name ?? '';
      if (mobile !== wanted || content.card.name !== card)
        throw new Error(
          `the phone of ${person} has ${mobile} and a card of ${content.card.name}; it should be ${wanted} and ${card}`,
        );
      compareHistory(model, person, content);
      if (!before) model.phones.set(person, { card, mobile, next: null });
    },
  };
}

/** I3: the record in force and what was before, newest first. */
function compareHistory(model: Model, person: string, content: PhoneContent): void {
  const one = model.people.get(person);
  const shown = [content.record, ...content.history]
    .map((record) => record && `${record.name} ${record.mobile}`)
    .join();
  const known = [one && realNameOf(one), ...(one?.records.slice(0, -1).toReversed() ?? [])]
    .map((record) => record && `${record.name} ${record.mobile}`)
    .join();
  if (shown !== known)
    throw new Error(`the phone of ${person} shows the records ${shown}; by the rules it is ${known}`);
}

function steerStep(model: Model, window: string, person: string, outcome: PhoneOutcome): Step {
  return {
    text: `${window}: the phone of ${person} is steered: ${outcome}`,
    window,
    expected: () => {
      if (model.setup.profile === 'office') return notHere;
      const phone = model.phones.get(person);
      if (phone) phone.next = outcome === 'pass' ? null : outcome;
      return changed;
    },
    real: (real) => real.call(window).training.steerPhone({ phone: real.phone(person), outcome }),
  };
}

function simStep(model: Model, window: string, person: string): Step {
  return {
    text: `${window}: another number in the phone of ${person}`,
    window,
    expected: () => (model.setup.profile === 'office' ? notHere : changed),
    real: (real) => real.call(window).training.changeSim({ phone: real.phone(person) }),
    learn: (content: PhoneContent) => {
      const phone = model.phones.get(person);
      const [mobile = ''] = content.mobiles;
      if (!phone || mobile === phone.mobile) throw new Error('the number in the phone did not change');
      phone.mobile = mobile;
    },
  };
}

function beginStep(model: Model, window: string, person: string, key: number): Step {
  return {
    text: `${window}: begins collection ${key} on the phone of ${person}`,
    window,
    expected: () => begin(model, window, person, key),
    real: (real) => real.call(window).realName.begin({ phone: real.phone(person) }),
    learn: ({ collection }: { collection: string }, real) => {
      real.flows.set(key, collection);
    },
  };
}

const cardStep = (model: Model, window: string, key: number): Step => ({
  text: `${window}: identity card of collection ${key}`,
  window,
  expected: () => app(model) ?? readCard(model, window, key),
  real: (real) => real.call(window).realName.readCard({ collection: real.flow(key) }),
});

const codeStep = (model: Model, window: string, key: number, mobile: string): Step => ({
  text: `${window}: code to ${mobile} for collection ${key}`,
  window,
  expected: () => askCode(model, window, key, mobile),
  real: async (real) => {
    await real.call(window).realName.sendCode({ collection: real.flow(key), mobile });
    real.noteCode(key);
  },
});

const detailsStep = (model: Model, window: string, key: number, mobile: string, typed: Typed): Step => ({
  text: `${window}: ${typed} code of ${mobile} for collection ${key}`,
  window,
  expected: () => giveDetails(model, window, key, mobile, typed),
  real: (real) =>
    real.call(window).realName.details({
      collection: real.flow(key),
      mobile,
      code: real.typed(key, typed),
      address: '沈阳市和平区青年大街1号',
    }),
});

const faceStep = (model: Model, window: string, key: number): Step => ({
  text: `${window}: face check of collection ${key}`,
  window,
  expected: () => showFace(model, window, key),
  real: (real) => real.call(window).realName.face({ collection: real.flow(key) }),
});

/** A3: no phone app is reached from an office. */
const app = (model: Model) => (model.setup.profile === 'office' ? refused('METHOD_UNAVAILABLE', 'A3') : null);

const cancelStep = (model: Model, window: string, key: number): Step => ({
  text: `${window}: gives collection ${key} up`,
  window,
  expected: () => (giveUp(model, window, key) ? changed : unchanged),
  real: (real) => real.call(window).realName.cancel({ collection: real.flow(key) }),
});

/** Whose phone can be taken: whom the bureau or the registry knows. Mostly who has no record. */
function ownerOf(model: Model, number: number): string {
  const known = [...model.people.values()].filter(
    (one) => one.stored !== null || model.registry.some((officer) => officer.person === one.key),
  );
  const waiting = known.filter((one) => one.records.length === 0);
  return pickOf(number % 2 === 0 && waiting.length > 0 ? waiting : known, number >> 1).key;
}

/** All of it, with one outcome that the trainer wants, and another number where one is changed (I3). */
const collect: Act = {
  name: 'real-name collection',
  weight: 7,
  args: fc.tuple(fc.nat(2), fc.nat(59), fc.nat(9), fc.nat(3), fc.nat(11), fc.nat(9)),
  *steps(model, [w, who = 0, o, sim, typed, m]) {
    const window = windowOf(model, w);
    const person = ownerOf(model, who);
    yield openStep(model, window, person);
    if (model.setup.profile === 'office') return yield beginStep(model, window, person, (model.serial += 1));
    const outcome = pickOf(
      [
        'pass',
        'pass',
        'pass',
        'pass',
        'pass',
        'pass',
        'cardUnreadable',
        'nameMismatch',
        'mobileTaken',
        'faceMismatch',
      ] as const,
      o,
    );
    if (outcome !== 'pass') yield steerStep(model, window, person, outcome);
    if (sim === 0) yield simStep(model, window, person);
    const key = (model.serial += 1);
    yield beginStep(model, window, person, key);
    yield cardStep(model, window, key);
    const other = ownMobile(pickOf([...model.people.values()], who));
    const mobile = (m === 0 ? other : null) ?? model.phones.get(person)?.mobile ?? '15400000086';
    yield codeStep(model, window, key, mobile);
    yield detailsStep(model, window, key, m === 1 ? '15400000085' : mobile, typedToTry(typed));
    yield faceStep(model, window, key);
  },
};

/** One step by itself: again, too late, out of turn, in another window. */
const oneStep: Act = {
  name: 'a step of a collection',
  weight: 3,
  args: fc.tuple(fc.nat(8), fc.nat(9), fc.nat(5), fc.nat(11)),
  *steps(model, [w = 0, c, what, typed]) {
    const collection = pick(model.collections.slice(-3), c);
    if (!collection) return;
    const window = w === 8 ? windowOf(model, c) : collection.window;
    const mobile = model.phones.get(collection.person)?.mobile ?? '15400000086';
    switch (what) {
      case 0:
        return yield cardStep(model, window, collection.key);
      case 1:
        return yield codeStep(model, window, collection.key, mobile);
      case 2:
        return yield detailsStep(model, window, collection.key, mobile, typedToTry(typed));
      case 3:
      case 4:
        return yield faceStep(model, window, collection.key);
      default:
        return yield cancelStep(model, window, collection.key);
    }
  },
};

export const realNameActs: readonly Act[] = [collect, oneStep];
