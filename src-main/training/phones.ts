import { randomInt, randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { PhoneContent, PhoneOutcome, PhonePeople } from '@contract/training.ts';
import { readIdentityCard } from '@contract/validators/resident-identity-card.ts';
import { iso } from '../bureau/ground/calendar.ts';
import type { CardRead, RealNameApp } from '../bureau/ground/ports.ts';
import { personByIdNumber } from '../store/repositories/handlers.ts';
import { personById } from '../store/repositories/persons.ts';
import {
  addPhone,
  mobileKnown,
  ownerOf,
  phoneById,
  phoneOfCard,
  phoneOfMobile,
  phonePeople,
  setPhone,
  type PhoneRow,
} from '../store/repositories/phones.ts';
import { realNameHistory } from '../store/repositories/real-names.ts';
import type { Database } from '../store/schema/index.ts';
import type { SimulatedPhone } from './phone.ts';
import { cardAddress } from './sample/card-address.ts';
import { unclaimedMobile } from './sample/unclaimed-numbers.ts';

/** Serials of numbers that come up while a world is used, far beyond those that any world is built with. */
const freshSerials = { from: 30_000_000, count: 60_000_000 };
const listed = 40;
const [phonesInHand, windowsKnown] = [20, 500];

/**
 * The phones of a training world, one for each of its people, made when it is first taken in hand. Whoever is in the world may take any:
 * a world is one class's, and its people's passwords are shown there as well; an outcome is set for one phone, so that trainees with different
 * people do not disturb each other. Also plays whom the app asks (I2): camera, population register, operator, face check.
 */
export class SimulatedPhones implements RealNameApp {
  readonly #inHand = new Map<string, ReadonlySet<string> | 'all'>();

  constructor(
    private readonly db: Database,
    private readonly inbox: SimulatedPhone,
    private readonly clock: { now(): number },
  ) {}

  /** A window has a phone in hand: it rings there from now on. */
  taken(window: string, phone: string): void {
    const inHand = this.#inHand.get(window);
    if (inHand !== 'all') this.#keep(window, new Set([...(inHand ?? []), phone].slice(-phonesInHand)));
  }

  /** A window reads the messages of every phone (the sign-in page of the world). */
  takenByAll(window: string): void {
    this.#keep(window, 'all');
  }

  /** Whether a message to this number is heard in a window. */
  async rings(window: string, mobile: string): Promise<boolean> {
    const inHand = this.#inHand.get(window);
    if (inHand === undefined || inHand === 'all') return inHand === 'all';
    for (const id of inHand) if ((await this.content(id)).mobiles.includes(mobile)) return true;
    return false;
  }

  /** Windows come and go; of those that went the oldest are forgotten. */
  #keep(window: string, inHand: ReadonlySet<string> | 'all'): void {
    this.#inHand.delete(window);
    this.#inHand.set(window, inHand);
    for (const oldest of [...this.#inHand.keys()].slice(0, -windowsKnown)) this.#inHand.delete(oldest);
  }

  /** People whose phone can be taken, those without a real-name record first. */
  async people(text: string): Promise<PhonePeople> {
    const rows = await phonePeople(this.db, text, listed + 1);
    return {
      more: rows.length > listed,
      people: rows.slice(0, listed).map((row) => ({
        ref: row.kind === 'officer' ? `officer.${row.id}.${row.capacity ?? ''}` : `${row.kind}.${row.id}`,
        name: row.name,
        mobile: row.mobile,
        enterprise: row.enterprise,
        realName:
          row.recordName === null
            ? row.kind === 'person'
              ? 'none'
              : 'unknown'
            : row.recordName === row.name
              ? 'collected'
              : 'otherName',
      })),
    };
  }

  /** Takes a phone in hand. @param ref as {@link people} gives it, or `handler.ID`. @throws Refusal NOT_FOUND */
  async open(ref: string): Promise<PhoneContent> {
    const owner = await ownerOf(this.db, ref.split('.'));
    if (owner?.idType !== 'residentIdentityCard') throw notFound();
    const phone = (await phoneOfCard(this.db, owner.idType, owner.idNumber)) ?? (await this.#make(owner));
    return this.#content(phone);
  }

  async content(id: string): Promise<PhoneContent> {
    return this.#content(await this.#phone(id));
  }

  /** What happens at the next collection on this phone; it strikes once, and then things go as they really are. */
  async steer(id: string, outcome: PhoneOutcome): Promise<void> {
    await this.#phone(id);
    await setPhone(this.db, id, { outcome: outcome === 'pass' ? null : outcome });
  }

  /** I3: another number in the phone; the one before rings in it as long as it is the verified one. */
  async changeSim(id: string): Promise<void> {
    await this.#phone(id);
    await setPhone(this.db, id, { mobile: await this.#freeMobile() });
  }

  async readCard(id: string): Promise<CardRead | null> {
    const phone = await this.#phone(id);
    if (await this.#strikes(phone, 'cardUnreadable')) return null;
    return { name: phone.card_name, idType: phone.id_type, idNumber: phone.id_number };
  }

  async nameInRegister(id: string, card: CardRead): Promise<string | null> {
    const phone = await this.#phone(id);
    if (await this.#strikes(phone, 'nameMismatch')) return null;
    return phone.id_number === card.idNumber ? phone.card_name : null;
  }

  async ownsMobile(id: string, _card: CardRead, mobile: string): Promise<boolean> {
    const phone = await this.#phone(id);
    if (await this.#strikes(phone, 'mobileTaken')) return false;
    // A number that rings in somebody else's phone is that person's.
    const rings = await phoneOfMobile(this.db, mobile);
    return !rings || rings.id === id;
  }

  async faceMatches(id: string): Promise<boolean> {
    return !(await this.#strikes(await this.#phone(id), 'faceMismatch'));
  }

  async #strikes(phone: PhoneRow, outcome: NonNullable<PhoneRow['outcome']>): Promise<boolean> {
    if (phone.outcome !== outcome) return false;
    await setPhone(this.db, phone.id, { outcome: null });
    return true;
  }

  async #phone(id: string): Promise<PhoneRow> {
    const phone = await phoneById(this.db, id);
    if (!phone) throw notFound();
    return phone;
  }

  async #make(owner: { idType: string; idNumber: string; name: string }): Promise<PhoneRow> {
    const person = await personByIdNumber(this.db, owner.idType, owner.idNumber);
    const own = person && (await personById(this.db, person.id));
    // The verified number, or the one given at registration (A5).
    const given = own?.verified_mobile ?? own?.registered_mobile ?? null;
    const mobile = given !== null && !(await phoneOfMobile(this.db, given)) ? given : await this.#freeMobile();
    const row = {
      id: randomUUID(),
      id_type: owner.idType,
      id_number: owner.idNumber,
      card_name: owner.name,
      mobile,
      outcome: null,
    };
    await addPhone(this.db, row);
    return row;
  }

  async #freeMobile(): Promise<string> {
    for (;;) {
      const mobile = unclaimedMobile(freshSerials.from + randomInt(freshSerials.count));
      if (!(await mobileKnown(this.db, mobile))) return mobile;
    }
  }

  async #content(phone: PhoneRow): Promise<PhoneContent> {
    const person = await personByIdNumber(this.db, phone.id_type, phone.id_number);
    const history = person ? await realNameHistory(this.db, person.id) : [];
    const current = history.find((record) => record.replaced_at === null) ?? null;
    const verified = current?.mobile ?? null;
    // The verified number rings here as well, unless it is in another phone by now.
    const rings =
      verified === null || verified === phone.mobile || (await phoneOfMobile(this.db, verified))
        ? [phone.mobile]
        : [phone.mobile, verified];
    const { birth, sex } = readIdentityCard(phone.id_number);
    return {
      phone: phone.id,
      mobiles: rings,
      outcome: phone.outcome ?? 'pass',
      now: iso(this.clock.now()),
      card: { name: phone.card_name, idNumber: phone.id_number, birth, sex, address: cardAddress(phone.id_number) },
      record: current && {
        name: current.name,
        mobile: current.mobile,
        origin: current.origin,
        recordedAt: iso(current.recorded_at),
      },
      history: history.flatMap((record) =>
        record.replaced_at === null
          ? []
          : [
              {
                name: record.name,
                mobile: record.mobile,
                recordedAt: iso(record.recorded_at),
                replacedAt: iso(record.replaced_at),
              },
            ],
      ),
      messages: this.inbox
        .messages()
        .filter((message) => rings.includes(message.mobile))
        .map(({ mobile, text, at }) => ({ mobile, text, at: iso(at) })),
    };
  }
}

function notFound(): Refusal {
  return new Refusal('NOT_FOUND', '没有这个人的模拟手机，请重新选择人员。', { link: 'input' });
}
