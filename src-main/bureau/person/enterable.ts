import type { RefusalData } from '@contract/errors.ts';
import type { RuleId } from '@contract/rule-id.ts';
import type { EnterableHandler } from '../../store/repositories/person-enterprises.ts';
import { whyCannotLogIn } from '../sign-in/handler-choice.ts';
import type { Profile } from '../ground/profile.ts';

/** Why a person cannot enter an enterprise in which they are a handler (F2): the first link that fails, with the way out. */
export interface CannotEnter {
  message: string;
  why: RefusalData;
}

/**
 * F2: only where B7 is done, never while pending; and only where enterprise login would let the person in as they are (A3, B3, B8, D3).
 */
export function whyCannotEnter(handler: EnterableHandler, profile: Profile): CannotEnter | null {
  const cannot = (
    message: string,
    link: RefusalData['link'],
    rule: RuleId,
    whoCanMend: string | null,
  ): CannotEnter => ({ message, why: { link, rule, whoCanMend } });
  // The person has a real name, and the enterprise wrote another: the officers mend that, not another collection.
  if (handler.verified_name !== null && handler.verified_name !== handler.name) {
    return cannot(
      `该企业登记的姓名是“${handler.name}”，与您的实名姓名不一致，请联系该企业更正后再进入。`,
      'identity',
      handler.state === 'pending' ? 'E4' : 'B3',
      '该企业的法定代表人或财务负责人',
    );
  }
  const identity = whyCannotLogIn(handler, profile);
  if (identity !== null) {
    return cannot(
      `${identity.replace(/后再登录$/u, '后可进入')}。`,
      'identity',
      handler.state === 'pending' ? 'E4' : 'A3',
      profile.whoAttests,
    );
  }
  if (handler.reset_pending)
    return cannot('您在该企业的个人密码已被重置，请先用企业登录设置新的个人密码。', 'password', 'D3', '本人');
  if (handler.social_insurance_only)
    return cannot('该企业为纯社保户，请用企业普通登录，登录后直接进入社保费征收。', 'state', 'B8', null);
  if (handler.handlers_synced_at === null)
    return cannot(
      '该企业尚未完成首次普通登录和同步办税人，完成后才能进入。',
      'state',
      'B7',
      '该企业的法定代表人或财务负责人',
    );
  return null;
}
