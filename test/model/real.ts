import { rm } from 'node:fs/promises';
import { createRouterClient } from '@orpc/server';
import type { CompiledQuery } from 'kysely';
import type { DeskEvent } from '@contract/events.ts';
import { createEngine, type Engine } from '../../src-main/desk/engine.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import type { RegistryOfficer } from '../../src-main/bureau/ground/ports.ts';
import { EventHub } from '../../src-main/desk/event-hub.ts';
import { createRouter } from '../../src-main/api/router.ts';
import type { Store } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { SimulatedPhone } from '../../src-main/training/phone.ts';
import { SimulatedPhones } from '../../src-main/training/phones.ts';
import { SimulatedRegistry } from '../../src-main/training/registry.ts';
import { worldNamed } from '../../src-main/training/worlds.ts';
import type { Typed } from './rules/codes.ts';
import { question, rowsOf } from './rows.sqlite.ts';
import type { Agreement } from './state.ts';
import { documentOf, hasher, openAt, taxpayerIdOf, type WorldTemplate } from './world/build.ts';
import { agreements, firstInstant, people, type Setup } from './world/spec.ts';
import { ruleSets } from '../../src-main/bureau/rule-sets/rule-sets.ts';

const incidents: string[] = [];
const router = createRouter({
  report: (incident) => {
    incidents.push(`${incident.place}: ${incident.message}\n${incident.stack ?? ''}`);
  },
});
const records = question((db) =>
  db.selectFrom('audit').select(['seq', 'act', 'result', 'rule']).where('seq', '>', 0).orderBy('seq'),
);
const codeKey = Buffer.alloc(32, 5);

/** What windows are notified of, noted instead of sent. */
class NotingHub extends EventHub {
  notified: { window: string | null; event: DeskEvent }[] = [];

  override notify(window: string | null, event: DeskEvent): void {
    this.notified.push({ window, event });
  }
}

/** The whole program below the hosts, driven as windows drive it: through the router, one context a window. */
export class Real {
  /** Ids that the bureau gave: of handlers and roles by the model's key, of flows by theirs, of client sessions by their start. */
  readonly handlers = new Map<string, string>();
  readonly roles = new Map<string, string>();
  readonly flows = new Map<number, string>();
  readonly clientSessions = new Map<number, string>();
  /** Codes that phones received, by flow, oldest first. */
  readonly codes = new Map<number, string[]>();
  readonly agreements = new Map<string, string>();
  readonly teams = new Map<string, string>();
  /** Phones by whose they are, captchas by the model's number, enterprises that were registered by theirs. */
  readonly phones = new Map<string, string>();
  readonly captchas = new Map<number, { id: string; answer: string }>();
  readonly #firms = new Map<string, string>();
  readonly #people = new Map<string, string>();
  /** Records of ended sessions so far. */
  endRecords = 0;
  /** Records of desks that were locked by time so far (J3). */
  idleLocks = 0;
  /** Records so far. */
  records = 0;
  readonly hub = new NotingHub();
  #now = firstInstant;
  #asked: { of: Store<Schema>; rows: ReturnType<typeof rowsOf> } | null = null;
  #messages = 0;
  #read = 0;

  private constructor(
    private readonly setup: Setup,
    private readonly folder: string,
    private store: Store<Schema>,
    private running: { engine: Engine; phone: SimulatedPhone | null },
  ) {}

  /** What the store holds. */
  rows<Row>(asked: CompiledQuery<Row>, parameters?: readonly unknown[]): Row[] {
    if (this.#asked?.of !== this.store) this.#asked = { of: this.store, rows: rowsOf(this.store.sqlite) };
    return this.#asked.rows(asked, parameters);
  }

  static async open(setup: Setup, template: WorldTemplate): Promise<Real> {
    const folder = await template.copy();
    const store = await openAt(folder);
    const real = new Real(setup, folder, store, undefined as never);
    await real.#start();
    return real;
  }

  async close(): Promise<void> {
    await this.running.engine.close();
    await this.store.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  /** The program ends and is started again: everything that was in memory is gone. */
  async restart(): Promise<void> {
    await this.running.engine.close();
    await this.store.close();
    this.store = await openAt(this.folder);
    await this.#start();
  }

  async #start(): Promise<void> {
    const clock = { now: () => this.#now };
    const phone = this.setup.profile === 'training' ? new SimulatedPhone(clock, () => {}) : null;
    const definition = worldNamed('demo');
    const training =
      phone && definition
        ? {
            definition,
            phone,
            phones: new SimulatedPhones(this.store.db, phone, clock),
            registry: new SimulatedRegistry(this.store.db),
            clock: {
              ...clock,
              offset: 0,
              move: async (byMs: number) => {
                this.#now += byMs;
              },
            },
          }
        : null;
    const engine = createEngine({
      db: this.store.db,
      clock,
      hasher,
      hub: this.hub,
      ruleSet: ruleSets[this.setup.ruleSet],
      codeKey,
      training,
      registryPatience: 1,
      answerAfter: 0,
    });
    this.running = { engine, phone };
    this.#messages = 0;
    await engine.start();
  }

  get engine(): Engine {
    return this.running.engine;
  }

  get db() {
    return this.store.db;
  }

  /** What the pages of a window can call. */
  call(window: string | null) {
    // The router needs no more of a desk here.
    const desk = { engine: () => this.running.engine, status: async () => ({}) } as unknown as Desk;
    return createRouterClient(router, { context: { desk, window: window ?? 'nobody', origin: 'test' } });
  }

  /** Time passes that nobody is told of. */
  pass(ms: number): void {
    this.#now += ms;
  }

  handler(key: string): string {
    return this.handlers.get(key) ?? key;
  }

  agreement(key: string): string {
    return this.agreements.get(key) ?? key;
  }

  role(key: string): string {
    return this.roles.get(key) ?? key;
  }

  flow(key: number | null): string {
    return (key === null ? undefined : this.flows.get(key)) ?? 'no-such-flow';
  }

  team(key: string): string {
    return this.teams.get(key) ?? key;
  }

  phone(person: string): string {
    return this.phones.get(person) ?? 'no-such-phone';
  }

  /** The model's key of an enterprise. */
  firm(id: string): string {
    return this.#firms.get(id) ?? id;
  }

  /** The bureau's id of an enterprise. */
  firmId(key: string): string {
    return [...this.#firms].find(([, known]) => known === key)?.[0] ?? key;
  }

  /** An enterprise that the bureau may have gained. */
  async meetFirm(key: string): Promise<void> {
    const row = await this.db
      .selectFrom('enterprise')
      .select('id')
      .where('taxpayer_id', '=', taxpayerIdOf(key))
      .executeTakeFirst();
    if (row) this.#firms.set(row.id, key);
  }

  /** How a phone is asked for: by the person, or by the capacity in which only the registry knows them. */
  async phoneRef(person: string, officer: { firm: string; capacity: string } | undefined): Promise<string> {
    if (officer) return `officer.${taxpayerIdOf(officer.firm)}.${officer.capacity}`;
    const row = await this.db
      .selectFrom('person')
      .select('id')
      .where('id_number', '=', documentOf(person).idNumber)
      .executeTakeFirst();
    return `person.${row?.id ?? person}`;
  }

  /** Id of a change of terms: the one at the same place among its agreement's. */
  async change(agreements: readonly Agreement[], key: string): Promise<string> {
    const agreement = agreements.find((one) => one.changes.some((change) => change.key === key));
    const rows = await this.db
      .selectFrom('agreement_change')
      .select('id')
      .where('agreement_id', '=', this.agreement(agreement?.id ?? ''))
      .orderBy('at')
      .execute();
    return rows[agreement?.changes.findIndex((change) => change.key === key) ?? 0]?.id ?? 'no-such-change';
  }

  /** Notes the code that came with a request, if one came. */
  noteCode(flow: number): void {
    const messages = this.running.phone?.messages() ?? [];
    if (messages.length === this.#messages) return;
    this.#messages = messages.length;
    const digits = /\d{6}/.exec(messages[0]?.text ?? '')?.[0];
    if (digits) this.codes.set(flow, [...(this.codes.get(flow) ?? []), digits]);
  }

  /** The digits that a person types for a request. */
  typed(flow: number | null, typed: Typed): string {
    const own = (flow === null ? undefined : this.codes.get(flow)) ?? [];
    const right = own.at(-1);
    if (typed === 'right') return right ?? '000000';
    const other =
      typed === 'older'
        ? own.at(-2)
        : typed === 'another'
          ? [...this.codes].findLast(([key]) => key !== flow)?.[1].at(-1)
          : undefined;
    return other !== undefined && other !== right
      ? other
      : String((Number(right ?? '7') + 1) % 1_000_000).padStart(6, '0');
  }

  /** The registry names another officer (B3). */
  async namesOfficer(taxpayerId: string, officer: RegistryOfficer): Promise<void> {
    await new SimulatedRegistry(this.store.db).put(taxpayerId, officer);
  }

  /** A person's id, once the bureau knows them. */
  person(key: string): string | null {
    return this.#people.get(key) ?? null;
  }

  /** Takes the ids of people over whom the bureau has gained. */
  meetPeople(rows: readonly { id: string; id_number: string }[]): void {
    if (rows.length === this.#people.size) return;
    for (const { key, idNumber } of people) {
      const row = rows.find((one) => one.id_number === idNumber);
      if (row) this.#people.set(key, row.id);
    }
  }

  /** Id of the agreement that was just made. */
  async newAgreement(): Promise<string> {
    const known = [...agreements.map((one) => one.id), ...this.agreements.values()];
    return (await this.db.selectFrom('agreement').select('id').where('id', 'not in', known).executeTakeFirstOrThrow())
      .id;
  }

  /** What a counter of the throttle is kept under. */
  throttled(kind: string, id: string): string {
    if (kind === 'firm') return taxpayerIdOf(id);
    if (kind === 'person') return this.#people.get(id) ?? id;
    if (kind === 'agreement') return this.agreement(id);
    return kind === 'staff' ? this.handler(id) : id;
  }

  /** Records of the trail since the last question. */
  newRecords(): { act: string; result: string; rule: string | null }[] {
    const rows = this.rows(records, [this.#read]);
    this.#read = rows.at(-1)?.seq ?? this.#read;
    this.records += rows.length;
    this.idleLocks += rows.filter((row) => row.act === 'session.lock' && row.rule === 'J3').length;
    this.endRecords += rows.filter((row) => row.act === 'session.end' || row.act === 'client.leave').length;
    return rows;
  }

  /** Unexpected errors since the last question. */
  takeIncidents(): string[] {
    return incidents.splice(0);
  }
}
