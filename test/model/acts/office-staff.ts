import fc from 'fast-check';
import type { OfficeStaff, PasswordTicket } from '@contract/office-staff.ts';
import type { OfficeRole } from '@contract/people.ts';
import { covers, inForce } from '../rules/agreements.ts';
import { isOutcome, mayLogIn } from '../rules/login.ts';
import {
  addMember,
  addTeam,
  attest,
  deleteTeam,
  removeMember,
  renameTeam,
  resetMember,
  setPosition,
  type Position,
} from '../rules/office-staff.ts';
import { unchanged, type Outcome } from '../rules/outcome.ts';
import { knownAs, ownMobile, realNameOf } from '../rules/people.ts';
import { personOf, type Handler, type Model } from '../state.ts';
import { pick, pickOf, type Act, type Step } from '../step.ts';
import { documentOf } from '../world/build.ts';
import { agreementPassword } from '../world/spec.ts';
import { agencyLoginSteps, staffWindow } from './agency-sign-in.ts';
import { windowOf } from './choices.ts';
import { enterStep } from './clients.ts';
import { asAdmin } from './office.ts';

/* A3 in the office profile, B5, D2 to D4, E7, H5. */

const by = (model: Model, window: string, act: (admin: Handler) => Outcome): Outcome => {
  const admin = asAdmin(model, window);
  return isOutcome(admin) ? admin : act(admin);
};

/** An admin's window, now and then anybody's. */
const adminWindow = (model: Model, w: number): Generator<Step, string> => staffWindow(model, w, w % 6 !== 2);

/** Somebody who works in the office, now and then somebody who does not. */
const memberToTry = (model: Model, number: number): Handler =>
  (number % 9 === 8
    ? null
    : pick(
        model.handlers.filter((one) => one.firm === 'agency' && one.state !== 'removed'),
        number,
      )) ?? pickOf(model.handlers, number);

const teamToTry = (model: Model, number: number): string =>
  number % 9 === 8 ? 'no-such-team' : (pick(model.teams, number)?.key ?? 'no-such-team');
const roles: readonly OfficeRole[] = ['member', 'leader', 'admin', 'member', 'leader'];
const positionToTry = (model: Model, number: number): Position => ({
  role: pickOf(roles, number),
  team: number % 4 === 3 ? null : teamToTry(model, number >> 2),
});
const teamNames = ['一组', '二组', '三组', '汇算组'];

const teams: Act = {
  name: 'teams',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(9), fc.nat(19), fc.nat(3)),
  *steps(model, [w = 0, what = 0, t = 0, n]) {
    const window = yield* adminWindow(model, w);
    const name = pickOf(teamNames, n);
    const team = teamToTry(model, t);
    if (what < 4) {
      const key = `team#${(model.serial += 1)}`;
      yield {
        text: `${window}: adds ${key}, ${name}`,
        window,
        expected: () => by(model, window, () => addTeam(model, key, name)),
        real: (real) => real.call(window).officeStaff.addTeam({ name }),
        learn: ({ teamId }: { teamId: string }, real) => {
          real.teams.set(key, teamId);
        },
      };
    } else if (what < 7) {
      yield {
        text: `${window}: ${team} is named ${name}`,
        window,
        expected: () => by(model, window, () => renameTeam(model, team, name)),
        real: (real) => real.call(window).officeStaff.renameTeam({ teamId: real.team(team), name }),
      };
    } else {
      yield {
        text: `${window}: deletes ${team}`,
        window,
        expected: () => by(model, window, () => deleteTeam(model, team)),
        real: (real) => real.call(window).officeStaff.deleteTeam({ teamId: real.team(team) }),
      };
    }
  },
};

const move: Act = {
  name: 'position of a member',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(39)),
  *steps(model, [w = 0, h = 0, p = 0]) {
    const window = yield* adminWindow(model, w);
    yield positionStep(model, window, memberToTry(model, h), positionToTry(model, p));
  },
};

function positionStep(model: Model, window: string, handler: Handler, position: Position): Step {
  return {
    text: `${window}: position of ${handler.key}: ${JSON.stringify(position)}`,
    window,
    expected: () => by(model, window, () => setPosition(model, handler.key, position)),
    real: (real) =>
      real.call(window).officeStaff.setPart({
        handlerId: real.handler(handler.key),
        officeRole: position.role,
        teamId: position.team === null ? null : real.team(position.team),
      }),
  };
}

/** The one-time code is shown this once; it opens the change-password page. */
function learnTicket(model: Model, key: string, ticket: PasswordTicket): void {
  const handler = model.handlers.find((one) => one.key === key);
  if (!handler?.reset) throw new Error('a code without a reset');
  if ((ticket.kind === 'ticket') !== (handler.reset.ticket !== null)) throw new Error(`handed a ${ticket.kind}`);
  if (ticket.kind === 'ticket') handler.reset.ticket = ticket.ticket;
}

/** Their own mobile, one that nobody has, or somebody else's. */
function mobileToTry(model: Model, person: string, number: number): string {
  const one = model.people.get(person);
  const own = (one && ownMobile(one)) ?? '15400000084';
  return pickOf(
    [
      own,
      own,
      own,
      `154000002${String(((model.serial += 1) % 90) + 10)}`,
      ownMobile(pickOf([...model.people.values()], number)) ?? own,
    ],
    number,
  );
}

const add: Act = {
  name: 'add a member',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(39)),
  *steps(model, [w = 0, who, n = 0, m = 0, p = 0]) {
    const window = yield* adminWindow(model, w);
    const person = pickOf(['shi', 'wen', 'tan', 'gu', 'mei', 'zhou', 'bao', 'li', 'sun', 'qian'], who);
    const one = model.people.get(person);
    const name = n === 9 ? '闻野人' : ((one && realNameOf(one)?.name) ?? one?.name ?? '');
    const position = positionToTry(model, p);
    const key = `${person}#${(model.serial += 1)}`;
    const input = {
      key,
      person,
      name,
      mobile: mobileToTry(model, person, m),
      capacity: pickOf(['handler', 'invoiceCollector'] as const, n),
      ...position,
    };
    yield {
      text: `${window}: binds ${JSON.stringify(input)}, card seen`,
      window,
      expected: () => by(model, window, () => addMember(model, input)),
      real: (real) =>
        real.call(window).officeStaff.add({
          name,
          capacity: input.capacity,
          ...documentOf(person),
          mobile: input.mobile,
          officeRole: position.role,
          teamId: position.team === null ? null : real.team(position.team),
          attested: true,
        }),
      learn: ({ handlerId, ticket }: { handlerId: string; ticket: PasswordTicket }, real) => {
        real.handlers.set(key, handlerId);
        learnTicket(model, key, ticket);
      },
    };
  },
};

const attestation: Act = {
  name: 'card seen again',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(9), fc.nat(9)),
  *steps(model, [w = 0, h = 0, n, m = 0]) {
    const window = yield* adminWindow(model, w);
    const handler = memberToTry(model, h);
    const person = personOf(model, handler);
    const name = pickOf(
      [knownAs(model, handler), knownAs(model, handler), realNameOf(person)?.name ?? person.name, `${person.name}云`],
      n,
    );
    const mobile = mobileToTry(model, person.key, m);
    yield {
      text: `${window}: sees the card of ${handler.key}: ${name}, ${mobile}`,
      window,
      expected: () => by(model, window, () => attest(model, { handler: handler.key, name, mobile })),
      real: (real) =>
        real.call(window).officeStaff.attest({ handlerId: real.handler(handler.key), name, mobile, attested: true }),
    };
  },
};

const reset: Act = {
  name: 'reset of a member',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(29)),
  *steps(model, [w = 0, h = 0]) {
    const window = yield* adminWindow(model, w);
    const handler = memberToTry(model, h);
    yield {
      text: `${window}: resets the password of ${handler.key}`,
      window,
      expected: () => by(model, window, (admin) => resetMember(model, admin, handler.key)),
      real: (real) => real.call(window).officeStaff.resetPassword({ handlerId: real.handler(handler.key) }),
      learn: (ticket: PasswordTicket) => {
        learnTicket(model, handler.key, ticket);
      },
    };
  },
};

function removeStep(model: Model, window: string, handler: Handler, takeOver: readonly string[]): Step {
  const clients = [...model.assigned.values()].filter((assigned) => assigned.has(handler.key)).length;
  return {
    text: `${window}: removes ${handler.key}, clients to ${takeOver.join(', ') || 'nobody'}`,
    window,
    expected: () => by(model, window, (admin) => removeMember(model, admin, handler.key, takeOver)),
    real: (real) =>
      real.call(window).officeStaff.remove({
        handlerId: real.handler(handler.key),
        takeOver: takeOver.map((one) => real.handler(one)),
      }),
    learn: (answer: { clients: number }) => {
      if (answer.clients !== clients)
        throw new Error(`${answer.clients} clients go over; by the rules it is ${clients}`);
    },
  };
}

const remove: Act = {
  name: 'remove a member',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(29), fc.nat(2)),
  *steps(model, [w = 0, h = 0, t = 0, count]) {
    const window = yield* adminWindow(model, w);
    yield removeStep(
      model,
      window,
      memberToTry(model, h),
      [memberToTry(model, t), memberToTry(model, t + 1)].slice(0, count).map((one) => one.key),
    );
  },
};

/** H5: a leader works for a client of somebody of the team, who goes, or changes the team. */
const leaderLosesSight: Act = {
  name: 'a leader loses sight of a client',
  weight: 2,
  args: fc.tuple(fc.nat(2), fc.nat(9), fc.nat(1)),
  *steps(model, [w = 0, c, leaves]) {
    const leader = model.handlers.find(
      (one) => one.member?.role === 'leader' && one.member.team !== null && mayLogIn(model, one),
    );
    const seen = [...model.clients].filter(
      (client) =>
        leader &&
        inForce(model, client) &&
        covers(model, leader, client) &&
        !model.assigned.get(client)?.has(leader.key),
    );
    const client = pick(seen, c);
    if (!leader || client === null) return;
    const window = windowOf(model, w);
    yield* agencyLoginSteps(model, window, leader, false);
    yield enterStep(model, window, client, {
      kind: 'password',
      agreementPassword: inForce(model, client)?.password ?? agreementPassword,
      remember: false,
    });
    const member = model.handlers.find(
      (one) => model.assigned.get(client)?.has(one.key) && one.member?.team === leader.member?.team,
    );
    // In another window, so that the leader's own call is not what ends it.
    const other = yield* staffWindow(model, (w + 1) * 8, true);
    if (!member) return;
    yield leaves
      ? removeStep(model, other, member, [])
      : positionStep(model, other, member, { role: 'member', team: null });
  },
};

/** A3, E4, B5, D3: what the page says of everybody. */
const list: Act = {
  name: 'list of members',
  weight: 2,
  args: fc.tuple(fc.nat(39)),
  *steps(model, [w = 0]) {
    const window = yield* adminWindow(model, w);
    yield {
      text: `${window}: lists the members`,
      window,
      expected: () => by(model, window, () => unchanged),
      real: (real) => real.call(window).officeStaff.list(),
      learn: ({ members }: OfficeStaff, real) => {
        const shown = members
          .map((one) =>
            [
              one.handlerId,
              one.name,
              one.officeRole,
              one.team?.teamId ?? '',
              one.realName,
              one.password,
              one.clients,
            ].join(' '),
          )
          .sort()
          .join(', ');
        const known = model.handlers
          .filter((one) => one.firm === 'agency' && one.state !== 'removed')
          .map((one) =>
            [
              real.handler(one.key),
              knownAs(model, one),
              one.member?.role,
              one.member?.team ? real.team(one.member.team) : '',
              realNameShown(model, one),
              one.password !== null ? 'set' : one.reset ? 'reset' : 'none',
              [...model.assigned.values()].filter((assigned) => assigned.has(one.key)).length,
            ].join(' '),
          )
          .sort()
          .join(', ');
        if (shown !== known) throw new Error(`the list says ${shown}; by the rules it is ${known}`);
      },
    };
  },
};

function realNameShown(model: Model, handler: Handler): string {
  if (handler.state === 'pending') return 'pending';
  const record = realNameOf(personOf(model, handler));
  if (!record) return 'missing';
  return record.name === knownAs(model, handler) ? record.origin : 'differs';
}

export const officeStaffActs: readonly Act[] = [teams, move, add, attestation, reset, remove, leaderLosesSight, list];
