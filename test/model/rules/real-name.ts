import { personNamed, type Collection, type Mishap, type Model, type Phone } from '../state.ts';
import { checkCode, sendCode, type Typed } from './codes.ts';
import { minute } from './days.ts';
import { changed, refused, type Outcome } from './outcome.ts';
import { bindingsOf, putRealName, realNameOf, verifiedHolder } from './people.ts';
import { end, open } from './sessions.ts';

/* I1 to I3: card, details with a mobile proved by code, face; each refused in its own way, each tried again. */

const expired = refused('FLOW_EXPIRED', 'I1');
const noCard = refused('RULE_BROKEN', 'I1');

/** The window's earlier one is gone; a quarter of an hour for this one. */
export function begin(model: Model, window: string, person: string, key: number): Outcome {
  // A3: no phone app is reached from an office.
  if (model.setup.profile === 'office') return refused('METHOD_UNAVAILABLE', 'A3');
  for (const earlier of model.collections) if (earlier.window === window) earlier.open = false;
  model.collections.push({
    key,
    window,
    person,
    startedAt: model.now,
    expiresAt: model.now + 15 * minute,
    card: null,
    mobile: null,
    open: true,
  });
  return changed;
}

function inHand(model: Model, window: string, key: number): { collection: Collection; phone: Phone } | null {
  const collection = model.collections.find((one) => one.key === key && one.window === window && one.open);
  const phone = collection && model.phones.get(collection.person);
  return collection && phone && model.now >= collection.startedAt && model.now < collection.expiresAt
    ? { collection, phone }
    : null;
}

/** I2: what a trainer wanted strikes once. */
function strikes(phone: Phone, mishap: Mishap): boolean {
  if (phone.next !== mishap) return false;
  phone.next = null;
  return true;
}

/** I2, B3, I3: an enterprise that knows the person by another name keeps the card's out, unless another has the card's; a first card must bear the known name. */
function nameTaken(model: Model, personKey: string, card: string): boolean {
  const person = personNamed(model, personKey);
  if (person.stored === null) return true;
  const registered = bindingsOf(model, person).flatMap((one) => one.registered ?? []);
  if (registered.length > 0) return registered.includes(card);
  return person.stored === card || person.records.length > 0;
}

const othersMobile = (model: Model, person: string, mobile: string): boolean => {
  const holder = verifiedHolder(model, mobile);
  return holder !== null && holder.key !== person;
};

export function readCard(model: Model, window: string, key: number): Outcome {
  const at = inHand(model, window, key);
  if (!at) return expired;
  const { collection, phone } = at;
  if (strikes(phone, 'cardUnreadable')) return refused('CARD_UNREADABLE', 'I2');
  if (strikes(phone, 'nameMismatch') || !nameTaken(model, collection.person, phone.card))
    return refused('NAME_MISMATCH', 'I2');
  Object.assign(collection, { card: phone.card, mobile: null });
  return changed;
}

/** I2: another's by record, by what the trainer wanted, or because it rings in another's phone. */
function taken(
  model: Model,
  { collection, phone }: { collection: Collection; phone: Phone },
  mobile: string,
): Outcome | null {
  const owned =
    !strikes(phone, 'mobileTaken') && ![...model.phones.values()].some((one) => one !== phone && one.mobile === mobile);
  return owned && !othersMobile(model, collection.person, mobile) ? null : refused('MOBILE_TAKEN', 'I2');
}

export function askCode(model: Model, window: string, key: number, mobile: string): Outcome {
  const at = inHand(model, window, key);
  if (!at) return expired;
  if (at.collection.card === null) return noCard;
  return taken(model, at, mobile) ?? sendCode(model, at.collection, mobile) ?? changed;
}

export function giveDetails(model: Model, window: string, key: number, mobile: string, typed: Typed): Outcome {
  const at = inHand(model, window, key);
  if (!at) return expired;
  if (at.collection.card === null) return noCard;
  const refusal = checkCode(model, at.collection, mobile, typed) ?? taken(model, at, mobile);
  if (!refusal) at.collection.mobile = mobile;
  return refusal ?? changed;
}

/** I1, I3: makes the record; whoever has a new name or mobile by it logs in anew. */
export function showFace(model: Model, window: string, key: number): Outcome {
  const at = inHand(model, window, key);
  if (!at) return expired;
  const { collection, phone } = at;
  const { card, mobile } = collection;
  if (card === null || mobile === null) return noCard;
  if (strikes(phone, 'faceMismatch')) return refused('FACE_MISMATCH', 'I2');
  // What the earlier steps found must still hold.
  if (!nameTaken(model, collection.person, card)) return refused('NAME_MISMATCH', 'I2');
  if (othersMobile(model, collection.person, mobile)) return refused('MOBILE_TAKEN', 'I2');
  collection.open = false;
  const person = personNamed(model, collection.person);
  const before = realNameOf(person);
  putRealName(model, person, { name: card, mobile, origin: 'collected' });
  if (before && (before.name !== card || before.mobile !== mobile)) {
    const own = new Set(bindingsOf(model, person).map((one) => one.key));
    for (const session of open(model).filter(
      (one) => one.kind !== 'client' && ((one.handler !== null && own.has(one.handler)) || one.person === person.key),
    ))
      end(model, session, 'realNameChanged');
  }
  return changed;
}

/** @returns whether there was something to give up: what has run out is over already */
export function giveUp(model: Model, window: string, key: number): boolean {
  const had = inHand(model, window, key) !== null;
  for (const one of model.collections) if (one.key === key && one.window === window) one.open = false;
  return had;
}
