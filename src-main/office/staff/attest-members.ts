import { randomUUID } from 'node:crypto';
import { InvalidInput, Refusal } from '@contract/errors.ts';
import type { AddedCapacity } from '@contract/people.ts';
import { checkIdNumber, maskIdNumber, type IdType } from '@contract/validators/id-document.ts';
import type { Acts } from '../../bureau/act/acts.ts';
import { whenRuled } from '../../bureau/act/refused-act.ts';
import type { StaffActor } from '../../bureau/ground/actors.ts';
import type { Clock } from '../../bureau/ground/ports.ts';
import type { PasswordResets } from '../../bureau/sign-in/password-resets.ts';
import type { Bindings } from '../../bureau/staff/bindings.ts';
import { createTicket, hashTicket } from '../../keys/one-time-ticket.ts';
import { addPerson, personByIdNumber, setRegisteredName } from '../../store/repositories/handlers.ts';
import { addMember, officeMembers } from '../../store/repositories/members.ts';
import { putRealName, realNameOf, realNameOfMobile, setPersonName } from '../../store/repositories/real-names.ts';
import type { DatabaseTransaction } from '../../store/schema/index.ts';
import { memberNamed } from './member-rules.ts';
import { roleNames, type OfficePosition } from './member-positions.ts';
import { requireTeam } from './teams.ts';
import type { Profile } from '../../bureau/ground/profile.ts';

export interface AttestMembersDependencies {
  acts: Acts;
  clock: Clock;
  bindings: Bindings;
  resets: PasswordResets;
  /** A3: the office profile; in a training world people are added by the bureau's staff maintenance and collect their real name. */
  profile: Profile;
}

export interface NewMember extends OfficePosition {
  name: string;
  capacity: AddedCapacity;
  idType: IdType;
  idNumber: string;
  mobile: string;
}

/** Members whose identity card an admin has seen (A3 in the office profile). */
export class AttestMembers {
  constructor(private readonly deps: AttestMembersDependencies) {}

  /**
   * Binds a person to the agency, attested, with a position in the office and a one-time code for the first login (B5).
   * @returns the code, to be shown this once
   * @throws Refusal RULE_BROKEN in a training world, CONFLICT for somebody who is here already; InvalidInput by name of the field
   */
  async add(staff: StaffActor, member: NewMember): Promise<{ handlerId: string; ticket: string; expiresAt: number }> {
    const { acts, bindings, resets, clock } = this.deps;
    const ticket = createTicket();
    const record = { act: 'staff.add', by: staff, origin: staff.origin };
    return acts.run(whenRuled({ ...record, text: `登记人员${member.name}` }), async (act) => {
      this.#requireAttesting();
      const idNumber = checkedIdNumber(member, clock.now());
      const team = member.teamId === null ? null : await requireTeam(act.db, member.teamId);
      const personId = await this.#personOf(act.db, { ...member, idNumber });
      const before = await realNameOf(act.db, personId);
      const isNew = await this.#attest(act.db, personId, member);
      const handler = await bindings.add(act, {
        enterpriseId: staff.agencyId,
        capacity: member.capacity,
        name: member.name,
        idType: member.idType,
        idNumber,
        role: null,
      });
      await addMember(act.db, handler.id, { office_role: member.officeRole, team_id: member.teamId });
      const { expiresAt } = await resets.issue(act, handler, {
        by: staff.handlerId,
        ticketHash: hashTicket(handler.id, ticket),
        origin: staff.origin,
      });
      await act.record({
        ...record,
        text: `核验${member.name}的身份证件（${maskIdNumber(idNumber)}）并登记为${roleNames[member.officeRole]}${team ? `，小组「${team.name}」` : ''}，签发一次性登录码`,
        rule: 'A3',
        detail: { handler: handler.id, role: member.officeRole, team: member.teamId, capacity: member.capacity },
      });
      // E4: the person no longer waits for a real name in other enterprises either.
      if (isNew) await act.emit({ kind: 'realNameRecorded', personId, changed: before !== undefined });
      return { handlerId: handler.id, ticket, expiresAt };
    });
  }

  /** An admin saw the card of a member again: another name or mobile, or nothing was on record (I3). @throws as {@link add} */
  async attest(
    staff: StaffActor,
    { handlerId, name, mobile }: { handlerId: string; name: string; mobile: string },
  ): Promise<void> {
    const { acts } = this.deps;
    const record = { act: 'staff.attest', text: `核验${name}的身份证件`, by: staff, origin: staff.origin };
    await acts.run(whenRuled(record), async (act) => {
      this.#requireAttesting();
      const member = memberNamed(await officeMembers(act.db, staff.agencyId), handlerId);
      await setRegisteredName(act.db, handlerId, name);
      if (!(await this.#attest(act.db, member.person_id, { name, mobile })) && member.name === name) return;
      await act.record({
        ...record,
        text: member.name === name ? record.text : `核验${member.name}的身份证件，姓名更正为${name}`,
        rule: 'A3',
        detail: { handler: handlerId, before: member.verified_name },
      });
      // In the same step: a member who was pending without it is no longer pending (E4).
      await act.emit({ kind: 'realNameRecorded', personId: member.person_id, changed: member.verified_name !== null });
    });
  }

  async #personOf(db: DatabaseTransaction, { idType, idNumber, name }: NewMember): Promise<string> {
    const known = await personByIdNumber(db, idType, idNumber);
    if (!known) {
      const id = randomUUID();
      await addPerson(db, { id, id_type: idType, id_number: idNumber, name, created_at: this.deps.clock.now() });
      return id;
    }
    const record = await realNameOf(db, known.id);
    if (record && record.name !== name) {
      throw new InvalidInput([
        {
          field: 'name',
          message: `该证件此前登记的姓名是「${record.name}」，请核对证件；姓名确已变更的，先按原姓名登记，再在人员列表中核验新证件`,
        },
      ]);
    }
    return known.id;
  }

  /** Makes the attested record, unless it says the same already. @returns whether it was made */
  async #attest(
    db: DatabaseTransaction,
    personId: string,
    { name, mobile }: { name: string; mobile: string },
  ): Promise<boolean> {
    const holder = await realNameOfMobile(db, mobile);
    if (holder && holder.person_id !== personId)
      throw new InvalidInput([{ field: 'mobile', message: '该手机号码已登记在另一个人名下，请核对' }]);
    const record = await realNameOf(db, personId);
    if (record?.name === name && record.mobile === mobile) return false;
    await putRealName(db, {
      id: randomUUID(),
      person_id: personId,
      name,
      mobile,
      origin: 'attested',
      recorded_at: this.deps.clock.now(),
      replaced_at: null,
    });
    await setPersonName(db, personId, name);
    return true;
  }

  #requireAttesting(): void {
    if (this.deps.profile.attestsCards) return;
    throw new Refusal(
      'RULE_BROKEN',
      '演示环境中的人员由法定代表人或财务负责人在税务局的「企业人员维护」中添加，并用模拟手机完成实名采集。',
      {
        link: 'staff',
        rule: 'A3',
        whoCanMend: '法定代表人或财务负责人',
      },
    );
  }
}

function checkedIdNumber({ idType, idNumber }: NewMember, now: number): string {
  const checked = checkIdNumber(idType, idNumber, new Date(now));
  if (!checked.ok) throw new InvalidInput([{ field: 'idNumber', message: checked.problem }]);
  return checked.value;
}
