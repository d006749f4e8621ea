import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { CollectionState, RealNameResult } from '@contract/real-name.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { CodeSent } from '@contract/sign-in.ts';
import { maskIdNumber } from '@contract/validators/id-document.ts';
import { maskMobile } from '@contract/validators/mobile.ts';
import {
  addCollection,
  collectionOf,
  endCollection,
  setCollection,
  type CollectionRow,
} from '../../store/repositories/real-names.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, refusedAs, type RefusedAct } from '../act/refused-act.ts';
import type { Codes } from '../codes/codes.ts';
import type { CardRead, Clock, RealNameApp } from '../ground/ports.ts';
import type { Caller } from '../ground/caller.ts';
import { cardUnreadable, faceMismatch, mobileTaken, nameMismatch, readableCard } from './checks.ts';
import type { RuleLimits } from '../rule-sets/limits.ts';
import type { RealNameDetails, RealNames } from './record.ts';

export interface RealNameCollectionDependencies {
  db: Database;
  clock: Clock;
  acts: Acts;
  codes: Codes;
  records: RealNames;
  limits: Pick<RuleLimits, 'collection'>;
  /** Null in the office profile (A3). */
  app: RealNameApp | null;
}

/** Real-name collection (I1 to I3): card, supplementary details with a mobile proved by code, face. Each step is refused in its own way (I2) and can be tried again. */
export class RealNameCollection {
  constructor(private readonly deps: RealNameCollectionDependencies) {}

  /** Begins a collection on a phone, in place of the one that this window had. @throws Refusal METHOD_UNAVAILABLE in the office profile */
  async begin(phone: string, caller: Caller): Promise<CollectionState> {
    this.#app();
    const now = this.deps.clock.now();
    const row = {
      id: randomUUID(),
      window: caller.window,
      phone,
      started_at: now,
      expires_at: now + this.deps.limits.collection,
      name: null,
      id_type: null,
      id_number: null,
      mobile: null,
      address: null,
      email: null,
    };
    await this.deps.acts.run(null, async (act) => {
      await addCollection(act.db, row);
      await act.record({
        act: 'realName.begin',
        text: '开始采集实名信息',
        rule: 'I1',
        origin: caller.origin,
        detail: { collection: row.id },
      });
    });
    return shown(row);
  }

  /** Adds the identity card before the camera. @throws Refusal CARD_UNREADABLE, NAME_MISMATCH, FLOW_EXPIRED */
  async readCard(id: string, caller: Caller): Promise<CollectionState> {
    const app = this.#app();
    const row = await this.#open(id, caller);
    const card = await app.readCard(row.phone);
    if (!card || !readableCard(card, this.deps.clock.now()))
      throw refused('realName.card', null, cardUnreadable(), row, caller);
    const mismatch = await nameMismatch(this.deps.db, card, await app.nameInRegister(row.phone, card));
    if (mismatch) throw refused('realName.card', card, mismatch, row, caller);
    // What was told of another card is void.
    const read = {
      name: card.name,
      id_type: card.idType,
      id_number: card.idNumber,
      mobile: null,
      address: null,
      email: null,
    };
    await this.#step('realName.card', `${card.name}添加居民身份证`, row, caller, (db) => setCollection(db, id, read));
    return shown({ ...row, ...read });
  }

  /** J1: sends a code to the mobile that is to be verified. @throws Refusal MOBILE_TAKEN before anything is sent, CODE_TOO_SOON */
  async sendCode(input: { collection: string; mobile: string }, caller: Caller): Promise<CodeSent> {
    const { row, card } = await this.#withCard(input.collection, caller);
    await this.#refuseTaken('realName.code', row, card, input.mobile, caller);
    const sent = await this.deps.codes.send('realName', row.id, input.mobile);
    await this.#step(
      'realName.code',
      `向${card.name}填写的手机${maskMobile(input.mobile)}发送短信验证码`,
      row,
      caller,
      async () => {},
      'J1',
    );
    return {
      mobileMasked: maskMobile(input.mobile),
      resendAt: new Date(sent.resendAt).toISOString(),
      expiresAt: new Date(sent.expiresAt).toISOString(),
    };
  }

  /** Supplementary details; the code proves the mobile. @throws Refusal CODE_WRONG, CODE_EXPIRED, MOBILE_TAKEN, FLOW_EXPIRED */
  async details(
    input: { collection: string; code: string } & RealNameDetails,
    caller: Caller,
  ): Promise<CollectionState> {
    const { row, card } = await this.#withCard(input.collection, caller);
    await attempting(
      (refusal) => refusedStep('realName.details', card, refusal, row, caller),
      () => this.deps.codes.check('realName', row.id, input.mobile, input.code),
    );
    await this.#refuseTaken('realName.details', row, card, input.mobile, caller);
    const { mobile, address, email } = input;
    await this.#step('realName.details', `${card.name}补充信息，手机${maskMobile(mobile)}已验证`, row, caller, (db) =>
      setCollection(db, row.id, { mobile, address, email }),
    );
    return shown({ ...row, mobile, address, email });
  }

  /** Checks the face, and makes the record. @throws Refusal FACE_MISMATCH, and what has changed meanwhile: NAME_MISMATCH, MOBILE_TAKEN, FLOW_EXPIRED */
  async face(id: string, caller: Caller): Promise<RealNameResult> {
    const { row, card } = await this.#withCard(id, caller);
    const { mobile, address, email } = row;
    if (mobile === null || address === null)
      throw new Refusal('RULE_BROKEN', '请先补充信息并验证手机号码，再进行人脸检测。', { link: 'state', rule: 'I1' });
    if (!(await this.#app().faceMatches(row.phone, card)))
      throw refused('realName.face', card, faceMismatch(), row, caller);
    const { acts, records, clock } = this.deps;
    const made = await acts.run(null, async (act) => {
      // Two checks sent side by side: the first one takes the collection. And what the earlier steps found must still hold.
      if (!(await collectionOf(act.db, id, caller.window))) throw expired();
      const changed = (await nameMismatch(act.db, card, card.name)) ?? (await mobileTaken(act.db, card, mobile, true));
      if (changed) throw refused('realName.face', card, changed, row, caller);
      await endCollection(act.db, id);
      return records.put(act, card, { mobile, address, email }, caller.origin);
    });
    return {
      name: card.name,
      mobileMasked: maskMobile(mobile),
      at: new Date(clock.now()).toISOString(),
      first: made.first,
      changed: made.changed,
    };
  }

  /** Gives a collection up; what was shown to it is forgotten. One that has run out is over already: nothing is recorded of it (J4). */
  async cancel(id: string, caller: Caller): Promise<void> {
    const row = await collectionOf(this.deps.db, id, caller.window);
    if (row && !this.#stands(row)) await endCollection(this.deps.db, id);
    else if (row)
      await this.#step('realName.cancel', `${row.name ?? ''}放弃实名采集`, row, caller, (db) => endCollection(db, id));
  }

  #app(): RealNameApp {
    if (this.deps.app) return this.deps.app;
    throw new Refusal('METHOD_UNAVAILABLE', '本机连接不到办税App，请由机构管理员核验居民身份证后登记。', {
      link: 'identity',
      rule: 'A3',
      whoCanMend: '机构管理员',
    });
  }

  async #open(id: string, caller: Caller): Promise<CollectionRow> {
    const row = await collectionOf(this.deps.db, id, caller.window);
    if (!row || !this.#stands(row)) throw expired();
    return row;
  }

  #stands(row: CollectionRow): boolean {
    const now = this.deps.clock.now();
    // Before its own start means that the clock was set back.
    return now < row.expires_at && now >= row.started_at;
  }

  async #withCard(id: string, caller: Caller): Promise<{ row: CollectionRow; card: CardRead }> {
    const row = await this.#open(id, caller);
    if (row.name === null || row.id_type === null || row.id_number === null)
      throw new Refusal('RULE_BROKEN', '请先拍摄身份证。', { link: 'state', rule: 'I1' });
    return { row, card: { name: row.name, idType: row.id_type, idNumber: row.id_number } };
  }

  async #refuseTaken(act: string, row: CollectionRow, card: CardRead, mobile: string, caller: Caller): Promise<void> {
    const taken = await mobileTaken(this.deps.db, card, mobile, await this.#app().ownsMobile(row.phone, card, mobile));
    if (taken) throw refused(act, card, taken, row, caller);
  }

  async #step(
    act: string,
    text: string,
    row: CollectionRow,
    caller: Caller,
    change: (db: DatabaseTransaction) => Promise<void>,
    rule: RuleId = 'I1',
  ): Promise<void> {
    await this.deps.acts.run(null, async (step) => {
      await change(step.db);
      await step.record({ act, text, rule, origin: caller.origin, detail: { collection: row.id } });
    });
  }
}

const refusedStep = (
  act: string,
  card: CardRead | null,
  refusal: Refusal,
  row: CollectionRow,
  caller: Caller,
): RefusedAct => ({
  act,
  text: `${card?.name ?? ''}实名采集被拒绝：${refusal.message}`,
  origin: caller.origin,
  detail: { collection: row.id, code: refusal.code },
});

/** Says of which step a refusal is, and gives it back to be thrown. */
const refused = (act: string, card: CardRead | null, refusal: Refusal, row: CollectionRow, caller: Caller): Refusal =>
  refusedAs(refusal, refusedStep(act, card, refusal, row, caller));

function shown(row: CollectionRow): CollectionState {
  const { name, id_number: idNumber } = row;
  return {
    collection: row.id,
    expiresAt: new Date(row.expires_at).toISOString(),
    card: name === null || idNumber === null ? null : { name, idNumberMasked: maskIdNumber(idNumber) },
    details:
      row.mobile === null || row.address === null
        ? null
        : { mobileMasked: maskMobile(row.mobile), address: row.address },
  };
}

function expired(): Refusal {
  return new Refusal('FLOW_EXPIRED', '本次采集已超时或已在别处结束，请重新开始采集。', { link: 'session', rule: 'I1' });
}
