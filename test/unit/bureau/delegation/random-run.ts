import { sql } from 'kysely';
import { expect } from 'vitest';
import type { EnterpriseActor, StaffActor } from '../../../../src-main/bureau/ground/actors.ts';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import { agencyId, day, otherAgencyId } from './fixture.ts';
import { DelegationModel, type ModelAgreement } from './model.ts';
import { good, type Command } from './random-commands.ts';
import { dump, expectHolds, held, type OpenedClient } from './random-holds.ts';
import type { World } from './random-world.ts';

/** One sequence of acts, the model beside the engine. */
export class Run {
  readonly model: DelegationModel;
  readonly #opened: OpenedClient[] = [];

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
    const before = await dump(this.world);
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
      expect(await dump(this.world)).toEqual(before);
      return;
    }
    expect(`${JSON.stringify(one)} ${result.ok ? 'done' : 'refused'} ${result.ok ? '' : result.error.message}`).toMatch(
      expected ? / done $/ : / refused /,
    );
    if (!result.ok) {
      expect(await dump(this.world)).toEqual(before);
      return;
    }
    expected?.(result.value);
  }

  /** What must hold whatever was done. */
  hold(): Promise<void> {
    return expectHolds(this.world, this.model, this.#opened);
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
    const active = model.isActive(it);
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
        return this.#agencyOf(one.who, it) === it.agency && (active || (state === 'waiting' && it.asker === 'agency'))
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
        return active || (state === 'waiting' && it.asker === 'client')
          ? () => {
              it.said = 'over';
            }
          : null;
      case 'replacePassword':
        return active && this.#asks && good(one.chosen.password) && one.chosen.password !== it.password
          ? () => {
              it.password = one.chosen.password;
              it.versions += 1;
            }
          : null;
      case 'changeTerms': {
        const { firstDay, lastDay } = this.#changed(one, it);
        const begun = it.first <= model.today;
        const sound =
          active &&
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
