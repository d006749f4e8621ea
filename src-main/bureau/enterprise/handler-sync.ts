import { randomUUID } from 'node:crypto';
import { Refusal } from '@contract/errors.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import type { Acts } from '../act/acts.ts';
import { attempting, type RefusedAct } from '../act/refused-act.ts';
import { handlersOf, type HandlerRow } from '../../store/repositories/identity.ts';
import {
  addHandler,
  addPerson,
  markSynced,
  personByIdNumber,
  removeHandler,
  setRegisteredName,
} from '../../store/repositories/handlers.ts';
import { capacityText } from '../ground/capacity-text.ts';
import type { Clock, RegistryOfficer, TaxRegistry } from '../ground/ports.ts';
import type { Sessions } from '../sessions/sessions.ts';
import { staffChanged } from '../sessions/staff-changed.ts';
import type { TrailClient } from '../trail/trail.ts';
import { askRegistry } from './ask-registry.ts';

export interface HandlerSyncDependencies {
  clock: Clock;
  acts: Acts;
  sessions: Sessions;
  registry: TaxRegistry;
  /** How long the registry is waited for, in milliseconds. */
  patience: number;
}

/** 同步办税人 (B2, B3): legal representative and finance officer as the tax registry names them. */
export class HandlerSync {
  constructor(private readonly deps: HandlerSyncDependencies) {}

  /**
   * Takes the registry's officers over: a new one is added, the one before in that capacity loses the binding and every session at once.
   * @param givenUp aborted when the person does not want to wait any longer
   * @returns every officer with one Chinese sentence of who it is and was
   * @throws Refusal REGISTRY_UNAVAILABLE when it is slow, down, or knows nobody (B9), or was given up; nothing has changed then
   */
  async sync(
    enterprise: { id: string; name: string; taxpayerId: string },
    origin: string,
    givenUp?: AbortSignal,
  ): Promise<{ officer: RegistryOfficer; line: string }[]> {
    const { clock, acts, sessions } = this.deps;
    const client: TrailClient = { id: enterprise.id, name: enterprise.name };
    const refused = (refusal: Refusal): RefusedAct => ({
      act: 'enterprise.sync',
      text: `同步办税人失败：${refusal.message}`,
      client,
      origin,
    });
    const officers = await attempting(refused, () => this.#ask(enterprise.taxpayerId, givenUp));
    return acts.run(null, async (act) => {
      const lines: { officer: RegistryOfficer; line: string }[] = [];
      const removed: string[] = [];
      for (const officer of officers) {
        const before = (await handlersOf(act.db, enterprise.id)).filter(
          (handler) => handler.capacity === officer.capacity,
        );
        lines.push({ officer, line: await this.#take(act.db, enterprise.id, officer, before, removed) });
      }
      await markSynced(act.db, enterprise.id, clock.now());
      await act.record({
        act: 'enterprise.sync',
        text: `同步办税人：${lines.map(({ line }) => line).join('；')}`,
        rule: 'B2',
        client,
        origin,
      });
      for (const handlerId of removed) {
        await act.record({
          act: 'enterprise.officer.replaced',
          text: '金税三期已登记新的人员，原人员的权限终止',
          rule: 'B3',
          client,
          origin,
          detail: { handler: handlerId },
        });
        // With the rights, not after them: nobody stays signed in whose rights have ended.
        await sessions.ends.endAllWithin(act, { handlerId }, 'rightsRemoved');
        await act.emit({ kind: 'handlerRemoved', enterpriseId: enterprise.id, handlerId });
      }
      await act.emit(await staffChanged(act.db, enterprise.id, clock.now()));
      return lines;
    });
  }

  async #ask(taxpayerId: string, givenUp: AbortSignal | undefined): Promise<RegistryOfficer[]> {
    const answer = await askRegistry(this.deps.registry, taxpayerId, this.deps.patience, givenUp);
    if (givenUp?.aborted) throw unavailable('B2', '已取消同步，没有改动任何信息。', null);
    if (answer.kind === 'slow')
      throw unavailable('B2', '金税三期响应缓慢，本次没有同步到办税人。请稍候再点“同步办税人”。', null);
    if (answer.kind === 'down')
      throw unavailable(
        'B2',
        '暂时无法连接金税三期，没有同步到办税人。请稍后再试，或到办税服务厅办理。',
        '主管税务机关',
      );
    if (answer.kind === 'unknown' || answer.officers.length === 0) {
      throw unavailable(
        'B9',
        '金税三期中没有本企业的法定代表人和财务负责人信息。请先到主管税务机关补录，人员完成实名采集后再同步。',
        '主管税务机关',
      );
    }
    return answer.officers;
  }

  async #take(
    db: DatabaseTransaction,
    enterpriseId: string,
    officer: RegistryOfficer,
    before: HandlerRow[],
    removed: string[],
  ): Promise<string> {
    const now = this.deps.clock.now();
    const title = capacityText[officer.capacity];
    const person = await personByIdNumber(db, officer.idType, officer.idNumber);
    const personId = person?.id ?? randomUUID();
    if (!person)
      await addPerson(db, {
        id: personId,
        id_type: officer.idType,
        id_number: officer.idNumber,
        name: officer.name,
        created_at: now,
      });
    const same = before.find((handler) => handler.person_id === personId);
    const others = before.filter((handler) => handler.person_id !== personId);
    for (const handler of others) {
      await removeHandler(db, handler.id, now);
      removed.push(handler.id);
    }
    if (same) await setRegisteredName(db, same.id, officer.name);
    else {
      await addHandler(db, {
        id: randomUUID(),
        enterprise_id: enterpriseId,
        person_id: personId,
        capacity: officer.capacity,
        state: 'active',
        password_hash: null,
        registered_name: officer.name,
        role_id: null,
        created_at: now,
        removed_at: null,
      });
    }
    const gone = others.map((handler) => handler.name).join('、');
    return gone === '' ? `${title}${officer.name}` : `${title}由${gone}变更为${officer.name}，${gone}的权限已终止`;
  }
}

function unavailable(rule: 'B2' | 'B9', message: string, whoCanMend: string | null): Refusal {
  return new Refusal('REGISTRY_UNAVAILABLE', message, { link: 'registry', rule, whoCanMend });
}
