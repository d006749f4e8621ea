import { Refusal } from '@contract/errors.ts';
import { checkIdNumber, idTypeSchema } from '@contract/validators/id-document.ts';
import { personByIdNumber } from '../../store/repositories/handlers.ts';
import { bindingsOf, realNameOf, realNameOfMobile } from '../../store/repositories/real-names.ts';
import type { Database, DatabaseTransaction } from '../../store/schema/index.ts';
import type { CardRead } from '../ground/ports.ts';

/*
 * What a collection is refused for (I2). The trainer of a training world can make the phone's surroundings answer like this; the same refusals
 * arise by themselves from what the bureau knows.
 */

export const cardUnreadable = (): Refusal =>
  new Refusal('CARD_UNREADABLE', '身份证未能识别。请把身份证正面放满取景框，避开反光和遮挡后重新拍摄。', {
    link: 'identity',
    rule: 'I2',
    whoCanMend: '本人',
  });

export const faceMismatch = (): Refusal =>
  new Refusal('FACE_MISMATCH', '人脸与身份证照片不一致。请由证件本人正对屏幕、摘下口罩，在光线充足处重新检测。', {
    link: 'identity',
    rule: 'I2',
    whoCanMend: '本人',
  });

/** A document whose number is wrong was misread. */
export function readableCard(card: CardRead, now: number): boolean {
  const type = idTypeSchema.safeParse(card.idType);
  return type.success && card.name.trim() !== '' && checkIdNumber(type.data, card.idNumber, new Date(now)).ok;
}

/**
 * Why the name on a card is not taken, or null. Two ask for it: the population register, and the enterprises that registered the person under
 * another name (B3) when not one of them has the card's. A person of nobody, or of those who go by the person's own name, may have a new
 * name (I3) once there is a record; before the first, the bureau has the name from whoever registered the person, and a card must bear it.
 */
export async function nameMismatch(
  db: Database | DatabaseTransaction,
  card: CardRead,
  inRegister: string | null,
): Promise<Refusal | null> {
  if (inRegister !== card.name) {
    return mismatch(
      `身份证上的姓名“${card.name}”与公安人口信息不一致。请核对是否拿错或仍在使用旧证，换用有效身份证后重新采集；信息有误的，请先到公安机关更正。`,
      '公安机关',
    );
  }
  const person = await personByIdNumber(db, card.idType, card.idNumber);
  if (!person) return null;
  const bindings = await bindingsOf(db, person.id);
  const registered = bindings.flatMap((binding) =>
    binding.registered_name === null ? [] : [{ name: binding.registered_name, by: binding.enterprise_name }],
  );
  if (registered.some(({ name }) => name === card.name)) return null;
  const [other] = registered;
  if (other) {
    return mismatch(
      `身份证上的姓名“${card.name}”与${other.by}登记的“${other.name}”不一致。请该企业先更正登记的姓名并重新同步办税人，再采集实名信息。`,
      `${other.by}的法定代表人或主管税务机关`,
    );
  }
  if (person.name === card.name || (await realNameOf(db, person.id))) return null;
  return mismatch(
    `身份证上的姓名“${card.name}”与办税人员登记的“${person.name}”不一致。请先由登记的企业更正姓名，再采集实名信息。`,
    bindings[0] ? `${bindings[0].enterprise_name}的法定代表人或财务负责人` : '主管税务机关',
  );
}

/** Why a mobile is not taken for the person of a card, or null. */
export async function mobileTaken(
  db: Database | DatabaseTransaction,
  card: CardRead,
  mobile: string,
  owned: boolean,
): Promise<Refusal | null> {
  const known = await realNameOfMobile(db, mobile);
  const others = known !== undefined && (known.id_type !== card.idType || known.id_number !== card.idNumber);
  if (!others && owned) return null;
  return new Refusal(
    'MOBILE_TAKEN',
    '该手机号码已由他人实名登记。请改用本人的其他手机号码；确为本人号码的，请原登记人先变更手机号码，或持身份证到办税服务厅处理。',
    {
      link: 'identity',
      rule: 'I2',
      whoCanMend: '本人或原登记人',
    },
  );
}

function mismatch(message: string, whoCanMend: string): Refusal {
  return new Refusal('NAME_MISMATCH', message, { link: 'identity', rule: 'I2', whoCanMend });
}
