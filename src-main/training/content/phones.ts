import { addRows } from '../../store/repositories/world-content.sqlite.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { PhoneTable } from '../../store/schema/people.ts';
import { seededRandom } from '../sample/random.ts';
import { samplePerson, type SamplePerson } from '../sample/enterprises.ts';
import { sampleHandler } from './clients.ts';
import type { SampleClient } from './rows.ts';

/** Serials of people that only this file makes. */
const firstSerial = 28_200_000;
const person = (serial: number, name: string, female: boolean): SamplePerson =>
  samplePerson(seededRandom(`phones/${serial}`), firstSerial + serial, '2101', { name, female });

const phone = (id: string, one: SamplePerson, cardName = one.name, mobile = one.mobile): PhoneTable => ({
  id,
  id_type: one.idType,
  id_number: one.idNumber,
  card_name: cardName,
  mobile,
  outcome: null,
});

/**
 * Phones that show what a real-name collection meets (I1, I2) without any help of a trainer: two people whom nobody has registered yet; one whose
 * number is still verified for its earlier owner; and a handler whose enterprise has written the name otherwise than the card. Everybody else's phone is made
 * when it is first taken in hand.
 */
export async function addPhones(db: DatabaseTransaction, clients: readonly SampleClient[], now: number): Promise<void> {
  const newcomers = [person(0, '薛念一', true), person(1, '汤若谷', false)] as const;
  const recycled = person(2, '邵知秋', true);
  const earlierOwner = { ...person(3, '温书白', false), mobile: recycled.mobile };
  const misspelt = person(4, '孟书瑶', true);
  const since = now - 90 * 86_400_000;
  await addRows(db, 'person', [
    {
      id: `p-${earlierOwner.idNumber}`,
      id_type: earlierOwner.idType,
      id_number: earlierOwner.idNumber,
      name: earlierOwner.name,
      created_at: since,
    },
  ]);
  await addRows(db, 'real_name_record', [
    {
      id: `r-${earlierOwner.idNumber}`,
      person_id: `p-${earlierOwner.idNumber}`,
      name: earlierOwner.name,
      mobile: earlierOwner.mobile,
      origin: 'collected',
      recorded_at: since,
      replaced_at: null,
    },
  ]);
  const employer = clients[6]?.enterprise;
  if (employer) {
    const made = sampleHandler(
      misspelt,
      { id: `${employer.id}-clerk`, enterpriseId: employer.id, createdAt: since, verified: false, passwordHash: null },
      'handler',
    );
    await addRows(db, 'person', [made.person]);
    await addRows(db, 'handler', [{ ...made.handler, registered_name: misspelt.name }]);
  }
  await addRows(db, 'phone', [
    phone('newcomer-1', newcomers[0]),
    phone('newcomer-2', newcomers[1]),
    phone('recycled', recycled),
    phone('misspelt', misspelt, '孟书遥'),
  ]);
}
