import { z } from 'zod';
import { capacitySchema } from './people.ts';
import { daySchema, idSchema, instantSchema, procedure } from './procedure.ts';

/** I2: the result that a trainer wants next on a phone; it is used once. `pass`: no change to the real result. */
export const phoneOutcomes = ['pass', 'cardUnreadable', 'nameMismatch', 'mobileTaken', 'faceMismatch'] as const;
export type PhoneOutcome = (typeof phoneOutcomes)[number];

/** Identifies whose phone it is: `person.ID`, `handler.ID`, `officer.TAXPAYER.CAPACITY` or `phone.ID`. */
export const phoneRefSchema = z
  .string()
  .max(120)
  .regex(/^(?:person|handler|officer|phone)(?:\.[A-Za-z0-9-]{1,64}){1,2}$/, '没有这个人的模拟手机');

const record = { name: z.string(), mobile: z.string(), recordedAt: instantSchema };

/** A simulated phone as its window shows it (I1, I2). */
export const phoneContentSchema = z.object({
  phone: idSchema,
  /** Its numbers: the one in the phone, and the verified one. */
  mobiles: z.array(z.string()),
  outcome: z.enum(phoneOutcomes),
  /** By the world's clock. */
  now: instantSchema,
  /** The owner's identity card, a sample (K5). */
  card: z.object({
    name: z.string(),
    idNumber: z.string(),
    birth: daySchema,
    sex: z.enum(['male', 'female']),
    address: z.string(),
  }),
  record: z.object({ ...record, origin: z.enum(['collected', 'attested']) }).nullable(),
  /** I3: former real-name records, newest first. */
  history: z.array(z.object({ ...record, replacedAt: instantSchema })),
  /** Newest first. */
  messages: z.array(z.object({ mobile: z.string(), text: z.string(), at: instantSchema })),
});
export type PhoneContent = z.infer<typeof phoneContentSchema>;

export const phonePeopleSchema = z.object({
  people: z.array(
    z.object({
      ref: phoneRefSchema,
      name: z.string(),
      mobile: z.string().nullable(),
      enterprise: z.string().nullable(),
      /** `unknown`: the bureau does not know the person yet. `otherName`: the record has another name than the registration. */
      realName: z.enum(['collected', 'otherName', 'none', 'unknown']),
    }),
  ),
  more: z.boolean(),
});
export type PhonePeople = z.infer<typeof phonePeopleSchema>;

/** How the simulated registry behaves for a taxpayer (B2, B3, B9). */
export const registryOutcomeSchema = z.enum(['answers', 'slow', 'down', 'unknown', 'disagrees', 'successor']);
export type RegistryOutcome = z.infer<typeof registryOutcomeSchema>;

/** For training worlds only; refused in the office profile. */
export const training = {
  /** Messages the simulated phone received, newest first. */
  messages: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ method: 'GET', path: '/training/messages', summary: '模拟手机短信' })
    .output(
      z.array(z.object({ mobile: z.string(), personName: z.string().nullable(), text: z.string(), at: instantSchema })),
    ),
  /** Demo accounts, for the sign-in page of a training world. */
  accounts: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ method: 'GET', path: '/training/accounts', summary: '演示账号' })
    .output(
      z.object({
        agencies: z.array(z.object({ taxpayerId: z.string(), name: z.string(), password: z.string() })),
        staff: z.array(z.object({ name: z.string(), text: z.string(), password: z.string().nullable() })),
        agreementPassword: z.string(),
        /** Enterprises to log in as, each with the situation it shows. */
        enterprises: z.array(
          z.object({
            taxpayerId: z.string(),
            name: z.string(),
            password: z.string().nullable(),
            text: z.string(),
            registry: registryOutcomeSchema,
            people: z.array(
              z.object({
                name: z.string(),
                capacity: capacitySchema,
                mobile: z.string().nullable(),
                password: z.string().nullable(),
              }),
            ),
          }),
        ),
        /** Natural persons to log in as, each with the situation they show. */
        people: z.array(
          z.object({
            name: z.string(),
            idNumber: z.string(),
            mobile: z.string(),
            password: z.string().nullable(),
            text: z.string(),
          }),
        ),
        /** What can be registered; null: it was registered already, or the world has nothing to register. */
        registrations: z.object({
          person: z.object({ name: z.string(), idNumber: z.string(), mobile: z.string() }).nullable(),
          enterprise: z
            .object({ taxpayerId: z.string(), name: z.string(), mobile: z.string(), representative: z.string() })
            .nullable(),
        }),
      }),
    ),
  /** How the simulated registry behaves for a taxpayer from now on (B2, B3, B9). */
  steerRegistry: procedure.open
    .route({ path: '/training/registry', summary: '调整模拟金税系统' })
    .input(z.object({ taxpayerId: z.string().min(1).max(20), outcome: registryOutcomeSchema }))
    .output(z.void()),
  /** Moves the world's clock by milliseconds, forward or (negative) back. */
  moveClock: procedure.open
    .route({ path: '/training/clock', summary: '调整演示时钟' })
    .input(
      z.object({
        byMs: z
          .number()
          .int()
          .min(-366 * 86_400_000)
          .max(366 * 86_400_000),
      }),
    )
    .output(z.object({ now: instantSchema })),
  /** The world's people whose phone can be used, those without a real-name record first. */
  phonePeople: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ path: '/training/phones', summary: '模拟手机：选择人员' })
    .input(z.object({ query: z.string().trim().max(40).default('') }))
    .output(phonePeopleSchema),
  /** A person's phone; the first call creates it. */
  openPhone: procedure.open
    .meta({ access: { kind: 'open' }, whileLocked: true })
    .route({ path: '/training/phone', summary: '打开模拟手机' })
    .input(z.object({ ref: phoneRefSchema }))
    .output(phoneContentSchema),
  /** I2: sets the next result on this phone. */
  steerPhone: procedure.open
    .route({ path: '/training/phone/outcome', summary: '模拟手机：设定下一次结果' })
    .input(z.object({ phone: idSchema, outcome: z.enum(phoneOutcomes) }))
    .output(phoneContentSchema),
  /** I3: puts another number into the phone. */
  changeSim: procedure.open
    .route({ path: '/training/phone/sim', summary: '模拟手机：更换号码' })
    .input(z.object({ phone: idSchema }))
    .output(phoneContentSchema),
};
