import { InvalidInput } from '@contract/errors.ts';
import type { Act, Acts } from '../../bureau/act/acts.ts';
import { isStopped } from '../../bureau/agreement/client-stop.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import { dayOf } from '../../bureau/ground/calendar.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { Bindings } from '../../bureau/staff/bindings.ts';
import { addAssignment, clearAssignments, clientsAssignedTo } from '../../store/repositories/assignments.ts';
import { handlerById } from '../../store/repositories/identity.ts';
import { officeMembers } from '../../store/repositories/members.ts';
import type { Leavers } from '../secrets/leavers.ts';
import type { Vault } from '../vault/vault.ts';
import { adminOf, memberNamed, refusalOf, whyNotRemoveMember } from './member-rules.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface RemoveMemberDependencies {
  acts: Acts;
  clock: Clock;
  bindings: Bindings;
  vault: Vault;
  /** What the one who leaves could see is to be changed. */
  leavers: Leavers;
  /** The office profile (A3). */
  profile: Profile;
  /** Reports that these clients have other staff members now, and ends sessions that no scope covers any more (H5). */
  reassigned(clientIds: readonly string[]): Promise<void>;
}

export interface Removal {
  handlerId: string;
  takeOver: readonly string[];
  reason: string;
}

/**
 * A member leaves the office (E7, ADR-0015), in one act: the clients go over, the binding to the agency and with
 * it every open session ends, and the vault key changes (the office hears of the binding's end by event, see {@link letGo}).
 */
export class RemoveMember {
  constructor(private readonly deps: RemoveMemberDependencies) {}

  /** @throws Refusal NOT_FOUND, RULE_BROKEN (E7, last admin, oneself); InvalidInput when one who takes over is no working member */
  async remove(
    staff: StaffActor,
    { handlerId, takeOver, reason }: Removal,
  ): Promise<{ clients: number; vault: 'rotated' | 'due' | 'none'; secrets: number }> {
    const { acts, bindings, leavers, vault } = this.deps;
    const before = await vault.generation();
    const record = { act: 'staff.remove', by: staff, origin: staff.origin };
    const clients = await acts
      .run(whenRuled({ ...record, text: '移除人员' }), async (act) => {
        const members = await officeMembers(act.db, staff.agencyId);
        const member = memberNamed(members, handlerId);
        const not = whyNotRemoveMember(members, member, adminOf(members, staff), this.deps.profile);
        if (not) throw refusalOf(not);
        const heirs = [...new Set(takeOver)].map((id) =>
          members.find((row) => row.id === id && row.state === 'active' && id !== handlerId),
        );
        const named = heirs.flatMap((heir) => (heir ? [{ id: heir.id, name: heir.name }] : []));
        if (named.length < heirs.length)
          throw new InvalidInput([{ field: 'takeOver', message: '有人已不能接手客户，请刷新后重新选择' }]);
        const secrets = await leavers.begin(act, handlerId, staff);
        const { given, all } = await this.#handOver(act, staff, { id: handlerId, name: member.name }, named);
        await act.record({
          ...record,
          text: `移除${member.name}，${given.length > 0 ? `${given.length}户客户${named.length > 0 ? `由${named.map((heir) => heir.name).join('、')}接手` : '暂无人负责'}` : '名下没有客户'}${reason === '' ? '' : `：${reason}`}`,
          rule: 'E7',
          detail: { handler: handlerId, clients: given.length, takeOver: named.map((heir) => heir.id).join(',') },
        });
        const handler = await handlerById(act.db, handlerId);
        if (handler) await bindings.remove(act, handler);
        return { given, all, secrets };
      })
      .finally(() => vault.settle());
    await this.deps.reassigned(clients.all);
    const after = await vault.generation();
    return {
      clients: clients.given.length,
      vault: after === null ? 'none' : after === before ? 'due' : 'rotated',
      secrets: clients.secrets,
    };
  }

  /** H5: every client of the person who leaves, each with its own record; nobody takes over a stopped client. @returns ids */
  async #handOver(
    act: Act,
    staff: StaffActor,
    from: { id: string; name: string },
    to: readonly { id: string; name: string }[],
  ): Promise<{ given: string[]; all: string[] }> {
    const { db } = act;
    const clients = await clientsAssignedTo(db, from.id);
    const today = dayOf(this.deps.clock.now());
    const given: string[] = [];
    for (const { stop_day: day, ...client } of clients) {
      const served = !isStopped(day === null ? null : { day }, today);
      if (served) given.push(client.id);
      const heirs = served ? to : [];
      for (const heir of heirs) await addAssignment(db, client.id, heir.id);
      await act.record({
        act: 'client.assign',
        text:
          heirs.length > 0
            ? `${from.name}离开，改由${heirs.map((heir) => heir.name).join('、')}负责`
            : `${from.name}离开，不再负责`,
        rule: 'H5',
        by: staff,
        client,
        origin: staff.origin,
        detail: { from: from.id, handlers: heirs.map((heir) => heir.id).join(',') },
      });
    }
    await clearAssignments(db, from.id);
    return { given, all: clients.map((client) => client.id) };
  }
}
