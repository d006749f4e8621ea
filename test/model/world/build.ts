import { createHash } from 'node:crypto';
import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { existsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addDays } from '../../../src-main/bureau/ground/calendar.ts';
import { createPasswordHasher } from '../../../src-main/keys/password.ts';
import { searchText } from '../../../src-main/office/search/search-text.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore, type Store } from '../../../src-main/store/open.ts';
import { addRole, grantRole } from '../../../src-main/store/repositories/roles.ts';
import type { Schema } from '../../../src-main/store/schema/index.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import {
  agreementPassword,
  agreements,
  assignments,
  defaultFunctions,
  firms,
  firstDay,
  firstInstant,
  handlers,
  people,
  registry,
  roleNameOf,
  roleOf,
  teams,
} from './spec.ts';

/** The algorithm is the real one at the least cost it has: what is asked here is which passwords are right, not how long it takes. */
export const hasher = createPasswordHasher({ memoryKiB: 8, passes: 1, lanes: 1 }, { belowFloor: 'tests' });
const storeKey = createHash('sha256').update('model').digest();

export const taxpayerIdOf = (firm: string): string =>
  unclaimedTaxpayerId(20_000_000 + (firms.find((one) => one.id === firm)?.serial ?? 0), '2101');

/** Memory where there is some: every sequence has a store of its own, and a disk's time says nothing here. */
const base = existsSync('/dev/shm') ? '/dev/shm' : tmpdir();

export const openAt = (folder: string, create = false): Promise<Store<Schema>> =>
  openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: Buffer.from(storeKey),
    migrations,
    create,
    keyProven: true,
  });

/** A world built once, and copied for every sequence. */
export interface WorldTemplate {
  /** @returns folder of a fresh copy */
  copy(): Promise<string>;
  remove(): Promise<void>;
}

export async function buildTemplate(): Promise<WorldTemplate> {
  const root = await mkdtemp(join(base, 'desk-model-'));
  const store = await openAt(root, true);
  await store.db.transaction().execute((db) => fill({ db }));
  await store.close();
  return {
    copy: async () => {
      const folder = await mkdtemp(join(base, 'desk-model-run-'));
      await copyFile(join(root, 'desk.sqlite'), join(folder, 'desk.sqlite'));
      return folder;
    },
    remove: () => rm(root, { recursive: true, force: true }),
  };
}

async function fill({ db }: Pick<Store<Schema>, 'db'>): Promise<void> {
  // Long before, however far a clock is set back.
  const at = firstInstant - 365 * 86_400_000;
  const hashed = async (password: string | null): Promise<string | null> =>
    password === null ? null : (await hasher.hashPassword(password)).stored;
  for (const firm of firms.filter((one) => !one.unknown)) {
    await db
      .insertInto('enterprise')
      .values({
        id: firm.id,
        taxpayer_id: taxpayerIdOf(firm.id),
        name: firm.name,
        kind: 'general',
        address: '',
        social_insurance_only: firm.social ?? false,
        is_agency: firm.agency ?? false,
        password_hash: await hashed(firm.password),
        handlers_synced_at: firm.synced ? at : null,
        created_at: at,
      })
      .execute();
  }
  for (const person of people.filter((one) => !one.unknown)) {
    await db
      .insertInto('person')
      .values({
        id: `p-${person.key}`,
        id_type: 'residentIdentityCard',
        id_number: person.idNumber,
        name: person.name,
        created_at: at,
      })
      .execute();
    if (person.password !== undefined) {
      await db
        .insertInto('person_account')
        .values({
          person_id: `p-${person.key}`,
          password_hash: (await hasher.hashPassword(person.password)).stored,
          mobile: person.registered ?? person.mobile,
          registered_at: at,
        })
        .execute();
    }
    if (person.collected === null || person.mobile === null) continue;
    await db
      .insertInto('real_name_record')
      .values({
        id: `r-${person.key}`,
        person_id: `p-${person.key}`,
        name: person.collected,
        mobile: person.mobile,
        origin: 'collected',
        recorded_at: at,
        replaced_at: null,
      })
      .execute();
  }
  await db
    .insertInto('team')
    .values(teams.map(({ key, name }) => ({ id: key, name })))
    .execute();
  for (const handler of handlers) {
    const id = handler.key ?? handler.person;
    await db
      .insertInto('handler')
      .values({
        id,
        enterprise_id: handler.firm,
        person_id: `p-${handler.person}`,
        capacity: handler.capacity,
        state: handler.state ?? 'active',
        password_hash: await hashed(handler.password),
        registered_name: handler.registered ?? null,
        created_at: at,
        removed_at: null,
      })
      .execute();
    if (handler.granted) {
      await addRole(
        db,
        { id: roleOf(id), enterprise_id: handler.firm, name: roleNameOf(id), description: '', created_at: at },
        handler.granted,
      );
      await grantRole(db, id, roleOf(id), handler.granted);
    }
    if (handler.member) {
      await db
        .insertInto('member')
        .values({
          handler_id: id,
          office_role: handler.member.role,
          team_id: handler.member.team,
          public_key: null,
          sealed_private_key: null,
          wrapped_vault_key: null,
          vault_generation: null,
        })
        .execute();
    }
  }
  for (const { firm, capacity, person } of registry)
    await db
      .insertInto('registry_officer')
      .values(officerRow(firm, capacity, person))
      .execute();
  await fillAgreements({ db }, at);
}

/** The identity card of a person of the world, as it is typed. */
export function documentOf(key: string): { idType: 'residentIdentityCard'; idNumber: string } {
  return { idType: 'residentIdentityCard', idNumber: people.find((person) => person.key === key)?.idNumber ?? '' };
}

/** The row by which the registry names a person of the world. */
export function officerRow(firm: string, capacity: 'legalRepresentative' | 'financeOfficer', key: string) {
  const one = people.find((person) => person.key === key);
  return {
    taxpayer_id: taxpayerIdOf(firm),
    capacity,
    name: one?.name ?? '',
    id_type: 'residentIdentityCard',
    id_number: one?.idNumber ?? '',
  };
}

async function fillAgreements({ db }: Pick<Store<Schema>, 'db'>, at: number): Promise<void> {
  const { stored } = await hasher.hashPassword(agreementPassword);
  for (const [clientId, assigned] of Object.entries(assignments)) {
    const name = firms.find((firm) => firm.id === clientId)?.name ?? clientId;
    await db
      .insertInto('client')
      .values({
        client_id: clientId,
        colour: 0,
        ...searchText(name),
        address: '',
        contact: '',
        note: '',
        revision: 1,
        created_at: at,
      })
      .execute();
    for (const handlerId of assigned)
      await db.insertInto('assignment').values({ client_id: clientId, handler_id: handlerId }).execute();
  }
  for (const agreement of agreements) {
    const functions = [...(agreement.functions ?? defaultFunctions)].sort();
    const id = functions.join();
    await db
      .insertInto('function_set')
      .values({ id, functions })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    const decided = agreement.decided !== 'proposed' && agreement.decided !== 'declined';
    const proposed = Date.parse(`${addDays(firstDay, agreement.proposed ?? -4)}T04:00:00Z`);
    await db
      .insertInto('agreement')
      .values({
        id: agreement.id,
        client_id: agreement.client,
        agency_id: agreement.agency ?? 'agency',
        decided: agreement.decided,
        first_day: addDays(firstDay, agreement.first),
        last_day: addDays(firstDay, agreement.last),
        function_set_id: id,
        password_hash: decided ? stored : null,
        password_version: 1,
        recorded_by_agency: false,
        created_at: proposed,
        decided_at: decided ? proposed : null,
        recognised_at: decided ? proposed : null,
        end_reason: null,
        revision: 1,
      })
      .execute();
  }
}
