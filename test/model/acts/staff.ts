import fc from 'fast-check';
import { isOutcome } from '../rules/login.ts';
import { changed, type Outcome } from '../rules/outcome.ts';
import { admitted, sessionOf } from '../rules/sessions.ts';
import { realNameOf } from '../rules/people.ts';
import {
  addHandler,
  addRole,
  changeRights,
  changeRole,
  deleteRole,
  officerIn,
  removeHandler,
  search,
} from '../rules/staff.ts';
import type { Handler, Model, Role } from '../state.ts';
import { pick, pickOf, type Act } from '../step.ts';
import { documentOf } from '../world/build.ts';
import { enterpriseWindow } from './enterprise-sign-in.ts';

/** What a role may hold, and what it may not. */
const functionSets: readonly (readonly string[])[] = [
  ['query.filings'],
  ['query.filings', 'query.payments'],
  ['tax.vat.general', 'query.filings', 'query.payments'],
  ['cert.taxPayment', 'query.filings'],
  [],
  ['query.filings', 'staff.maintain'],
];
const roleNames = ['查询岗', '缴费岗', '申报岗', '开票岗', '复核岗'];
const capacities = ['handler', 'handler', 'invoiceCollector'] as const;
/** Whom an enterprise might add: some are known, some not, some bound already, one under another name. */
const candidates = ['gu', 'he', 'tan', 'mei', 'li', 'bao', 'fang', 'zhou', 'lin'];

/** E1: only an officer may. */
export function asOfficer(model: Model, window: string, act: (actor: Handler) => Outcome): Outcome {
  const may = admitted(model, window, 'enterprise');
  if (isOutcome(may)) return may;
  const actor = officerIn(model, may.session);
  return isOutcome(actor) ? actor : act(actor);
}

/** Somebody's window, the firm they act for, and a role: mostly one of that firm. */
function* place(model: Model, w: number, r: number) {
  const window = yield* enterpriseWindow(model, w, w % 8 !== 2);
  const firm = sessionOf(model, window)?.firm ?? 'ent1';
  const role =
    (r % 7 === 6
      ? null
      : pick(
          model.roles.filter((one) => one.firm === firm),
          r,
        )) ?? pick(model.roles, r);
  return { window, firm, role };
}

const seenOf = (thing: { revision: number } | null | undefined, number: number | undefined): number =>
  Math.max(1, (thing?.revision ?? 1) + (number === 0 ? 1 : 0));

/** Some of the functions of a role: the allowed ones, the first, none, or one too many. */
function grantOf(role: Role | null, number: number | undefined): readonly string[] {
  const all = role?.functions.filter((id) => id !== 'staff.maintain') ?? [];
  return pickOf([all, all, all.slice(0, 1), [], [...all, 'cert.iitRecord'], [...all, 'staff.maintain']], number);
}

const roles: Act = {
  name: 'roles',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(9), fc.nat(9), fc.nat(9), fc.nat(7)),
  *steps(model, [w = 0, r = 0, what = 0, n, f, stale]) {
    const { window, role } = yield* place(model, w, r);
    const name = pickOf(roleNames, n);
    const functions = pickOf(functionSets, f);
    if (what < 4 || !role) {
      const key = `role#${(model.serial += 1)}`;
      yield {
        text: `${window}: adds role ${name} ${key} with ${functions.join(', ')}`,
        window,
        expected: () => asOfficer(model, window, ({ firm }) => addRole(model, firm, key, { name, functions })),
        real: (real) => real.call(window).enterpriseStaff.addRole({ name, description: '', functions: [...functions] }),
        learn: ({ roleId }: { roleId: string }, real) => {
          real.roles.set(key, roleId);
        },
      };
    } else if (what < 8) {
      const input = {
        name: (n ?? 0) % 2 === 0 ? role.name : name,
        functions,
        revision: seenOf(role, stale),
        grantAdded: what % 2 === 0,
      };
      yield {
        text: `${window}: changes role ${role.key}: ${JSON.stringify(input)}`,
        window,
        expected: () => asOfficer(model, window, ({ firm }) => changeRole(model, firm, { role: role.key, ...input })),
        real: (real) =>
          real.call(window).enterpriseStaff.changeRole({
            roleId: real.role(role.key),
            description: '',
            ...input,
            functions: [...functions],
          }),
      };
    } else {
      const replacement = (n ?? 0) % 3 === 0 ? null : (pick(model.roles, f)?.key ?? null);
      const revision = seenOf(role, stale);
      yield {
        text: `${window}: deletes role ${role.key} of revision ${revision}, in its place ${replacement}`,
        window,
        expected: () =>
          asOfficer(model, window, ({ firm }) => deleteRole(model, firm, { role: role.key, revision, replacement })),
        real: (real) =>
          real.call(window).enterpriseStaff.deleteRole({
            roleId: real.role(role.key),
            revision,
            ...(replacement === null ? {} : { replacementId: real.role(replacement) }),
          }),
      };
    }
  },
};

/** What is typed of a person: the name on the record, the one that everybody knows, or another one. */
function typedName(model: Model, key: string, number: number): string {
  const person = model.people.get(key);
  const name = person?.name ?? '';
  return pickOf([name, name, name, (person && realNameOf(person)?.name) ?? name, '闻野'], number);
}

const add: Act = {
  name: 'add handler',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(19), fc.nat(4), fc.nat(5), fc.nat(2)),
  *steps(model, [w = 0, r = 0, p, n = 0, f, c]) {
    const { window, role } = yield* place(model, w, r);
    const person = pickOf(candidates, p);
    const name = typedName(model, person, n);
    const input = { functions: grantOf(role, f), capacity: pickOf(capacities, c) };
    const document = documentOf(person);
    yield {
      text: `${window}: searches ${person} as ${name}`,
      window,
      expected: () => asOfficer(model, window, () => changed),
      real: (real) => real.call(window).enterpriseStaff.search({ name, ...document }),
      learn: (answer: { found: boolean; realName: boolean; bound: object | null }) => {
        const firm = sessionOf(model, window)?.firm ?? '';
        const [shown, known] = [
          { found: answer.found, realName: answer.realName, bound: answer.bound !== null },
          search(model, firm, { person, name }),
        ];
        if (JSON.stringify(shown) !== JSON.stringify(known))
          throw new Error(`the search says ${JSON.stringify(shown)}; by the rules it is ${JSON.stringify(known)}`);
      },
    };
    const key = `${person}#${(model.serial += 1)}`;
    const chosen = role?.key ?? 'no-role';
    yield {
      text: `${window}: adds ${key} as ${name}, ${chosen}, ${JSON.stringify(input)}`,
      window,
      expected: () =>
        asOfficer(model, window, ({ firm }) => addHandler(model, firm, { key, person, name, role: chosen, ...input })),
      real: (real) =>
        real.call(window).enterpriseStaff.add({
          person: { name, ...document },
          capacity: input.capacity,
          roleId: real.role(chosen),
          functions: [...input.functions],
        }),
      learn: ({ handlerId }: { handlerId: string }, real) => {
        real.handlers.set(key, handlerId);
      },
    };
  },
};

/** Somebody of this firm, now and then of another. */
function someoneOf(model: Model, firm: string, number: number): Handler {
  const ours = model.handlers.filter((one) => one.firm === firm && one.state !== 'removed');
  return (number % 9 === 8 ? null : pick(ours, number)) ?? pickOf(model.handlers, number);
}

const rights: Act = {
  name: 'rights of a handler',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(39), fc.nat(5), fc.nat(2), fc.nat(7)),
  *steps(model, [w = 0, r = 0, h = 0, f, c, stale]) {
    const { window, firm, role } = yield* place(model, w, r);
    const handler = someoneOf(model, firm, h);
    const chosen = role?.key ?? 'no-role';
    const input = { functions: grantOf(role, f), capacity: pickOf(capacities, c), revision: seenOf(handler, stale) };
    yield {
      text: `${window}: rights of ${handler.key}: ${chosen}, ${JSON.stringify(input)}`,
      window,
      expected: () =>
        asOfficer(model, window, (actor) =>
          changeRights(model, actor.firm, { handler: handler.key, role: chosen, ...input }),
        ),
      real: (real) =>
        real.call(window).enterpriseStaff.changeRights({
          handlerId: real.handler(handler.key),
          roleId: real.role(chosen),
          ...input,
          functions: [...input.functions],
        }),
    };
  },
};

const remove: Act = {
  name: 'remove handler',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(39)),
  *steps(model, [w = 0, h = 0]) {
    const { window, firm } = yield* place(model, w, 0);
    const handler = someoneOf(model, firm, h);
    yield {
      text: `${window}: removes ${handler.key}`,
      window,
      expected: () => asOfficer(model, window, (actor) => removeHandler(model, actor, handler.key)),
      real: (real) => real.call(window).enterpriseStaff.remove({ handlerId: real.handler(handler.key) }),
    };
  },
};

export const staffActs: readonly Act[] = [roles, add, rights, remove];
