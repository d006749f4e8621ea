/** Whether the time of an answer tells that an account exists (J2): wrong tries about known and unknown ones, in turns, with production Argon2id. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { randomBytes } from 'node:crypto';
import { createEngine } from '../../src-main/desk/engine.ts';
import { EventHub } from '../../src-main/desk/event-hub.ts';
import { createPasswordHasher } from '../../src-main/keys/password.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import { addRows } from '../../src-main/store/repositories/world-content.sqlite.ts';
import type { Database, Schema } from '../../src-main/store/schema/index.ts';
import { verifiers } from '../../src-main/training/content/verifiers.ts';
import { SimulatedPhone } from '../../src-main/training/phone.ts';
import { SimulatedPhones } from '../../src-main/training/phones.ts';
import { SimulatedRegistry } from '../../src-main/training/registry.ts';
import { worlds } from '../../src-main/training/worlds.ts';
import { interleaved, median, report, series, type Figure } from './support/figure.ts';
import { shareDistinguished, widestGap } from './support/distinguish.ts';
import { ruleSets } from '../../src-main/bureau/rule-sets/rule-sets.ts';

const tries = 500;
const warm = 20;
const accounts = tries + warm;
/** Three standard errors of the share of pairs at 500 tries each. */
const limit = 0.055;

const two = (turn: number): string => String(turn).padStart(4, '0');
const taxpayerIdOf = {
  known: (turn: number) => `91210102MA0BENC${two(turn).slice(1)}`,
  unknown: (turn: number) => `91210103MA0BENC${two(turn).slice(1)}`,
};
const mobileOf = { known: (turn: number) => `1540000${two(turn)}`, unknown: (turn: number) => `1541000${two(turn)}` };

/** Enterprises with a password, a finance officer and a verified mobile each. */
async function addAccounts(db: Database, now: number): Promise<void> {
  const turns = Array.from({ length: accounts }, (_, turn) => turn);
  await db.transaction().execute(async (transaction) => {
    await addRows(
      transaction,
      'enterprise',
      turns.map((turn) => ({
        id: `e${turn}`,
        taxpayer_id: taxpayerIdOf.known(turn),
        name: `测量企业${turn}`,
        kind: 'smallScale' as const,
        address: '',
        social_insurance_only: false,
        is_agency: false,
        password_hash: verifiers.enterprise.stored,
        handlers_synced_at: now,
        created_at: now,
      })),
    );
    await addRows(
      transaction,
      'person',
      turns.map((turn) => ({
        id: `p${turn}`,
        id_type: 'residentIdentityCard',
        id_number: `n${turn}`,
        name: '测量',
        created_at: now,
      })),
    );
    await addRows(
      transaction,
      'real_name_record',
      turns.map((turn) => ({
        id: `r${turn}`,
        person_id: `p${turn}`,
        name: '测量',
        mobile: mobileOf.known(turn),
        origin: 'collected' as const,
        recorded_at: now,
        replaced_at: null,
      })),
    );
    await addRows(
      transaction,
      'handler',
      turns.map((turn) => ({
        id: `h${turn}`,
        enterprise_id: `e${turn}`,
        person_id: `p${turn}`,
        capacity: 'financeOfficer' as const,
        state: 'active' as const,
        password_hash: null,
        registered_name: '测量',
        role_id: null,
        created_at: now,
        removed_at: null,
      })),
    );
  });
}

/** The figure of one kind of question, from the times of its answers. */
function figureOf(name: string, how: string, times: { known: number[]; unknown: number[] }): Figure {
  const share = shareDistinguished(times.unknown, times.known);
  return {
    name: `${name}: known told from unknown accounts by time, distance from a guess`,
    unit: 'of 0.5',
    value: Math.abs(share - 0.5),
    sense: 'atMost',
    limit,
    series: [series('known account', times.known), series('unknown account', times.unknown)],
    how:
      `${how} Of all pairs of a known and an unknown one the known one took longer in ${(share * 100).toFixed(1)} % (a guess: 50 %); medians known to unknown ` +
      `${(median(times.known) / median(times.unknown)).toFixed(3)}; widest gap between the two distributions ${widestGap(times.known, times.unknown).toFixed(3)}. ` +
      `${tries} tries each, in turns, every account tried once, from a window of its own.`,
  };
}

async function measure(folder: string): Promise<Figure[]> {
  const store = await openStore<Schema>({
    file: join(folder, 'desk.sqlite'),
    key: randomBytes(32),
    migrations,
    create: true,
  });
  const { db } = store;
  const clock = { now: Date.now };
  await addAccounts(db, clock.now());
  const [definition] = worlds;
  if (!definition) throw new Error('no training world');
  const phone = new SimulatedPhone(clock, () => {});
  const engine = createEngine({
    db,
    clock,
    hasher: createPasswordHasher(),
    hub: new EventHub(),
    ruleSet: ruleSets['liaoning-2020'],
    codeKey: randomBytes(32),
    training: {
      definition,
      phone,
      phones: new SimulatedPhones(db, phone, clock),
      registry: new SimulatedRegistry(db),
      clock: { ...clock, offset: 0, move: async () => {} },
    },
  });
  const { bureau } = engine;
  const caller = (way: string, who: string, turn: number) => ({ window: `${way}-${who}-${turn}`, origin: 'test' });
  const refusedBy = async (call: Promise<unknown>): Promise<void> => {
    const code = await call.then(
      () => 'in',
      (error: { code?: string }) => error.code,
    );
    if (code !== 'CREDENTIALS_WRONG') throw new Error(`a wrong password was answered ${code}`);
  };
  const both = (ask: (who: 'known' | 'unknown', turn: number) => Promise<void>) =>
    interleaved(
      { known: (turn) => ask('known', turn), unknown: (turn) => ask('unknown', turn) },
      { turns: tries, warm },
    );

  const login = await both((who, turn) =>
    refusedBy(
      bureau.enterpriseSignIn.firm(
        { taxpayerId: taxpayerIdOf[who](turn), password: 'Falsch-2026' },
        caller('login', who, turn),
      ),
    ),
  );
  const recovery = await both(async (who, turn) => {
    await bureau.recovery.sendCode(
      { taxpayerId: taxpayerIdOf[who](turn), capacity: 'financeOfficer', mobile: mobileOf[who](turn) },
      caller('recovery', who, turn),
    );
  });
  await engine.close();
  await store.close();
  return [
    figureOf(
      'Enterprise login',
      'A wrong password at the first step of a login (B1, C1 and G1 run the same step), engine in process, encrypted file, 64 MiB and 3 passes.',
      login,
    ),
    figureOf(
      'Forgotten password',
      'A code asked for with taxpayer id, capacity and mobile (D1), engine in process, encrypted file; no Argon2id hides anything here, so that every answer leaves after the same time.',
      recovery,
    ),
  ];
}

await report(async () => {
  const folder = await mkdtemp(join(tmpdir(), 'desk-bench-'));
  try {
    return await measure(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});
