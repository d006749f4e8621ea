import { z } from 'zod';
import { codeSchema } from './code.ts';
import { idSchema, instantSchema, procedure } from './procedure.ts';
import { codeSentSchema } from './sign-in.ts';
import { mobileSchema } from './validators/mobile.ts';

const collection = { collection: idSchema };

/** A collection in progress: the steps done so far. */
export const collectionStateSchema = z.object({
  ...collection,
  /** A step after this instant is refused with FLOW_EXPIRED. */
  expiresAt: instantSchema,
  card: z.object({ name: z.string(), idNumberMasked: z.string() }).nullable(),
  details: z.object({ mobileMasked: z.string(), address: z.string() }).nullable(),
});
export type CollectionState = z.infer<typeof collectionStateSchema>;

export const realNameResultSchema = z.object({
  name: z.string(),
  mobileMasked: z.string(),
  at: instantSchema,
  /** The person's first record. */
  first: z.boolean(),
  /** I3: name or mobile changed; the person's open sessions have ended. */
  changed: z.boolean(),
});
export type RealNameResult = z.infer<typeof realNameResultSchema>;

/**
 * Real-name collection (I1 to I3), step by step, as the phone app calls it; it needs no session. In the office profile
 * it is refused, and an admin attests identity cards (A3).
 */
export const realName = {
  begin: procedure.open
    .route({ path: '/real-name/begin', summary: '开始采集实名信息' })
    .input(z.object({ phone: idSchema }))
    .output(collectionStateSchema),
  /** I2: refused with CARD_UNREADABLE or NAME_MISMATCH. */
  readCard: procedure.open
    .route({ path: '/real-name/card', summary: '实名采集第一步：添加身份证' })
    .input(z.object(collection))
    .output(collectionStateSchema),
  /** J1; I2: refused with MOBILE_TAKEN before anything is sent. */
  sendCode: procedure.open
    .route({ path: '/real-name/code', summary: '实名采集：获取短信验证码' })
    .input(z.object({ ...collection, mobile: mobileSchema }))
    .output(codeSentSchema),
  details: procedure.open
    .route({ path: '/real-name/details', summary: '实名采集第二步：补充信息' })
    .input(
      z.object({
        ...collection,
        mobile: mobileSchema,
        code: codeSchema,
        address: z.string().trim().min(5, '请填写详细到门牌的联系地址').max(100, '联系地址不超过 100 个字'),
        email: z
          .union([z.literal('').transform(() => null), z.email('电子邮箱格式不正确').max(100, '电子邮箱过长')])
          .nullable()
          .default(null),
      }),
    )
    .output(collectionStateSchema),
  /** I2: refused with FACE_MISMATCH; a pass creates the record. */
  face: procedure.open
    .route({ path: '/real-name/face', summary: '实名采集第三步：人脸检测' })
    .input(z.object(collection))
    .output(realNameResultSchema),
  cancel: procedure.open
    .route({ path: '/real-name/cancel', summary: '放弃实名采集' })
    .input(z.object(collection))
    .output(z.void()),
};
