import { ruleSets } from '../bureau/rule-sets/rule-sets.ts';
import { setImmediate } from 'node:timers/promises';
import { dayOf } from '../bureau/ground/calendar.ts';
import { addRows } from '../store/repositories/world-content.sqlite.ts';
import type { Database, DatabaseTransaction } from '../store/schema/index.ts';
import { addAgencies } from './content/agencies.ts';
import { agreementPlans } from './content/agreement-plan.ts';
import { coverages, type Coverage, type FunctionBundle } from './content/bundles.ts';
import { sampleClient, sampleFunctionSets } from './content/clients.ts';
import { addDossiers } from './content/dossiers.ts';
import { addPhones } from './content/phones.ts';
import type { SampleClient } from './content/rows.ts';
import { addEnterpriseLogins, socialInsuranceOnly } from './content/enterprise-logins.ts';
import { addForeignEnterprises } from './content/foreign.ts';
import { addPeople } from './content/people.ts';
import { addHistory } from './content/history.ts';
import { addSocialInsurance } from './content/social-insurance.ts';
import { addVault, passwordsRemembered, type Remembered } from './content/vault.ts';
import type { Visit } from './content/visits.ts';
import { seededRandom, type Random } from './sample/random.ts';
import { enterpriseStream } from './sample/enterprises.ts';
import { cities, type City } from './sample/liaoning.ts';
import { keepWorldFacts } from './world-facts.ts';
import type { WorldDefinition } from './worlds.ts';

export interface WorldSurroundings {
  /** The machine's time, in milliseconds UTC. */
  now: number;
  /** Bundles of the service catalogue, of which the agreements are made. */
  bundles: readonly FunctionBundle[];
  /** 32 bytes that wrap the vault key under the world's recovery key (keys/recovery-key.ts). */
  vaultRecoveryKey: Buffer;
}

/** Clients written in one batch: enough to be fast, few enough to free their memory soon. */
const batchSize = 2_000;
/** Enterprises that only the other agency acts for. */
const foreignCount = 6;

/**
 * Fills a fresh store with the content of a world, in one transaction: it is there whole or not at all. Same definition and same day, same
 * content, but for what is sealed under fresh keys. Runs no Argon2id.
 */
export async function buildWorld(
  db: Database,
  definition: WorldDefinition,
  surroundings: WorldSurroundings,
): Promise<void> {
  const offset = startOffset(definition, surroundings.now);
  const now = surroundings.now + offset;
  await db.transaction().execute(async (transaction) => {
    const drawn = (purpose: string): Random => seededRandom(`${definition.seed}/${purpose}`);
    await addAgencies(transaction, drawn('staff'), now);
    const functionSets = sampleFunctionSets(Object.keys(coverages) as Coverage[], surroundings.bundles);
    await addRows(transaction, 'function_set', functionSets.rows);
    const plans = agreementPlans(drawn('plans'));
    const inCity = drawn('cities');
    const enterprises = enterpriseStream(drawn('enterprises'), () => homeCity(inCity));
    const random = drawn('clients');
    const today = dayOf(now);
    const width = String(definition.clients).length;
    let first: readonly SampleClient[] = [];
    for (let from = 0; from < definition.clients; from += batchSize) {
      const batch: SampleClient[] = [];
      for (let index = from; index < Math.min(from + batchSize, definition.clients); index += 1) {
        const plan = plans[index % plans.length];
        if (!plan) throw new Error('a world without plans');
        batch.push(
          sampleClient(
            {
              index,
              id: `c${String(index + 1).padStart(width, '0')}`,
              now,
              today,
              plan,
              enterprise: enterprises.next().value,
              withHandlers: definition.clientHandlers === 'people',
              functionSets: functionSets.ids,
            },
            random,
          ),
        );
      }
      await addClients(transaction, batch);
      if (from === 0) first = batch;
      // The host answers other calls meanwhile, and finished statements can be freed.
      await setImmediate();
    }
    const foreign = Array.from({ length: foreignCount }, () => enterprises.next().value);
    await addForeignEnterprises(
      transaction,
      foreign,
      { now, today, functionSetId: functionSets.ids.all },
      drawn('foreign'),
    );
    if (definition.clientHandlers === 'people') await addEnterpriseLogins(transaction, first, foreign, now);
    if (definition.clientHandlers === 'people') await addPeople(transaction, first, now);
    if (definition.clientHandlers === 'people') await addPhones(transaction, first, now);
    if (definition.clientHandlers === 'people') await addDossiers(transaction, first, today, drawn('dossiers'));
    let remembered: readonly Remembered[] = [];
    const choose = (visits: readonly Visit[]): readonly Remembered[] =>
      (remembered = passwordsRemembered(first, visits, now, drawn('vault')));
    if (definition.history === 'months')
      await addHistory(transaction, first, today, drawn, ruleSets[definition.ruleSet], choose);
    else choose([]);
    // After the history, which numbers all of its receipts together.
    if (definition.clientHandlers === 'people')
      await addSocialInsurance(
        transaction,
        [...socialInsuranceOnly, ...first.slice(0, 1).map((client) => client.enterprise.id)],
        now,
      );
    await addVault(transaction, remembered, surroundings.vaultRecoveryKey);
    await keepWorldFacts(transaction, definition, { offset, builtAt: now });
  });
}

/** The agency's clients are in the three cities that it serves. */
const served: readonly City[] = cities.slice(0, 3).flatMap((city) => Array.from({ length: city.share }, () => city));
const homeCity = (random: Random): City => random.pick(served);

/** How far the world's clock is from the machine's on its first day, in milliseconds. */
function startOffset(definition: WorldDefinition, now: number): number {
  if (definition.startDay === null) return 0;
  // The same time of day, so that a lesson that begins in the morning begins in the world's morning.
  return Date.parse(`${definition.startDay}T00:00:00Z`) - Date.parse(`${dayOf(now)}T00:00:00Z`);
}

async function addClients(db: DatabaseTransaction, batch: readonly SampleClient[]): Promise<void> {
  const handlers = batch.flatMap((client) => client.handlers);
  await addRows(
    db,
    'enterprise',
    batch.map((client) => client.enterprise),
  );
  await addRows(
    db,
    'person',
    handlers.map((handler) => handler.person),
  );
  await addRows(
    db,
    'real_name_record',
    handlers.flatMap((handler) => handler.realName ?? []),
  );
  await addRows(
    db,
    'handler',
    handlers.map((handler) => handler.handler),
  );
  await addRows(
    db,
    'agreement',
    batch.flatMap((client) => client.agreements),
  );
  await addRows(
    db,
    'client',
    batch.map((client) => client.client),
  );
  await addRows(
    db,
    'assignment',
    batch.flatMap((client) => client.assignments),
  );
}
