import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { RuleSetId } from '@contract/desk.ts';
import type { DeskEvent } from '@contract/events.ts';
import type { OfficeRole } from '@contract/people.ts';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { guarded } from '../bureau/guarded.ts';
import { createEngine, type Engine } from '../../../src-main/desk/engine.ts';
import { EventHub } from '../../../src-main/desk/event-hub.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import { searchText } from '../../../src-main/office/search/search-text.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore, type Store } from '../../../src-main/store/open.ts';
import { SimulatedPhone } from '../../../src-main/training/phone.ts';
import { SimulatedPhones } from '../../../src-main/training/phones.ts';
import { SimulatedRegistry } from '../../../src-main/training/registry.ts';
import { worldNamed } from '../../../src-main/training/worlds.ts';
import type { AgreementTable } from '../../../src-main/store/schema/agreements.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import type { Selectable } from 'kysely';
import { ruleSets, type RuleSet } from '../../../src-main/bureau/rule-sets/rule-sets.ts';

export const agencyId = 'agency';
export const today = '2026-11-23';
const noon = Date.parse(`${today}T04:00:00Z`);

/** Staff: two teams and an admin of none. */
const staffOfOffice: readonly [id: string, name: string, role: OfficeRole, team: string | null][] = [
  ['zhao', '赵敏', 'admin', null],
  ['qian', '钱立', 'leader', 'team1'],
  ['sun', '孙悦', 'member', 'team1'],
  ['li', '李想', 'member', 'team2'],
];

export interface SampleClientInput {
  name: string;
  taxpayerId: string;
  assigned?: string[];
  agreements?: Partial<
    Pick<Selectable<AgreementTable>, 'id' | 'decided' | 'first_day' | 'last_day' | 'created_at' | 'password_hash'>
  >[];
}

export interface TestOffice {
  engine: Engine;
  store: Store<Schema>;
  clock: { now(): number; at(instant: number): void };
  /** Simulated phone of a training world; null in the office profile. */
  phone: SimulatedPhone | null;
  /** The program started again on the same store: nothing that was in memory is left. */
  restarted(): Promise<Engine>;
  /** Everything told to windows. */
  notified: { window: string | null; event: DeskEvent }[];
  /** Signs a staff member in, in a window of their name (or the one given). */
  signIn(handlerId: string, window?: string): Promise<StaffActor>;
  addClient(id: string, input: SampleClientInput): Promise<void>;
  /** Starts a client session as step 3 of the login does. */
  enter(staff: StaffActor, clientId: string, agreementId: string): Promise<string>;
}

/** An office on a real encrypted store, with staff and no clients; gone after the test. @param options.training a training world, with a simulated phone */
export async function testOffice(
  options: { training?: boolean; ruleSet?: RuleSetId | RuleSet } = {},
): Promise<TestOffice> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-office-'));
  const store = await openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: randomBytes(32),
    migrations,
    create: true,
  });
  let now = noon;
  const clock = {
    now: () => now,
    at: (instant: number) => {
      now = instant;
    },
  };
  const notified: TestOffice['notified'] = [];
  class HeardHub extends EventHub {
    override notify(window: string | null, event: DeskEvent): void {
      notified.push({ window, event });
      super.notify(window, event);
    }
  }
  const phone = options.training ? new SimulatedPhone(clock, () => {}) : null;
  const definition = worldNamed('demo');
  const training =
    phone && definition
      ? {
          definition,
          phone,
          phones: new SimulatedPhones(store.db, phone, clock),
          registry: new SimulatedRegistry(store.db),
          clock: {
            ...clock,
            offset: 0,
            move: async (byMs: number) => {
              now += byMs;
            },
          },
        }
      : null;
  const codeKey = randomBytes(32);
  const begin = (): Engine => {
    const engine = createEngine({
      db: store.db,
      clock,
      hasher: passwordHasherOfProcess(),
      hub: new HeardHub(),
      ruleSet: typeof options.ruleSet === 'object' ? options.ruleSet : ruleSets[options.ruleSet ?? 'liaoning-2020'],
      codeKey,
      training,
      registryPatience: 50,
      answerAfter: 0,
    });
    const { trail } = engine.bureau;
    return { ...engine, bureau: guarded(engine.bureau, trail), office: guarded(engine.office, trail) };
  };
  const engine = begin();
  onTestFinished(async () => {
    await engine.close();
    await store.close();
    await rm(folder, { recursive: true, force: true });
  });
  await seedStaff(store);
  return {
    engine,
    store,
    clock,
    phone,
    notified,
    restarted: async () => {
      await engine.close();
      const again = begin();
      onTestFinished(() => again.close());
      await again.start();
      return again;
    },
    signIn: async (handlerId, window = handlerId) => {
      const { sessions } = engine.bureau;
      await engine.acts.run(null, (act) =>
        sessions.starts.startStaff(act, { window, origin: 'test', handlerId, agencyId }),
      );
      return sessions.staffOf(window);
    },
    addClient: (id, input) => addClient(store, id, input, options.training !== true),
    enter: async (staff, clientId, agreementId) => {
      const { sessions } = engine.bureau;
      return engine.acts.run(null, async (act) => {
        const { id: clientSessionId } = await sessions.starts.startClient(act, staff, { clientId, agreementId });
        await act.emit({
          kind: 'clientSessionStarted',
          window: staff.window,
          handlerId: staff.handlerId,
          clientId,
          clientSessionId,
        });
        return clientSessionId;
      });
    },
  };
}

async function seedStaff({ db }: Store<Schema>): Promise<void> {
  const enterprise = {
    kind: 'general' as const,
    address: '',
    social_insurance_only: false,
    password_hash: null,
    handlers_synced_at: noon,
    created_at: noon,
  };
  await db
    .insertInto('enterprise')
    .values([
      { ...enterprise, id: agencyId, taxpayer_id: '91210102MA0TEST00A', name: '砚秋税务师事务所', is_agency: true },
      { ...enterprise, id: 'agency-other', taxpayer_id: '91210102MA0TEST00B', name: '汀澜财税代理', is_agency: true },
    ])
    .execute();
  await db
    .insertInto('team')
    .values([
      { id: 'team1', name: '一组' },
      { id: 'team2', name: '二组' },
    ])
    .execute();
  await db
    .insertInto('function_set')
    .values({ id: 'set', functions: ['tax.vat.general'] })
    .execute();
  for (const [id, name, role, team] of staffOfOffice) {
    await db
      .insertInto('person')
      .values({ id: `p-${id}`, id_type: 'residentIdentityCard', id_number: id, name, created_at: noon })
      .execute();
    await db
      .insertInto('handler')
      .values({
        id,
        enterprise_id: agencyId,
        person_id: `p-${id}`,
        capacity: 'handler',
        state: 'active',
        password_hash: null,
        created_at: noon,
        removed_at: null,
      })
      .execute();
    await db
      .insertInto('member')
      .values({
        handler_id: id,
        office_role: role,
        team_id: team,
        public_key: null,
        sealed_private_key: null,
        wrapped_vault_key: null,
        vault_generation: null,
      })
      .execute();
  }
}

/** @param typedByOffice false: the bureau has the enterprise on record, as in a training world */
async function addClient(
  { db }: Store<Schema>,
  id: string,
  input: SampleClientInput,
  typedByOffice: boolean,
): Promise<void> {
  await db
    .insertInto('enterprise')
    .values({
      id,
      taxpayer_id: input.taxpayerId,
      name: input.name,
      kind: 'smallScale',
      address: '',
      social_insurance_only: false,
      is_agency: false,
      password_hash: null,
      handlers_synced_at: null,
      created_at: noon,
      typed_by_office: typedByOffice,
    })
    .execute();
  await db
    .insertInto('client')
    .values({
      client_id: id,
      colour: 0,
      ...searchText(input.name),
      address: '',
      contact: '',
      note: '',
      revision: 1,
      created_at: noon,
    })
    .execute();
  for (const [index, agreement] of (input.agreements ?? [{}]).entries()) {
    await db
      .insertInto('agreement')
      .values({
        id: `${id}-a${index}`,
        client_id: id,
        agency_id: agencyId,
        decided: 'recognised',
        first_day: '2026-01-01',
        last_day: '2026-12-31',
        function_set_id: 'set',
        password_hash: null,
        password_version: 1,
        recorded_by_agency: false,
        created_at: noon,
        decided_at: noon,
        end_reason: null,
        revision: 1,
        ...agreement,
      })
      .execute();
  }
  for (const handlerId of input.assigned ?? [])
    await db.insertInto('assignment').values({ client_id: id, handler_id: handlerId }).execute();
}
