import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isContractProcedure } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { contract } from '@contract/index.ts';
import { createDesk } from '../../src-main/desk/create-desk.ts';
import type { Desk } from '../../src-main/desk/desk.ts';
import { createRouter } from '../../src-main/api/router.ts';
import { proceduresOf } from '../../scripts/docs/procedures.ts';
import { admits, callersOf, type Caller } from './rights/callers.ts';
import { inputsOf, type Known } from './rights/inputs.ts';

/** `DESK_TRUST=full`: every procedure with many inputs of every caller; else one of each, and few of what anybody may call. */
const full = process.env['DESK_TRUST'] === 'full';
const inputsEach = full ? 12 : 1;
const incidents: string[] = [];
const router = createRouter({
  report: ({ name, message }) => {
    incidents.push(`${name}: ${message}`);
  },
});
const procedures = proceduresOf(contract);

/** What the guard answers whom it does not admit. */
const refusals = ['NOT_SIGNED_IN', 'FORBIDDEN', 'SESSION_LOCKED', 'SESSION_ENDED', 'PERMISSION_MISSING'];
/** Closes the desk under all the others: called by nobody here, and open to everybody. */
const notCalled = ['setup.leaveWorld'];
/** Answers only after a time that must not tell anything (J2), or after a key was made: a few of each are enough. */
const slow = [
  'passwordRecovery.sendCode',
  'personSignIn.recoveryCode',
  'passwordRecovery.proveOfficer',
  'passwordRecovery.provePersonal',
];

let folder = '';
let desk: Desk;
let callers: Caller[] = [];
let known: Known = {};
let clientSession = 'no client session';

/** A world as it was built, with each kind of caller in a window of its own. */
async function begin(): Promise<void> {
  folder = await mkdtemp(join(tmpdir(), 'desk-rights-'));
  desk = await createDesk({ dataDir: folder, world: 'demo', host: 'test', version: '0.0.0' });
  const asked = procedures.flatMap(({ meta: { access } }) => (access && 'functions' in access ? access.functions : []));
  callers = await callersOf(desk, asked);
}
async function end(): Promise<void> {
  await desk.close();
  await rm(folder, { recursive: true, force: true });
}

beforeAll(async () => {
  await begin();
  const { db } = desk.engine();
  const some = async (table: 'client' | 'handler' | 'agreement', column: string): Promise<string[]> =>
    (
      await db
        .selectFrom(table)
        .select(column as never)
        .limit(8)
        .execute()
    ).map((row) => String((row as Record<string, unknown>)[column]));
  const [clientIds, handlerIds, agreementIds] = [
    await some('client', 'client_id'),
    await some('handler', 'id'),
    await some('agreement', 'id'),
  ];
  const taxpayerIds = (await db.selectFrom('enterprise').select('taxpayer_id').limit(5).execute()).map(
    (row) => row.taxpayer_id,
  );
  const text = (...values: string[]) => fc.constantFrom(...values);
  known = {
    clientSession: fc.constant(null).map(() => clientSession),
    clientId: text(...clientIds),
    clientIds: text(...clientIds),
    handlerId: text(...handlerIds, 'o01'),
    handlerIds: text(...handlerIds),
    takeOver: text(...handlerIds),
    agreementId: text(...agreementIds),
    agencyId: text('agency', 'agency-other'),
    taxpayerId: text(...taxpayerIds, '91110108551385082Q'),
    mobile: text('15400000001', '15400099001'),
    mobiles: text('15400000001'),
    number: text('6222021234567890'),
    idNumber: text('11010519491231002X', '440524188001010014'),
    name: text('甲乙', '丙丁商贸有限公司'),
    identifier: text('11010519491231002X', '15400000001'),
    code: text('123456', '000000'),
    byMs: fc.constant(1000),
    period: text('2026-10', '2026Q3'),
    month: text('2026-10', '2026-11'),
    firstDay: text('2026-12-01'),
    lastDay: text('2027-11-30'),
    day: text('2026-11-23'),
    fromDay: text('2026-01-01'),
    toDay: text('2026-06-30'),
    functions: text('tax.vat.general', 'query.filings'),
    idType: text('residentIdentityCard'),
    recoveryKey: text('AAAA-AAAA'),
    upload: text('0'.repeat(32)),
    ref: text('phone.newcomer-1', 'phone.newcomer-2'),
    firstMonth: text('2026-10', '2026-11'),
    lastMonth: text('2026-11', '2026-12'),
    email: text('a@example.com'),
    paidDay: text('2026-11-20'),
  };
}, 120_000);
afterAll(end);

const nodeOf = (name: string): unknown =>
  name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], contract);

/** Inputs that the procedure's schema takes; made anew for each caller, because they may name its client session. */
function inputs(name: string, count: number, seed: number): unknown[] {
  const node = nodeOf(name);
  if (!isContractProcedure(node)) throw new Error(`${name} is no procedure`);
  const schema = node['~orpc'].inputSchema as z.ZodType | undefined;
  if (!schema) return [undefined];
  const drawn = fc.sample(inputsOf(schema, known), { numRuns: 60 * count, seed });
  return drawn.filter((input) => schema.safeParse(input).success).slice(0, count);
}

/** @returns `in`, or the code of the refusal */
async function call(name: string, caller: Caller, input: unknown): Promise<string> {
  const client = createRouterClient(router, { context: { desk, window: caller.window, origin: 'test' } });
  const procedure = name.split('.').reduce<unknown>((node, key) => (node as Record<string, unknown>)[key], client) as (
    given: unknown,
  ) => Promise<unknown>;
  try {
    const answer = await procedure(input);
    // An event stream: nobody listens.
    if (typeof answer === 'object' && answer !== null && Symbol.asyncIterator in answer)
      await (answer as AsyncGenerator).return(undefined);
    return 'in';
  } catch (error) {
    return (error as { code?: string }).code ?? String(error);
  }
}

describe('each procedure and each kind of caller, as the contract says', () => {
  it('every procedure has inputs of its own shape', () => {
    expect(procedures.length).toBeGreaterThan(100);
    expect(procedures.filter(({ name }) => inputs(name, 1, 7).length === 0).map(({ name }) => name)).toEqual([]);
  });

  it(
    'G3, H5, E1, E5, B8, F2, D1, D3: whoever is not admitted is refused by the guard, whatever is sent; nothing fails',
    async () => {
      const wrong: string[] = [];
      let asked = 0;
      for (const caller of callers) {
        clientSession = await caller.enter();
        for (const { name, meta } of procedures) {
          if (admits(meta, caller.rights)) continue;
          for (const input of inputs(name, inputsEach, asked)) {
            asked += 1;
            const code = await call(name, caller, input);
            if (!refusals.includes(code)) wrong.push(`${name} as ${caller.says}: ${code}`);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(incidents).toEqual([]);
      expect(asked).toBeGreaterThan(1000);
    },
    full ? 1_200_000 : 180_000,
  );

  it(
    'whoever is admitted is never told to sign in, and nothing fails',
    async () => {
      const wrong: string[] = [];
      const open = ['nobody signed in', 'office admin'];
      for (const says of callers.map((caller) => caller.says)) {
        // With many inputs one kind of caller removes or resets the others: each comes into a world of its own.
        if (full) {
          await end();
          await begin();
        }
        const caller = callers.find((one) => one.says === says)!;
        for (const { name, meta } of procedures) {
          if (!admits(meta, caller.rights) || notCalled.includes(name)) continue;
          if (meta.access?.kind === 'open' && !full && (slow.includes(name) || !open.includes(says))) continue;
          for (const input of inputs(name, slow.includes(name) ? 1 : inputsEach, wrong.length + 11)) {
            // Each call anew: the one before may have ended the session (a ticket is used up, a password was changed).
            clientSession = await caller.enter();
            const code = await call(name, caller, input);
            // These ask by themselves who calls: any kind of session may be locked, and work, which is the staff's, is cancelled while the store cannot be asked.
            const asksItself =
              name === 'work.cancel'
                ? caller.rights.staff === undefined
                : name === 'session.lock' && Object.keys(caller.rights).length === 0;
            if (code === 'INTERNAL' || (code === 'NOT_SIGNED_IN' && !asksItself))
              wrong.push(`${name} as ${caller.says}: ${code}`);
          }
        }
      }
      expect(wrong).toEqual([]);
      expect(incidents).toEqual([]);
    },
    full ? 1_800_000 : 240_000,
  );
});
