import fc from 'fast-check';
import { nameOf, ownMobile, realNameOf } from '../rules/people.ts';
import { askCode, registerFirm, registerPerson } from '../rules/registration.ts';
import type { Typed } from '../rules/codes.ts';
import { firmOf, personNamed, type Model } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { documentOf, taxpayerIdOf } from '../world/build.ts';
import { newestFlow, typedToTry, windowOf } from './choices.ts';

/* A5. */

interface Proof {
  flow: number | null;
  typed: Typed;
  password: string;
}

function codeStep(
  model: Model,
  kind: 'registerPerson' | 'registerEnterprise',
  window: string,
  form: { person: string; firm: string; name: string; mobile: string },
): Step {
  return {
    text: `${window}: code for ${kind} ${JSON.stringify(form)}`,
    window,
    expected: () => askCode(model, kind, window, form.mobile),
    real: (real) =>
      kind === 'registerPerson'
        ? real
            .call(window)
            .registration.personCode({ ...documentOf(form.person), name: form.name, mobile: form.mobile })
        : real
            .call(window)
            .registration.enterpriseCode({ taxpayerId: taxpayerIdOf(form.firm), name: form.name, mobile: form.mobile }),
    learn: ({ flow }: { flow: string }, real) => {
      real.flows.set(model.serial, flow);
      real.noteCode(model.serial);
    },
  };
}

function personStep(
  model: Model,
  window: string,
  form: { person: string; name: string; mobile: string },
  proof: Proof,
): Step {
  return {
    text: `${window}: registers ${JSON.stringify(form)} by ${JSON.stringify(proof)}`,
    window,
    expected: () => registerPerson(model, window, { ...form, ...proof }),
    real: (real) =>
      real.call(window).registration.person({
        ...documentOf(form.person),
        name: form.name,
        mobile: form.mobile,
        password: proof.password,
        flow: real.flow(proof.flow),
        code: real.typed(proof.flow, proof.typed),
      }),
    learn: (answer: { name: string; realName: boolean }) => {
      const collected = realNameOf(personNamed(model, form.person)) !== null;
      if (answer.realName !== collected)
        throw new Error(`registered, and told that the real name is ${answer.realName ? '' : 'not '}collected`);
    },
  };
}

function firmStep(
  model: Model,
  window: string,
  form: { firm: string; name: string; mobile: string },
  proof: Proof,
): Step {
  return {
    text: `${window}: registers ${JSON.stringify(form)} by ${JSON.stringify(proof)}`,
    window,
    expected: () => registerFirm(model, window, { ...form, ...proof }),
    real: async (real) => {
      const done = await real.call(window).registration.enterprise({
        taxpayerId: taxpayerIdOf(form.firm),
        name: form.name,
        mobile: form.mobile,
        password: proof.password,
        flow: real.flow(proof.flow),
        code: real.typed(proof.flow, proof.typed),
      });
      await real.meetFirm(form.firm);
      return done;
    },
  };
}

/** A password that nobody has, or one that breaks B6: too short, of two kinds only, with the mobile or the id number in it. */
function chosenPassword(model: Model, mobile: string, idNumber: string, number: number | undefined): string {
  const fresh = `Zhu-Ce-${(model.serial += 1)}`.padEnd(9, 'x');
  return pickOf(
    [fresh, fresh, fresh, fresh, fresh, '111111', 'kurz-1A', `Aa-${mobile}`, `Aa-${idNumber.slice(-6)}-x`],
    number,
  );
}

const person: Act = {
  name: 'register a person',
  weight: 3,
  args: fc.tuple(fc.nat(2), fc.nat(39), fc.nat(9), fc.nat(9), fc.nat(11), fc.nat(8)),
  *steps(model, [w, who, name = 0, m = 0, typed, p]) {
    const window = windowOf(model, w);
    const strangers = [...model.people.values()].filter((one) => one.account === null);
    const one = (name === 9 ? null : pick(strangers, who)) ?? pickOf([...model.people.values()], who);
    const known = one.stored === null ? one.name : nameOf(one);
    const mobile =
      m === 0
        ? (ownMobile(pickOf([...model.people.values()], who)) ?? '15400000090')
        : m === 1
          ? '15400000089'
          : (ownMobile(one) ?? `154000001${String((model.serial % 90) + 10)}`);
    const form = { person: one.key, name: name === 8 ? '闻野人' : known, mobile };
    yield codeStep(model, 'registerPerson', window, { ...form, firm: '' });
    const flow = newestFlow(model, window, 'registerPerson');
    // Now and then another mobile than the code was sent to.
    const then = m === 2 ? { ...form, mobile: '15400000088' } : form;
    yield personStep(model, window, then, {
      flow,
      typed: typedToTry(typed),
      password: chosenPassword(model, mobile, one.idNumber, p),
    });
  },
};

const firm: Act = {
  name: 'register an enterprise',
  weight: 4,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(9), fc.nat(11), fc.nat(8)),
  *steps(model, [w, f, m = 0, typed, p]) {
    const window = windowOf(model, w);
    const id = pickOf(['reg1', 'reg2', 'reg1', 'reg2', 'reg1', 'reg2', 'reg1', 'reg2', 'ent1', 'c5'], f);
    const officer = model.registry.find((one) => one.firm === id && one.capacity === 'legalRepresentative');
    const representative = personNamed(model, m === 0 ? 'sun' : (officer?.person ?? 'gu'));
    const mobile = ownMobile(representative) ?? '15400000087';
    const form = { firm: id, name: m === 1 ? '另一个名称' : firmOf(model, id).name, mobile };
    yield codeStep(model, 'registerEnterprise', window, { ...form, person: '' });
    const flow = newestFlow(model, window, 'registerEnterprise');
    yield firmStep(model, window, form, {
      flow,
      typed: typedToTry(typed),
      password: chosenPassword(model, mobile, representative.idNumber, p),
    });
  },
};

export const registrationActs: readonly Act[] = [person, firm];
