import type { NotAllowed } from '@contract/enterprise-staff.ts';
import type { HandlerRow } from '../../store/repositories/identity.ts';
import type { EnterpriseActor } from '../ground/actors.ts';
import { holdsEverything } from './rights.ts';

/** The person of an enterprise session. */
export type Officer = NonNullable<EnterpriseActor['person']>;
/** The acting officer. @throws Error in a session that names nobody: the procedure does not admit one */
export function officerOf(actor: EnterpriseActor): Officer {
  if (!actor.person) throw new Error('staff maintenance was admitted without a person');
  return actor.person;
}

type Target = Pick<HandlerRow, 'id' | 'person_id' | 'capacity' | 'state'>;

/** E5, E6: why role and functions of this person are not for staff maintenance to change, or null. */
export function whyNotChange(target: Target): NotAllowed | null {
  return holdsEverything(target.capacity)
    ? {
        message: '法定代表人和财务负责人以金税三期登记为准，拥有全部权限，不使用权限身份。',
        rule: 'B3',
        whoCanMend: '主管税务机关（变更登记后同步办税人）',
      }
    : null;
}

/** E7: an enterprise always has a legal representative. */
export const lastRepresentative: NotAllowed = {
  message: '这是本企业唯一的法定代表人，不能移除。法定代表人变更后，请先在金税三期登记，再同步办税人。',
  rule: 'E7',
  whoCanMend: '主管税务机关',
};

/** E7: why this person cannot be removed by that officer, or null. @param representatives how many legal representatives the enterprise has */
export function whyNotRemove(target: Target, officer: Officer, representatives: number): NotAllowed | null {
  if (target.capacity === 'legalRepresentative' && representatives <= 1) return lastRepresentative;
  if (target.person_id === officer.personId)
    return { message: '不能移除自己，请由另一位负责人办理。', rule: 'E7', whoCanMend: '另一位法定代表人或财务负责人' };
  if (holdsEverything(target.capacity) && officer.capacity !== 'legalRepresentative') {
    return {
      message: '法定代表人和财务负责人只能由法定代表人移除；人员变更请在金税三期登记后同步办税人。',
      rule: 'E7',
      whoCanMend: '法定代表人',
    };
  }
  return null;
}

/** D2, D4: why this officer cannot reset that person's personal password, or null. @param resettable a password is set, or a reset stands already */
export function whyNotReset(target: Target, officer: Officer, resettable: boolean): NotAllowed | null {
  if (!holdsEverything(officer.capacity))
    return { message: '只有法定代表人和财务负责人可以重置密码。', rule: 'D2', whoCanMend: '法定代表人或财务负责人' };
  const between = betweenOfficers(target, officer);
  if (between) return between;
  if (!resettable)
    return {
      message: '该人员尚未设置个人密码，没有可重置的密码。请用短信验证码登录后设置。',
      rule: 'D2',
      whoCanMend: '本人',
    };
  return null;
}

/**
 * D4: why an office admin cannot hand this person a one-time code, or null. Where no SMS can be sent the admin, whatever their capacity, stands in
 * the place of D2's officers, and a first code needs no password before it.
 */
export function whyNotHandCode(target: Target, admin: Officer): NotAllowed | null {
  return holdsEverything(admin.capacity) ? betweenOfficers(target, admin) : null;
}

function betweenOfficers(target: Target, officer: Officer): NotAllowed | null {
  return holdsEverything(target.capacity) && target.person_id !== officer.personId
    ? {
        message: '法定代表人和财务负责人只能重置自己和办税人的密码，不能相互重置。请由本人找回。',
        rule: 'D4',
        whoCanMend: '本人',
      }
    : null;
}
