import fc from 'fast-check';
import { sql } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { RuleSetId } from '@contract/desk.ts';
import type { EnterpriseActor, StaffActor } from '../../../../src-main/bureau/ground/actors.ts';
import { addDays, dayOf } from '../../../../src-main/bureau/ground/calendar.ts';
import { usualDays } from '../../../../src-main/bureau/rule-sets/limits.ts';
import { agreementState } from '../../../../src-main/bureau/agreement/state.ts';
import { agencyId, day, otherAgencyId, testDelegation } from './fixture.ts';
import { DelegationModel, type ModelAgreement } from './model.ts';

/** What social insurance alone holds, what everybody holds, and what nobody may give (H4). */
const functionChoices = [
  'social.declare',
  'social.pay',
  'query.filings',
  'tax.vat.smallScale',
  'tax.vat.general',
  'staff.maintain',
  'delegation.manage',
];
const passwords = ['Xieyi-Test-3', 'Xieyi-Other-4', 'Xieyi-Third-5', '111111', 'short'];
const good = (password: string): boolean => password.startsWith('Xieyi');

const mostly = <T>(usual: readonly T[], rare: readonly T[]) =>
  fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...usual) }, { weight: 1, arbitrary: fc.constantFrom(...rare) });
const person = mostly(['lin', 'fang'], ['bao']);
/** `own`: of the agency whose agreement it is. */
const agent = mostly(['own'], ['zhao', 'wu']);
const someFunctions: fc.Arbitrary<string[]> = fc.oneof(
  { weight: 5, arbitrary: fc.subarray(functionChoices.slice(0, 5), { minLength: 1, maxLength: 3 }) },
  { weight: 2, arbitrary: fc.subarray(['query.filings'], { minLength: 1 }) },
  { weight: 2, arbitrary: fc.subarray(functionChoices, { minLength: 1, maxLength: 3 }) },
);
const chosen = fc.record({
  first: fc.oneof(
    { weight: 6, arbitrary: fc.constant(0) },
    { weight: 2, arbitrary: fc.integer({ min: 1, max: 15 }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
  length: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 25 }) },
    { weight: 1, arbitrary: fc.constant(-1) },
  ),
  agency: mostly([agencyId], [otherAgencyId]),
  client: mostly(['ent'], ['social']),
  functions: someFunctions,
  password: mostly(passwords.slice(0, 3), passwords.slice(3)),
});
/** Counted from the newest. */
const which = fc.nat(2);
const weighted = <T>(weight: number, arbitrary: fc.Arbitrary<T>) => ({ weight, arbitrary });
const command = fc.oneof(
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('recognise' as const, 'recognise' as const, 'offer' as const),
      who: person,
      chosen,
    }),
  ),
  weighted(2, fc.record({ do: fc.constant('propose' as const), who: mostly(['zhao'], ['wu']), chosen })),
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('confirm' as const, 'confirm' as const, 'declineClient' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    4,
    fc.record({
      do: fc.constantFrom('suspend' as const, 'resume' as const, 'resume' as const, 'cancelClient' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    5,
    fc.record({
      do: fc.constantFrom('replacePassword' as const, 'changeTerms' as const, 'changeTerms' as const),
      who: person,
      which,
      chosen,
    }),
  ),
  weighted(
    3,
    fc.record({
      do: fc.constantFrom('accept' as const, 'accept' as const, 'declineAgency' as const, 'cancelAgency' as const),
      who: agent,
      which,
    }),
  ),
  weighted(6, fc.record({ do: fc.constant('enter' as const), who: agent, which })),
  weighted(
    2,
    fc.record({
      do: fc.constant('clock' as const),
      hours: fc.oneof(
        // By some hours, by what a proposal has to be answered in and a day more (L4), and back.
        weighted(4, fc.integer({ min: 1, max: 200 })),
        weighted(2, fc.constantFrom(21 * 24, 22 * 24)),
        weighted(1, fc.integer({ min: -100, max: -1 })),
      ),
    }),
  ),
  // The next act is broken off in the middle: whatever it writes to this table fails.
  weighted(
    2,
    fc.record({
      do: fc.constant('fail' as const),
      on: fc.constantFrom(
        'INSERT ON audit',
        'INSERT ON agreement',
        'UPDATE ON agreement',
        'UPDATE ON session',
        'INSERT ON agreement_change',
      ),
    }),
  ),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

async function worldOf(ruleSet: RuleSetId) {
  const desk = await testDelegation({ ruleSet });
  const { db } = desk;
  await db
    .updateTable('handler')
    .set({
      password_hash: (
        await db.selectFrom('handler').select('password_hash').where('id', '=', 'lin').executeTakeFirstOrThrow()
      ).password_hash,
    })
    .where('id', 'in', ['fang', 'bao'])
    .execute();
  await db
    .insertInto('person')
    .values({ id: 'p-wu', id_type: 'residentIdentityCard', id_number: 'wu', name: '吴桐', created_at: 0 })
    .execute();
  await db
    .insertInto('handler')
    .values({
      id: 'wu',
      enterprise_id: otherAgencyId,
      person_id: 'p-wu',
      capacity: 'handler',
      state: 'active',
      password_hash: null,
      created_at: 0,
      removed_at: null,
    })
    .execute();
  await db
    .insertInto('member')
    .values({
      handler_id: 'wu',
      office_role: 'admin',
      team_id: null,
      public_key: null,
      sealed_private_key: null,
      wrapped_vault_key: null,
      vault_generation: null,
    })
    .execute();
  const people: Record<string, EnterpriseActor> = {
    lin: desk.lin,
    fang: await desk.login('fang', 'fang'),
    bao: await desk.login('bao', 'bao'),
  };
  await desk.bureau.agencies.sync(desk.lin);
  const { sessions } = desk.bureau;
  const start = desk.clock.now();
  let windows = 0;
  return {
    ...desk,
    people,
    ruleSet,
    /** A staff session in a window of its own: the clock may have ended the last one, and a new one in its window would end what it opened. */
    async staff(who: string): Promise<StaffActor> {
      const window = `${who}-${(windows += 1)}`;
      await desk.engine.acts.run(null, (act) =>
        sessions.starts.startStaff(act, {
          window,
          origin: 'test',
          handlerId: who,
          agencyId: who === 'zhao' ? agencyId : otherAgencyId,
        }),
      );
      return sessions.staffOf(window);
    },
    /** Everything of the run before is gone, apart from the trail, which only grows. */
    async reset() {
      desk.clock.at(start);
      for (const table of ['agreement_staff', 'agreement_change', 'remembered_password', 'throttle'] as const)
        await db.deleteFrom(table).execute();
      await db.deleteFrom('session').where('kind', '=', 'client').execute();
      await db.deleteFrom('session').where('kind', '=', 'agencyStaff').execute();
      await db.deleteFrom('agreement').execute();
    },
  };
}
type World = Awaited<ReturnType<typeof worldOf>>;

/** One sequence of acts, the model beside the engine. */
class Run {
  readonly model: DelegationModel;
  readonly #opened: { session: string; staff: StaffActor; agreement: ModelAgreement }[] = [];

  constructor(private readonly world: World) {
    this.model = new DelegationModel(() => world.clock.now());
  }

  get #asks(): boolean {
    return this.world.ruleSet === 'liaoning-2020';
  }

  async do(one: Command, failing: string | null): Promise<void> {
    if (one.do === 'fail') return;
    if (one.do === 'clock') {
      this.world.clock.at(this.world.clock.now() + one.hours * (day / 24));
      return;
    }
    const before = await this.#dump();
    const expected = this.#expected(one);
    if (failing !== null)
      await sql
        .raw(
          `CREATE TEMP TRIGGER broken BEFORE ${failing.replace('ON ', 'ON main.')} BEGIN SELECT RAISE(ABORT, 'broken off'); END`,
        )
        .execute(this.world.db);
    const result = await this.#engine(one).then(
      (value) => ({ ok: true as const, value }),
      (error: Error) => ({ ok: false as const, error }),
    );
    if (failing !== null) await sql.raw('DROP TRIGGER broken').execute(this.world.db);
    if (!result.ok && /broken off/.test(result.error.message)) {
      // Nothing at all of it stands.
      expect(await this.#dump()).toEqual(before);
      return;
    }
    expect(`${JSON.stringify(one)} ${result.ok ? 'done' : 'refused'} ${result.ok ? '' : result.error.message}`).toMatch(
      expected ? / done $/ : / refused /,
    );
    if (!result.ok) {
      expect(await this.#dump()).toEqual(before);
      return;
    }
    expected?.(result.value);
  }

  /** What must hold whatever was done. */
  async hold(): Promise<void> {
    const { db, bureau } = this.world;
    const today = this.model.today;
    const rows = await db
      .selectFrom('agreement')
      .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
      .selectAll('agreement')
      .select('function_set.functions')
      .execute();
    expect(rows.map((row) => row.id).toSorted()).toEqual(this.model.agreements.map((one) => one.id).toSorted());
    for (const row of rows) {
      const known = this.model.agreements.find((one) => one.id === row.id) as ModelAgreement;
      const state = agreementState(
        { decided: row.decided, firstDay: row.first_day, lastDay: row.last_day, proposedDay: dayOf(row.created_at) },
        today,
        usualDays.toAnswer,
      );
      // The engine's state is the model's, and no agreement is in force that no officer recognised, L3 apart.
      expect([row.id, state === 'inForce']).toEqual([row.id, this.model.live(known) === 'open']);
      const functions = row.functions;
      if (state === 'inForce') expect(known.byOfficer || functions.every((id) => id.startsWith('query.'))).toBe(true);
      // H4: nothing beyond what the client holds.
      expect(functions.filter((id) => !held(known.client).includes(id))).toEqual([]);
      // H6: the password is the officer's own, or there is none.
      expect([row.password_hash === null, row.password_version]).toEqual([
        known.password === null,
        Math.max(known.versions, 1),
      ]);
      // H3: no other agreement of the pair has one of its days.
      const twins = rows.filter(
        (other) =>
          other !== row &&
          other.client_id === row.client_id &&
          other.agency_id === row.agency_id &&
          ['recognised', 'suspended'].includes(other.decided) &&
          ['recognised', 'suspended'].includes(row.decided) &&
          other.first_day <= row.last_day &&
          row.first_day <= other.last_day,
      );
      expect(twins).toEqual([]);
    }
    // H2, H3: no client session serves a call under an agreement that is not in force; one that an act ended is ended in the store already.
    for (const { session, staff, agreement } of this.#opened) {
      const stored = await db
        .selectFrom('session')
        .select('ended_at')
        .where('id', '=', session)
        .executeTakeFirstOrThrow();
      if (agreement.said !== 'agreed') expect(stored.ended_at).not.toBeNull();
      const serves = await bureau.sessions.clientOf(staff, session).then(
        (client) => client,
        () => null,
      );
      if (serves) {
        expect(this.model.live(agreement)).toBe('open');
        expect([...serves.functions].toSorted()).toEqual(agreement.functions.toSorted());
      }
    }
  }

  #dump() {
    const { db } = this.world;
    return Promise.all([
      db.selectFrom('agreement').selectAll().orderBy('id').execute(),
      db.selectFrom('agreement_staff').selectAll().execute(),
      db.selectFrom('agreement_change').selectAll().execute(),
      db
        .selectFrom('session')
        .select(['id', 'ended_at', 'end_reason'])
        .where('kind', '=', 'client')
        .orderBy('id')
        .execute(),
    ]);
  }

  /** The agreement that an act is about; entering is about the client and whoever enters, whichever of their agreements is open. */
  #target(one: { do: string; who: string; which: number }): ModelAgreement | undefined {
    const named = this.model.agreements.at(-1 - (one.which % Math.max(this.model.agreements.length, 1)));
    if (one.do !== 'enter' || !named) return named;
    const agency = this.#agencyOf(one.who, named);
    return (
      this.model.agreements.find(
        (other) => other.client === named.client && other.agency === agency && this.model.live(other) === 'open',
      ) ?? named
    );
  }

  #days(chosen: { first: number; length: number }): { firstDay: string; lastDay: string } {
    const firstDay = addDays(this.model.today, chosen.first);
    return { firstDay, lastDay: addDays(firstDay, chosen.length) };
  }

  /** How the model changes when the act is good; null: it must be refused. */
  #expected(one: Exclude<Command, { do: 'fail' | 'clock' }>): ((value: unknown) => void) | null {
    const { model } = this;
    const officer = one.who === 'lin' || one.who === 'fang';
    if (!('which' in one)) {
      const byClient = one.do !== 'propose';
      const pair = byClient
        ? { client: 'ent' as const, agency: one.chosen.agency as ModelAgreement['agency'] }
        : {
            client: one.chosen.client as ModelAgreement['client'],
            agency: one.who === 'zhao' ? (agencyId as 'agency') : (otherAgencyId as 'agency-other'),
          };
      const { firstDay, lastDay } = this.#days(one.chosen);
      const sound =
        firstDay >= model.today &&
        lastDay >= firstDay &&
        one.chosen.functions.every((id) => held(pair.client).includes(id)) &&
        model.free(pair, firstDay, lastDay);
      if (!sound || (byClient && (!officer || (this.#asks && !good(one.chosen.password))))) return null;
      // L3: what only looks takes effect when the agency records it.
      const atOnce =
        one.do === 'recognise' ||
        (one.do === 'propose' && !this.#asks && one.chosen.functions.every((id) => id.startsWith('query.')));
      return (value) => {
        const password = byClient && this.#asks ? one.chosen.password : null;
        model.agreements.push({
          id: value as string,
          ...pair,
          said: atOnce ? 'agreed' : 'asked',
          asker: byClient ? 'client' : 'agency',
          byOfficer: byClient,
          askedOn: model.today,
          first: firstDay,
          last: lastDay,
          functions: one.chosen.functions,
          password,
          versions: 1,
        });
      };
    }
    const it = this.#target(one);
    if (!it) return null;
    const stands = model.stands(it);
    const state = model.live(it);
    switch (one.do) {
      case 'enter':
        return state === 'open' && this.#agencyOf(one.who, it) === it.agency
          ? (value) => {
              if (value) this.#opened.push({ ...(value as { session: string; staff: StaffActor }), agreement: it });
            }
          : null;
      case 'accept':
        return this.#agencyOf(one.who, it) === it.agency &&
          state === 'waiting' &&
          it.asker === 'client' &&
          model.free(it, it.first, it.last, it)
          ? () => {
              it.said = 'agreed';
            }
          : null;
      case 'declineAgency':
        return this.#agencyOf(one.who, it) === it.agency && state === 'waiting' && it.asker === 'client'
          ? () => {
              it.said = 'over';
            }
          : null;
      case 'cancelAgency':
        return this.#agencyOf(one.who, it) === it.agency && (stands || (state === 'waiting' && it.asker === 'agency'))
          ? () => {
              it.said = 'over';
            }
          : null;
      default:
    }
    if (!officer || it.client !== 'ent') return null;
    switch (one.do) {
      case 'confirm': {
        if (
          state !== 'waiting' ||
          it.asker !== 'agency' ||
          !model.free(it, it.first, it.last, it) ||
          (this.#asks && !good(one.chosen.password))
        )
          return null;
        return () => {
          Object.assign(it, { said: 'agreed', byOfficer: true, password: this.#asks ? one.chosen.password : null });
        };
      }
      case 'declineClient':
        return state === 'waiting' && it.asker === 'agency'
          ? () => {
              it.said = 'over';
            }
          : null;
      case 'suspend':
        return state === 'open' || state === 'later'
          ? () => {
              it.said = 'paused';
            }
          : null;
      case 'resume':
        return state === 'paused'
          ? () => {
              it.said = 'agreed';
            }
          : null;
      case 'cancelClient':
        return stands || (state === 'waiting' && it.asker === 'client')
          ? () => {
              it.said = 'over';
            }
          : null;
      case 'replacePassword':
        return stands && this.#asks && good(one.chosen.password) && one.chosen.password !== it.password
          ? () => {
              it.password = one.chosen.password;
              it.versions += 1;
            }
          : null;
      case 'changeTerms': {
        const { firstDay, lastDay } = this.#changed(one, it);
        const begun = it.first <= model.today;
        const sound =
          stands &&
          lastDay >= firstDay &&
          lastDay >= model.today &&
          (begun ? firstDay === it.first : firstDay >= model.today) &&
          one.chosen.functions.every((id) => held('ent').includes(id)) &&
          model.free(it, firstDay, lastDay, it);
        const same =
          firstDay === it.first &&
          lastDay === it.last &&
          one.chosen.functions.toSorted().join() === it.functions.toSorted().join();
        return sound && !same
          ? () => {
              Object.assign(it, { byOfficer: true, first: firstDay, last: lastDay, functions: one.chosen.functions });
            }
          : null;
      }
      default:
        return null;
    }
  }

  /** What has begun mostly keeps its first day, so that changes of terms are not refused for that alone. */
  #changed(
    one: { chosen: { first: number; length: number } },
    it: ModelAgreement,
  ): { firstDay: string; lastDay: string } {
    const { firstDay, lastDay } = this.#days(one.chosen);
    return it.first <= this.model.today && one.chosen.first > 0
      ? { firstDay: it.first, lastDay }
      : { firstDay, lastDay };
  }

  #agencyOf(who: string, it: ModelAgreement): string {
    return who === 'own' ? it.agency : who === 'zhao' ? agencyId : otherAgencyId;
  }

  #staff(who: string, it: ModelAgreement): Promise<StaffActor> {
    return this.world.staff(this.#agencyOf(who, it) === agencyId ? 'zhao' : 'wu');
  }

  async #engine(one: Exclude<Command, { do: 'fail' | 'clock' }>): Promise<unknown> {
    const { client, agency, people, bureau, db } = this.world;
    if (!('which' in one)) {
      const { chosen } = one;
      if (one.do === 'propose') {
        const staff = await this.world.staff(one.who);
        return (
          await agency.propose(staff, {
            ...this.#days(chosen),
            functions: chosen.functions,
            clientId: chosen.client,
            serviceStaff: this.#asks ? [] : [one.who],
          })
        ).id;
      }
      const input = {
        ...this.#days(chosen),
        functions: chosen.functions,
        agencyId: chosen.agency,
        serviceStaff: this.#asks ? [] : [chosen.agency === agencyId ? 'zhao' : 'wu'],
        ...(this.#asks ? { agreementPassword: chosen.password } : {}),
      };
      const actor = people[one.who] as EnterpriseActor;
      return (await (one.do === 'recognise' ? client.recognise(actor, input) : client.propose(actor, input))).id;
    }
    const it = this.#target(one);
    if (!it) throw new Error('nothing to act on');
    const { revision } = await db
      .selectFrom('agreement')
      .select('revision')
      .where('id', '=', it.id)
      .executeTakeFirstOrThrow();
    const seen = { agreementId: it.id, revision };
    switch (one.do) {
      case 'enter': {
        const staff = await this.#staff(one.who, it);
        await db.deleteFrom('throttle').execute();
        const entered = await bureau.entry.enter(
          staff,
          it.client,
          this.#asks ? { kind: 'typed', password: it.password ?? '' } : { kind: 'none' },
        );
        if (entered.agreement.id !== it.id) throw new Error('entered under another agreement');
        return { session: entered.clientSessionId, staff };
      }
      case 'accept':
        return agency.accept(await this.#staff(one.who, it), seen);
      case 'declineAgency':
        return agency.decline(await this.#staff(one.who, it), seen, '原因');
      case 'cancelAgency':
        return agency.cancel(await this.#staff(one.who, it), seen, '原因');
      default:
    }
    const actor = people[one.who] as EnterpriseActor;
    switch (one.do) {
      case 'confirm':
        return client.confirm(actor, seen, this.#asks ? one.chosen.password : undefined);
      case 'declineClient':
        return client.decline(actor, seen, '原因');
      case 'suspend':
        return client.suspend(actor, seen, '原因');
      case 'resume':
        return client.resume(actor, seen);
      case 'cancelClient':
        return client.cancel(actor, seen, '原因');
      case 'replacePassword':
        return client.replacePassword(actor, seen, one.chosen.password);
      case 'changeTerms': {
        const serviceStaff = this.#asks ? [] : [it.agency === agencyId ? 'zhao' : 'wu'];
        return client.changeTerms(actor, {
          ...seen,
          ...this.#changed(one, it),
          functions: one.chosen.functions,
          serviceStaff,
        });
      }
    }
  }
}

function held(client: ModelAgreement['client']): string[] {
  const social = ['social.declare', 'social.pay'];
  return client === 'social' ? social : [...social, 'query.filings', 'tax.vat.smallScale', 'tax.vat.general'];
}

describe('delegation, random acts by random people', () => {
  it.each<[RuleSetId, number]>([
    ['liaoning-2020', 60],
    ['national-2023', 30],
  ])(
    'H1 to H7, L3, L4, L6: in %s no sequence of acts, clocks and failures reaches a state that rule H forbids',
    async (ruleSet, numRuns) => {
      const world = await worldOf(ruleSet);
      await fc.assert(
        fc.asyncProperty(fc.array(command, { minLength: 15, maxLength: 40, size: 'max' }), async (commands) => {
          await world.reset();
          const run = new Run(world);
          let failing: string | null = null;
          for (const one of commands) {
            await run.do(one, failing);
            failing = one.do === 'fail' ? one.on : null;
            await run.hold();
          }
        }),
        { numRuns },
      );
      expect((await world.bureau.trail.verify()).brokenAt).toBeNull();
    },
    240_000,
  );
});
