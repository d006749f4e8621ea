import fc from 'fast-check';
import { covers, current, inForce, stateOf } from '../rules/agreements.ts';
import { isOutcome } from '../rules/login.ts';
import { changed, refused, unchanged, type Outcome } from '../rules/outcome.ts';
import { admitted, childrenOf, end, open, sessionOf, startClient } from '../rules/sessions.ts';
import { tried } from '../rules/throttle.ts';
import { handlerOf, type Model, type Session } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { agreementPassword } from '../world/spec.ts';
import { staffWindow } from './agency-sign-in.ts';
import { windowOf } from './choices.ts';

type With = { kind: 'password'; agreementPassword: string; remember: false } | { kind: 'agreement' };

/** G3, G4, H5, L6. */
function entering(model: Model, staff: Session, client: string, proof: With): Outcome {
  const handler = handlerOf(model, staff.handler ?? '');
  const pair = model.agreements.filter((one) => one.client === client && one.agency === staff.firm);
  if (pair.length === 0) return refused('CLIENT_NOT_ENTERABLE', 'G4');
  if (!covers(model, handler, client)) return refused('CLIENT_NOT_ENTERABLE', 'H5');
  const agreement = pair.find((one) => stateOf(one, model.now) === 'inForce');
  if (!agreement) return refused('CLIENT_NOT_ENTERABLE', 'G4');
  if (childrenOf(model, staff).some((session) => session.firm === client)) return unchanged;
  if (model.setup.ruleSet === 'liaoning-2020') {
    if (proof.kind === 'agreement') return refused('AGREEMENT_PASSWORD_WRONG', 'G3');
    const right = agreement.password !== null && proof.agreementPassword === agreement.password;
    const wrong = tried(
      model,
      [`agreement:${agreement.id}`, `window:${staff.window}`],
      right ? null : { code: 'AGREEMENT_PASSWORD_WRONG', rule: 'G3' },
    );
    if (wrong) return wrong;
  }
  startClient(model, staff, client, agreement.id);
  return changed;
}

export function enterStep(model: Model, window: string, client: string, proof: With): Step {
  return {
    text: `${window}: enters ${client} with ${JSON.stringify(proof)}`,
    window,
    expected: () => {
      const may = admitted(model, window, 'agencyStaff');
      return isOutcome(may) ? may : entering(model, may.session, client, proof);
    },
    real: (real) => real.call(window).clients.enter({ clientId: real.firmId(client), with: proof }),
    learn: ({ clientSession }: { clientSession: string }, real) => {
      const session = open(model).find((one) => one.kind === 'client' && one.window === window && one.firm === client);
      if (session) real.clientSessions.set(session.startedAt, clientSession);
    },
  };
}

const enter: Act = {
  name: 'enter client',
  weight: 9,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(9)),
  *steps(model, [w = 0, c, p]) {
    const window = yield* staffWindow(model, w);
    const staff = sessionOf(model, window);
    const able = [...model.clients].filter(
      (client) => inForce(model, client) && staff?.handler && covers(model, handlerOf(model, staff.handler), client),
    );
    const client = pickOf((c ?? 0) % 2 === 0 && able.length > 0 ? able : [...model.clients], (c ?? 0) >> 1);
    const right = inForce(model, client)?.password ?? agreementPassword;
    const proof = pickOf<string | null>(
      [right, right, right, right, right, right, 'Cuo-Mima-77', 'Cuo-Mima-77', agreementPassword, null],
      p,
    );
    yield enterStep(
      model,
      window,
      client,
      proof === null ? { kind: 'agreement' } : { kind: 'password', agreementPassword: proof, remember: false },
    );
  },
};

const leave: Act = {
  name: 'leave client',
  weight: 1,
  args: fc.tuple(fc.nat(39), fc.nat(9)),
  *steps(model, [w = 0, c]) {
    const window = yield* staffWindow(model, w);
    const staff = sessionOf(model, window);
    const client = (staff && pick(childrenOf(model, staff), c)?.firm) ?? pickOf([...model.clients], c);
    yield {
      text: `${window}: leaves ${client}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'agencyStaff');
        if (isOutcome(may)) return may;
        for (const session of childrenOf(model, may.session))
          if (session.firm === client) end(model, session, 'closed');
        return unchanged;
      },
      real: (real) => real.call(window).clients.leave({ clientId: real.firmId(client) }),
    };
  },
};

/** G3, G5, H5: one call of a client's page, by function. */
const serve: Act = {
  name: 'work for a client',
  weight: 6,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(2)),
  *steps(model, [w = 0, c, p]) {
    const all = model.sessions.filter((session) => session.kind === 'client');
    const live = open(model).filter((session) => session.kind === 'client');
    const session = (c ?? 0) % 4 === 0 ? pick(all, c) : pick(live, c);
    const window = (c ?? 0) % 5 === 4 ? windowOf(model, w) : (session?.window ?? (yield* staffWindow(model, w)));
    const page = pickOf(['home', 'filings', 'payments'] as const, p);
    const needs = { home: [], filings: ['query.filings'], payments: ['query.payments', 'cert.taxPayment'] }[page];
    yield {
      text: `${window}: ${page} in the client session of ${session?.firm} begun at ${session?.startedAt}`,
      window,
      expected: () => {
        const may = admitted(model, window, 'agencyStaff');
        if (isOutcome(may)) return may;
        if (!session || session.ended || session.parent !== may.session) return refused('SESSION_ENDED', 'G5');
        const agreement = model.agreements.find((one) => one.id === session.agreement);
        return needs.length === 0 || needs.some((id) => agreement?.functions.includes(id))
          ? unchanged
          : refused('PERMISSION_MISSING', 'G3');
      },
      real: (real) => {
        const input = { clientSession: (session && real.clientSessions.get(session.startedAt)) ?? 'no-such-session' };
        const pages = real.call(window).business;
        return page === 'home' ? pages.home(input) : page === 'filings' ? pages.filings(input) : pages.payments(input);
      },
    };
  },
};

/** H5, G4: the office's list shows what is in scope, each with its state (H3). */
const list: Act = {
  name: 'list of clients',
  weight: 2,
  args: fc.tuple(fc.nat(39)),
  *steps(model, [w = 0]) {
    const window = yield* staffWindow(model, w);
    let shown: string[] = [];
    yield {
      text: `${window}: lists its clients`,
      window,
      expected: () => {
        const may = admitted(model, window, 'agencyStaff');
        if (isOutcome(may)) return may;
        const handler = handlerOf(model, may.session.handler ?? '');
        shown = [...model.clients]
          .filter((client) => covers(model, handler, client))
          .map((client) => {
            const agreement = current(model, client);
            return `${client}: ${agreement ? stateOf(agreement, model.now) : 'none'}`;
          });
        return unchanged;
      },
      real: (real) => real.call(window).clients.search({ limit: 50 }),
      learn: (
        { rows }: { rows: { clientId: string; agreement: { state: string }; cannotEnter: string | null }[] },
        real,
      ) => {
        const answered = rows
          .map((row) => `${real.firm(row.clientId)}: ${row.agreement.state}`)
          .sort()
          .join(', ');
        if (answered !== shown.toSorted().join(', '))
          throw new Error(`the list shows ${answered}; by the rules it is ${shown.toSorted().join(', ')}`);
        const wrong = rows.find((row) => (row.cannotEnter === null) !== (row.agreement.state === 'inForce'));
        if (wrong)
          throw new Error(
            `the list says of ${wrong.clientId}, which is ${wrong.agreement.state}: ${wrong.cannotEnter}`,
          );
      },
    };
  },
};

export const clientActs: readonly Act[] = [enter, leave, serve, list];
