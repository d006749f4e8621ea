import fc from 'fast-check';
import { dayAfter, dayOfInstant } from '../rules/days.ts';
import {
  accept,
  actsOf,
  change,
  changeTerms,
  confirm,
  makeAsAgency,
  makeAsClient,
  replacePassword,
  setStaff,
  type Terms,
} from '../rules/delegation.ts';
import { isOutcome } from '../rules/login.ts';
import { changed, type Outcome } from '../rules/outcome.ts';
import { sessionOf } from '../rules/sessions.ts';
import type { Agreement, Handler, Model } from '../state.ts';
import { pick, pickOf, type Act } from '../step.ts';
import { agreementPassword } from '../world/spec.ts';
import { staffWindow } from './agency-sign-in.ts';
import { enterpriseWindow } from './enterprise-sign-in.ts';
import { asAdmin } from './office.ts';
import { asOfficer } from './staff.ts';

const functionSets: readonly (readonly string[])[] = [
  ['query.filings'],
  ['query.filings', 'query.payments'],
  ['tax.vat.general', 'query.filings'],
  ['tax.vat.general', 'query.payments'],
  ['query.filings', 'delegation.manage'],
];
/** Of the agency, mostly; 鲍宁 is of a client, unless the agency adds him. */
const staffSets: readonly (readonly string[])[] = [['zhao'], ['sun', 'qian'], ['zhao'], ['li'], [], ['bao']];

function termsOf(
  model: Model,
  first: number | undefined,
  length: number | undefined,
  number = 0,
  begun: string | null = null,
): Terms {
  const today = dayOfInstant(model.now);
  const day = begun !== null && number % 3 !== 0 ? begun : dayAfter(today, pickOf([0, 0, 0, 1, 41, -1], first));
  const staff = pickOf(staffSets, number);
  return {
    first: day,
    last: dayAfter(day, pickOf([365, 30, 10, 1, 0, -1], length)),
    functions: pickOf(functionSets, number >> 1),
    staff: model.setup.ruleSet === 'liaoning-2020' && number % 4 !== 0 ? [] : staff,
  };
}

/** A new agreement password, none, one that breaks B6, or the one of before. */
function passwordOf(model: Model, number: number | undefined): string | null {
  const fresh = `Xieyi-Mima-${(model.serial += 1)}`.slice(0, 15);
  const asked = model.setup.ruleSet === 'liaoning-2020';
  return pickOf<string | null>(
    asked ? [fresh, fresh, fresh, fresh, agreementPassword, null, '111111'] : [null, null, null, null, null, fresh],
    number,
  );
}

const input = ({ first, last, functions, staff }: Terms, handler: (key: string) => string) => ({
  firstDay: first,
  lastDay: last,
  functions: [...functions],
  serviceStaff: staff.map((key) => handler(key)),
});
const seenOf = (agreement: Agreement, stale: number | undefined) => ({
  id: agreement.id,
  revision: agreement.revision + (stale === 0 ? 1 : 0),
});

/** The officer's window, and an agreement: mostly one of that firm. */
function* officerPlace(model: Model, w: number, a: number) {
  const window = yield* enterpriseWindow(model, w, w % 8 !== 2);
  const firm = sessionOf(model, window)?.firm ?? 'ent1';
  const own = model.agreements.filter((one) => one.client === firm);
  return { window, agreement: (a % 9 === 8 ? null : pick(own, a)) ?? pickOf(model.agreements, a) };
}

/** H1, H3: from the list of agencies to an agreement. */
const begin: Act = {
  name: 'client begins an agreement',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(9), fc.nat(5), fc.nat(5), fc.nat(29), fc.nat(6), fc.nat(5)),
  *steps(model, [w = 0, how = 0, first, length, terms, p, skip]) {
    const { window } = yield* officerPlace(model, w, 0);
    if (skip !== 0) {
      yield {
        text: `${window}: syncs the agencies`,
        window,
        expected: () =>
          asOfficer(model, window, ({ firm }) => {
            model.agenciesSynced.add(firm);
            return changed;
          }),
        real: (real) => real.call(window).taxpayerDelegation.sync(),
      };
    }
    const act = how % 2 === 0 ? ('recognise' as const) : ('propose' as const);
    const key = `agreement#${(model.serial += 1)}`;
    const wanted = {
      ...termsOf(model, first, length, terms),
      key,
      agency: pickOf(['agency', 'agency', 'agency', 'agencyB', 'ent1'], how >> 1),
      password: passwordOf(model, p),
    };
    yield {
      text: `${window}: ${act} ${JSON.stringify(wanted)}`,
      window,
      expected: () => asOfficer(model, window, (actor) => makeAsClient(model, actor, act, wanted)),
      real: (real) => {
        const form = {
          ...input(wanted, (one) => real.handler(one)),
          agencyId: wanted.agency,
          ...(wanted.password === null ? {} : { agreementPassword: wanted.password }),
        };
        return act === 'recognise'
          ? real.call(window).taxpayerDelegation.recognise(form)
          : real.call(window).taxpayerDelegation.propose(form);
      },
      learn: ({ id }: { id: string }, real) => {
        real.agreements.set(key, id);
      },
    };
  },
};

/** H2 to H4, H6, L4: what an officer of the client does about one that exists. */
const asClient: Act = {
  name: 'client about an agreement',
  weight: 4,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(19), fc.nat(5), fc.nat(5), fc.nat(29), fc.nat(6), fc.nat(7)),
  *steps(model, [w = 0, a = 0, what, first, length, number = 0, p, stale]) {
    const { window, agreement } = yield* officerPlace(model, w, a);
    const act = pickOf([...actsOf('client'), 'suspend', 'resume', 'confirm', 'changeTerms', 'replacePassword'], what);
    const seen = seenOf(agreement, stale);
    const terms = termsOf(model, first, length, number, agreement.first);
    const password = passwordOf(model, p);
    const by = (actor: Handler): Outcome => {
      if (act === 'confirm') return confirm(model, actor, seen, password);
      if (act === 'replacePassword') return replacePassword(model, actor, seen, password ?? agreementPassword);
      return act === 'changeTerms'
        ? changeTerms(model, actor, seen, terms)
        : change(model, 'client', actor.firm, act, seen);
    };
    yield {
      text: `${window}: ${act} ${JSON.stringify(seen)} ${JSON.stringify(act === 'changeTerms' ? terms : password)}`,
      window,
      expected: () => asOfficer(model, window, by),
      real: (real) => {
        const pages = real.call(window).taxpayerDelegation;
        const named = { agreementId: real.agreement(seen.id), revision: seen.revision };
        const reasoned = { ...named, reason: '试验' };
        switch (act) {
          case 'confirm':
            return pages.confirm({ ...named, ...(password === null ? {} : { agreementPassword: password }) });
          case 'replacePassword':
            return pages.replacePassword({ ...named, agreementPassword: password ?? agreementPassword });
          case 'changeTerms':
            return pages.changeTerms({ ...named, ...input(terms, (one) => real.handler(one)) });
          case 'decline':
            return pages.decline(reasoned);
          case 'suspend':
            return pages.suspend(reasoned);
          case 'resume':
            return pages.resume(named);
          default:
            return pages.cancel(reasoned);
        }
      },
    };
  },
};

/** H3, L1 to L4: what the agency's admin does. */
const asAgency: Act = {
  name: 'agency about an agreement',
  weight: 4,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(7), fc.nat(5), fc.nat(5), fc.nat(29), fc.nat(7)),
  *steps(model, [w = 0, a = 0, what = 0, first, length, number = 0, stale]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    const terms = termsOf(model, first, length, number);
    if (what < 2) {
      const key = `agreement#${(model.serial += 1)}`;
      const wanted = { ...terms, key, client: pickOf(['ent1', 'ent2', 'social', ...model.clients, 'agency'], a) };
      yield {
        text: `${window}: proposes ${JSON.stringify(wanted)}`,
        window,
        expected: () => {
          const admin = asAdmin(model, window);
          return isOutcome(admin) ? admin : makeAsAgency(model, admin.firm, wanted);
        },
        real: (real) =>
          real.call(window).agencyDelegation.propose({
            ...input(wanted, (one) => real.handler(one)),
            clientId: real.firmId(wanted.client),
          }),
        learn: ({ id }: { id: string }, real) => {
          real.agreements.set(key, id);
        },
      };
      return;
    }
    const own = model.agreements.filter((one) => one.agency === 'agency');
    const agreement = (a % 9 === 8 ? null : pick(own, a)) ?? pickOf(model.agreements, a);
    const act = pickOf(actsOf('agency'), what);
    const seen = seenOf(agreement, stale);
    yield {
      text: `${window}: ${act} ${JSON.stringify(seen)} ${act === 'setStaff' ? terms.staff.join() : ''}`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        if (isOutcome(admin)) return admin;
        if (act === 'accept') return accept(model, admin.firm, seen);
        return act === 'setStaff'
          ? setStaff(model, admin.firm, seen, terms.staff)
          : change(model, 'agency', admin.firm, act, seen);
      },
      real: (real) => {
        const pages = real.call(window).agencyDelegation;
        const named = { agreementId: real.agreement(seen.id), revision: seen.revision };
        if (act === 'accept') return pages.accept(named);
        if (act === 'setStaff')
          return pages.setStaff({ ...named, serviceStaff: terms.staff.map((one) => real.handler(one)) });
        return act === 'decline'
          ? pages.decline({ ...named, reason: '试验' })
          : pages.cancel({ ...named, reason: '试验' });
      },
    };
  },
};

export const delegationActs: readonly Act[] = [begin, asClient, asAgency];
