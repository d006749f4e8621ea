import { randomUUID } from 'node:crypto';
import type { CodeSent } from '@contract/sign-in.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import { personById, personByNumber } from '../../store/repositories/persons.ts';
import { addFlow, endFlow, openFlow } from '../../store/repositories/sign-in-flows.ts';
import type { Database } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import type { Codes } from '../codes/codes.ts';
import type { Clock } from '../ground/ports.ts';
import { beginSession } from '../sessions/begin.ts';
import type { Sessions } from '../sessions/sessions.ts';
import type { Caller } from '../ground/caller.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import { evenly } from '../sign-in/even-answer.ts';
import { flowExpired, flowOf } from '../sign-in/known-handler.ts';
import { mobileOf, nameOf } from './known-person.ts';

export interface PersonRecoveryDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  limits: Pick<RuleLimits, 'flow'>;
  sessions: Sessions;
  codes: Codes;
  /** Milliseconds after which a request for a code is answered, whoever was asked about (J2). */
  answerAfter: number;
}

/** 忘记密码 of a natural person (D5), who may never have had a password: the verified mobile proves them, and a ticket opens the page for a new one. */
export class PersonRecovery {
  constructor(private readonly deps: PersonRecoveryDependencies) {}

  /**
   * Sends a code when the mobile is the person's. Whoever is not known is answered alike, word for word: a request is kept and a code made
   * that nobody receives (J2). @throws Refusal CODE_TOO_SOON, METHOD_UNAVAILABLE where no code can be sent
   */
  sendCode(form: { idNumber: string; mobile: string }, caller: Caller): Promise<CodeSent & { flow: string }> {
    return evenly(this.deps.answerAfter, () => this.#sendCode(form, caller));
  }

  async #sendCode(form: { idNumber: string; mobile: string }, caller: Caller): Promise<CodeSent & { flow: string }> {
    const { db, clock, codes, acts } = this.deps;
    const found = await personByNumber(db, form.idNumber.toUpperCase());
    const person = found && mobileOf(found) === form.mobile ? found : null;
    const now = clock.now();
    const flow = {
      id: randomUUID(),
      kind: 'personRecovery' as const,
      window: caller.window,
      person_id: person?.id ?? null,
      mobile: form.mobile,
      started_at: now,
      expires_at: now + this.deps.limits.flow,
    };
    // First the code: one asked for too soon (J1) leaves the request in hand, and its code, as they are.
    const sent = await codes.send('personRecovery', flow.id, form.mobile, person !== null);
    await acts.run(null, async (act) => {
      await addFlow(act.db, flow);
      await act.record({
        act: 'person.recovery',
        text: person ? `${nameOf(person)}申请找回自然人密码` : '找回自然人密码的信息与登记不符，未发送验证码',
        result: person ? 'done' : 'refused',
        rule: 'D5',
        client: found ? { id: found.id, name: nameOf(found) } : null,
        origin: caller.origin,
      });
    });
    return {
      flow: flow.id,
      mobileMasked: maskMobile(form.mobile),
      resendAt: new Date(sent.resendAt).toISOString(),
      expiresAt: new Date(sent.expiresAt).toISOString(),
    };
  }

  /** The right code makes the ticket. @throws Refusal CODE_WRONG, CODE_EXPIRED, FLOW_EXPIRED */
  async prove(input: { flow: string; code: string }, caller: Caller): Promise<void> {
    const { db, clock, codes } = this.deps;
    const flow = await flowOf(this.deps, 'personRecovery', input.flow, caller);
    await codes.check('personRecovery', flow.id, flow.mobile ?? '', input.code);
    const person = await personById(db, flow.person_id ?? '');
    // A code of nobody was guessed, or the mobile became another's meanwhile (I3).
    if (!person || mobileOf(person) !== flow.mobile) throw flowExpired();
    await beginSession(
      this.deps,
      { kind: 'ticket', opens: 'accountPassword', personId: person.id, window: caller.window, origin: caller.origin },
      async (act, sessionId) => {
        if (!(await openFlow(act.db, 'personRecovery', flow.id, caller.window))) throw flowExpired();
        await endFlow(act.db, flow.id, clock.now());
        await act.record({
          act: 'person.recovery',
          text: `${nameOf(person)}已验证手机号码，可重设自然人密码`,
          rule: 'D5',
          client: { id: person.id, name: nameOf(person) },
          sessionId,
          origin: caller.origin,
        });
      },
    );
  }
}
