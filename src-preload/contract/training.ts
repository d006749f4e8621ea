import { z } from 'zod';
import { capacitySchema } from './people.ts';
import { instantSchema, procedure } from './procedure.ts';

/** Only in a training world; refused in the office profile. */
export const training = {
  /** Messages the simulated phone received, newest first. */
  messages: procedure.open.meta({ access: { kind: 'open' }, whileLocked: true, background: true })
    .route({ method: 'GET', path: '/training/messages', summary: '模拟手机短信' })
    .output(z.array(z.object({ mobile: z.string(), personName: z.string().nullable(), text: z.string(), at: instantSchema }))),
  /** Demo accounts to try, for the sign-in page of a training world. */
  accounts: procedure.open.meta({ access: { kind: 'open' }, whileLocked: true, background: true })
    .route({ method: 'GET', path: '/training/accounts', summary: '演示账号' })
    .output(z.object({
      agencies: z.array(z.object({ taxpayerId: z.string(), name: z.string(), password: z.string() })),
      staff: z.array(z.object({ name: z.string(), text: z.string(), password: z.string().nullable() })),
      agreementPassword: z.string(),
      /** Enterprises to log in as, each with what it shows. */
      enterprises: z.array(z.object({
        taxpayerId: z.string(), name: z.string(), password: z.string().nullable(), text: z.string(),
        people: z.array(z.object({ name: z.string(), capacity: capacitySchema, mobile: z.string().nullable(), password: z.string().nullable() })),
      })),
      /** Natural persons to log in as, each with what it shows. */
      people: z.array(z.object({ name: z.string(), idNumber: z.string(), mobile: z.string(), password: z.string().nullable(), text: z.string() })),
      /** What can be registered; null: has been, or the world has none. */
      registrations: z.object({
        person: z.object({ name: z.string(), idNumber: z.string(), mobile: z.string() }).nullable(),
        enterprise: z.object({ taxpayerId: z.string(), name: z.string(), mobile: z.string(), representative: z.string() }).nullable(),
      }),
    })),
  /** How the simulated registry behaves for a taxpayer from now on (B2, B3). */
  steerRegistry: procedure.open.route({ path: '/training/registry', summary: '调整模拟金税系统' })
    .input(z.object({ taxpayerId: z.string().min(1).max(20), outcome: z.enum(['answers', 'slow', 'down']) })).output(z.void()),
  /** Moves the world's clock forward or back by so many milliseconds. */
  moveClock: procedure.open.route({ path: '/training/clock', summary: '调整演示时钟' })
    .input(z.object({ byMs: z.number().int().min(-366 * 86_400_000).max(366 * 86_400_000) })).output(z.object({ now: instantSchema })),
};
