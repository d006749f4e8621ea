import type { Insertable, Kysely, Selectable } from 'kysely';
import { holds } from './holds.ts';
import type { Schema } from '../schema/index.ts';
import type { PhoneTable } from '../schema/people.ts';

export type PhoneRow = Selectable<PhoneTable>;
/** An owner of a phone: a person that the bureau knows, an officer that only the registry knows, or a new person. */
export interface PhoneOwner {
  idType: string;
  idNumber: string;
  name: string;
}

export function phoneById(db: Kysely<Schema>, id: string): Promise<PhoneRow | undefined> {
  return db.selectFrom('phone').selectAll().where('id', '=', id).executeTakeFirst();
}

export function phoneOfCard(db: Kysely<Schema>, idType: string, idNumber: string): Promise<PhoneRow | undefined> {
  return db
    .selectFrom('phone')
    .selectAll()
    .where('id_type', '=', idType)
    .where('id_number', '=', idNumber)
    .executeTakeFirst();
}

/** The phone with this number, if one is in use yet. */
export function phoneOfMobile(db: Kysely<Schema>, mobile: string): Promise<PhoneRow | undefined> {
  return db.selectFrom('phone').selectAll().where('mobile', '=', mobile).executeTakeFirst();
}

export async function addPhone(db: Kysely<Schema>, row: Insertable<PhoneTable>): Promise<void> {
  await db.insertInto('phone').values(row).execute();
}

export async function setPhone(
  db: Kysely<Schema>,
  id: string,
  change: { mobile?: string; outcome?: PhoneRow['outcome'] },
): Promise<void> {
  await db.updateTable('phone').set(change).where('id', '=', id).execute();
}

/** Whether a number is in a phone already, is or was on anybody's record, or was given at a registration. */
export async function mobileKnown(db: Kysely<Schema>, mobile: string): Promise<boolean> {
  const record = await db.selectFrom('real_name_record').select('id').where('mobile', '=', mobile).executeTakeFirst();
  const account = await db
    .selectFrom('person_account')
    .select('person_id')
    .where('mobile', '=', mobile)
    .executeTakeFirst();
  return record !== undefined || account !== undefined || (await phoneOfMobile(db, mobile)) !== undefined;
}

/** The owner that a reference names: `person.ID`, `handler.ID`, `officer.TAXPAYER.CAPACITY` or `phone.ID`. */
export function ownerOf(
  db: Kysely<Schema>,
  [kind, id = '', capacity = '']: readonly string[],
): Promise<PhoneOwner | undefined> {
  const person = db.selectFrom('person').select(['id_type as idType', 'id_number as idNumber', 'name']);
  if (kind === 'person') return person.where('id', '=', id).executeTakeFirst();
  if (kind === 'handler')
    return person
      .where('id', '=', (e) => e.selectFrom('handler').select('person_id').where('handler.id', '=', id))
      .executeTakeFirst();
  if (kind === 'officer' && (capacity === 'legalRepresentative' || capacity === 'financeOfficer')) {
    return db
      .selectFrom('registry_officer')
      .select(['id_type as idType', 'id_number as idNumber', 'name'])
      .where('taxpayer_id', '=', id)
      .where('capacity', '=', capacity)
      .executeTakeFirst();
  }
  return db
    .selectFrom('phone')
    .select(['id_type as idType', 'id_number as idNumber', 'card_name as name'])
    .where('id', '=', kind === 'phone' ? id : '')
    .executeTakeFirst();
}

/** A row of the list of people whose phone can be used. */
export interface PhonePerson {
  kind: 'person' | 'officer' | 'phone';
  id: string;
  /** Of an officer. */
  capacity: string | null;
  name: string;
  /** Name and mobile of the current real-name record. */
  recordName: string | null;
  mobile: string | null;
  enterprise: string | null;
}

/** The world's people with an identity card, those without a real-name record first. @param text part of a name, a mobile or an enterprise's name */
export async function phonePeople(db: Kysely<Schema>, text: string, limit: number): Promise<PhonePerson[]> {
  const card = 'residentIdentityCard';
  const strangers = db
    .selectFrom('phone')
    .select((e) => [
      e.val('phone').as('kind'),
      'phone.id as id',
      e.val<string | null>(null).as('capacity'),
      'phone.card_name as name',
      e.val<string | null>(null).as('recordName'),
      e.val<string | null>(null).as('mobile'),
      e.val<string | null>(null).as('enterprise'),
      e.val(0).as('rank'),
      e.val(0).as('since'),
    ])
    .where((e) =>
      e.not(
        e.exists(
          e
            .selectFrom('person')
            .select('person.id')
            .whereRef('person.id_type', '=', 'phone.id_type')
            .whereRef('person.id_number', '=', 'phone.id_number'),
        ),
      ),
    )
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('registry_officer as o').select('o.taxpayer_id').whereRef('o.id_number', '=', 'phone.id_number'),
        ),
      ),
    )
    .where((e) => holds(e.ref('phone.card_name'), text));
  const officers = db
    .selectFrom('registry_officer')
    .leftJoin('enterprise', 'enterprise.taxpayer_id', 'registry_officer.taxpayer_id')
    .select((e) => [
      e.val('officer').as('kind'),
      'registry_officer.taxpayer_id as id',
      'registry_officer.capacity as capacity',
      'registry_officer.name as name',
      e.val<string | null>(null).as('recordName'),
      e.val<string | null>(null).as('mobile'),
      'enterprise.name as enterprise',
      e.val(1).as('rank'),
      e.val(0).as('since'),
    ])
    .where('registry_officer.id_type', '=', card)
    .where((e) =>
      e.not(
        e.exists(
          e.selectFrom('person').select('person.id').whereRef('person.id_number', '=', 'registry_officer.id_number'),
        ),
      ),
    )
    .where((e) => e.or([holds(e.ref('registry_officer.name'), text), holds(e.ref('enterprise.name'), text)]));
  const known = db
    .selectFrom('person')
    .leftJoin('real_name_record as r', (join) =>
      join.onRef('r.person_id', '=', 'person.id').on('r.replaced_at', 'is', null),
    )
    .leftJoin('handler', (join) =>
      join.onRef('handler.person_id', '=', 'person.id').on('handler.state', '!=', 'removed'),
    )
    .leftJoin('enterprise', 'enterprise.id', 'handler.enterprise_id')
    .select((e) => [
      e.val('person').as('kind'),
      'person.id as id',
      e.val<string | null>(null).as('capacity'),
      'person.name as name',
      'r.name as recordName',
      'r.mobile as mobile',
      e.fn.min<string | null>('enterprise.name').as('enterprise'),
      e
        .case()
        .when('r.id', 'is', null)
        .then(1)
        .when('r.name', '!=', e.ref('person.name'))
        .then(1)
        .else(2)
        .end()
        .as('rank'),
      'person.created_at as since',
    ])
    .where('person.id_type', '=', card)
    .where((e) =>
      e.or([holds(e.ref('person.name'), text), holds(e.ref('r.mobile'), text), holds(e.ref('enterprise.name'), text)]),
    )
    .groupBy(['person.id', 'person.name', 'r.id', 'r.name', 'r.mobile', 'person.created_at']);
  const rows = await db
    .selectFrom(
      strangers
        .unionAll(officers as never)
        .unionAll(known as never)
        .as('people'),
    )
    .selectAll()
    .orderBy('rank')
    .orderBy('since', 'desc')
    .orderBy('name')
    .limit(limit)
    .execute();
  return rows.map(({ kind, id, capacity, name, recordName, mobile, enterprise }) => ({
    kind: kind as PhonePerson['kind'],
    id,
    capacity,
    name,
    recordName,
    mobile,
    enterprise,
  }));
}
