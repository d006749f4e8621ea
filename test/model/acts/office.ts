import fc from 'fast-check';
import type { ErrorCode } from '@contract/errors.ts';
import { current, inTheWay, stateOf } from '../rules/agreements.ts';
import { dayAfter, dayOfInstant } from '../rules/days.ts';
import { uncovered } from '../rules/office-staff.ts';
import { isOutcome } from '../rules/login.ts';
import { changed, refused, unchanged, type Outcome } from '../rules/outcome.ts';
import { admitted, end, open } from '../rules/sessions.ts';
import { handlerOf, type Handler, type Model } from '../state.ts';
import { pickOf, type Act } from '../step.ts';
import { staffWindow } from './agency-sign-in.ts';

/** Only an office admin may, and only for what they see. */
export function asAdmin(model: Model, window: string): Handler | Outcome {
  const may = admitted(model, window, 'agencyStaff');
  if (isOutcome(may)) return may;
  const handler = handlerOf(model, may.session.handler ?? '');
  return handler.member?.role === 'admin' ? handler : refused('FORBIDDEN' as ErrorCode, null);
}

/** H5. */
const assign: Act = {
  name: 'assign',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(99), fc.nat(7)),
  *steps(model, [w = 0, c, who]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    const client = pickOf([...model.clients], c);
    const staff = model.handlers.filter((one) => one.firm === 'agency' && one.key !== 'zhao').map((one) => one.key);
    const handlers = [
      ...new Set(
        [0, 1, 2].flatMap((index) => (((who ?? 0) >> index) % 2 === 1 ? [pickOf(staff, (c ?? 0) + index)] : [])),
      ),
    ];
    yield {
      text: `${window}: assigns ${client} to ${handlers.join(', ') || 'nobody'}`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        if (isOutcome(admin)) return admin;
        if (handlers.some((one) => handlerOf(model, one).state === 'removed')) return refused('INVALID_INPUT', null);
        const before = model.assigned.get(client) ?? new Set();
        const same = before.size === handlers.length && handlers.every((one) => before.has(one));
        model.assigned.set(client, new Set(handlers));
        uncovered(model);
        return same ? unchanged : changed;
      },
      real: (real) =>
        real
          .call(window)
          .clients.assign({ clientIds: [real.firmId(client)], handlerIds: handlers.map((one) => real.handler(one)) }),
    };
  },
};

/** H2, H3: the agency ends the agreement that counts. */
const cancel: Act = {
  name: 'cancel agreement',
  weight: 2,
  args: fc.tuple(fc.nat(39), fc.nat(19)),
  *steps(model, [w = 0, c]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    const client = pickOf([...model.clients], c);
    yield {
      text: `${window}: cancels the agreement with ${client}`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        if (isOutcome(admin)) return admin;
        const agreement = current(model, client);
        if (!agreement) return refused('RULE_BROKEN', 'H3');
        const state = stateOf(agreement, model.now);
        if (
          !['recognised', 'inForce', 'suspended'].includes(state) &&
          !(state === 'proposed' && agreement.askedBy === 'agency')
        )
          return refused('RULE_BROKEN', 'H2');
        agreement.decided = 'cancelled';
        agreement.cancelledOn = dayOfInstant(model.now);
        agreement.revision += 1;
        for (const session of open(model).filter((one) => one.agreement === agreement.id))
          end(model, session, 'agreementCancelled');
        return changed;
      },
      real: (real) => real.call(window).clients.cancelAgreement({ clientId: real.firmId(client), reason: '试验' }),
    };
  },
};

/** H7, H3: a signed paper, in the office profile only; one agreement of a pair at a time. */
const paper: Act = {
  name: 'record paper agreement',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(19), fc.nat(4), fc.nat(5), fc.nat(5)),
  *steps(model, [w = 0, c, first, length, wrong]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    const client = pickOf([...model.clients], c);
    const today = dayOfInstant(model.now);
    const firstDay = dayAfter(today, pickOf([0, 0, 1, 5, -10], first));
    const lastDay = dayAfter(firstDay, pickOf([0, 1, 10, 30, 365, -1], length));
    const functions = wrong === 1 ? ['query.filings', 'staff.maintain'] : ['query.filings'];
    const password = wrong === 2 ? null : `Zhi-Mima-${(model.serial += 1)}`;
    yield {
      text: `${window}: records a paper agreement with ${client}, ${firstDay} to ${lastDay}, ${functions.join(', ')}, ${password}`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        if (isOutcome(admin)) return admin;
        if (model.setup.profile === 'training') return refused('RULE_BROKEN', 'H7');
        const asked = model.setup.ruleSet === 'liaoning-2020';
        if (
          lastDay < firstDay ||
          lastDay < today ||
          functions.includes('staff.maintain') ||
          (asked && password === null)
        )
          return refused('INVALID_INPUT', null);
        if (inTheWay(model, { client, agency: 'agency' }, { first: firstDay, last: lastDay }))
          return refused('RULE_BROKEN', 'H3');
        model.agreements.push({
          id: `paper-${(model.serial += 1)}`,
          client,
          agency: 'agency',
          askedBy: 'agency',
          decided: 'recognised',
          first: firstDay,
          last: lastDay,
          proposed: today,
          password,
          functions,
          staff: [],
          revision: 1,
          changes: [],
          stood: true,
          cancelledOn: null,
          endReported: false,
        });
        return changed;
      },
      real: async (real) => {
        await real.call(window).clients.recordAgreement({
          clientId: real.firmId(client),
          firstDay,
          lastDay,
          functions,
          ...(password === null ? {} : { agreementPassword: password }),
        });
        return real.newAgreement();
      },
      learn: (id: string, real) => {
        real.agreements.set(`paper-${model.serial}`, id);
      },
    };
  },
};

export const officeActs: readonly Act[] = [assign, cancel, paper];
