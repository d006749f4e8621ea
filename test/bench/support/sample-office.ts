import { loadCatalogue } from '@contract/catalogue.ts';
import catalogueJson from '../../../resources/service-catalogue.json' with { type: 'json' };
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { createEngine, type Engine } from '../../../src-main/desk/engine.ts';
import { EventHub } from '../../../src-main/desk/event-hub.ts';
import { createMemberKeys, openPrivateKey, openSealedKey, sealKeyTo } from '../../../src-main/keys/member-keys.ts';
import type { PasswordHasher } from '../../../src-main/keys/password.ts';
import { seal } from '../../../src-main/keys/sealing.ts';
import { vaultPlaces } from '../../../src-main/office/vault/places.ts';
import { memberKeys, setMemberKeys } from '../../../src-main/store/repositories/vault.ts';
import { addRows } from '../../../src-main/store/repositories/world-content.sqlite.ts';
import type { Database } from '../../../src-main/store/schema/index.ts';
import { buildWorld } from '../../../src-main/training/build-world.ts';
import { sampleAgency } from '../../../src-main/training/content/staff.ts';
import { verifiers } from '../../../src-main/training/content/verifiers.ts';
import { worlds, type WorldDefinition } from '../../../src-main/training/worlds.ts';
import { ruleSets } from '../../../src-main/bureau/rule-sets/rule-sets.ts';

/** The admin of the sample agency, who sees every client. */
export const adminId = 'h01';
export const samplePasswords = {
  firm: verifiers.firm.password,
  staff: verifiers.staff.password,
  agreement: verifiers.agreement.password,
};

/**
 * Fills a fresh store with the sample agency as the training worlds have it.
 * @param size.clients how many clients
 * @param size.history `months`: with filings, payments and trail of three months
 */
export async function fillOffice(
  db: Database,
  size: { clients: number; history: WorldDefinition['history']; now: number },
): Promise<void> {
  const [demo] = worlds;
  if (!demo) throw new Error('no training world');
  const definition: WorldDefinition = {
    ...demo,
    world: 'bench',
    seed: 'bench-1',
    clients: size.clients,
    history: size.history,
    clientHandlers: 'none',
  };
  await buildWorld(db, definition, {
    now: size.now,
    bundles: loadCatalogue(catalogueJson).bundles,
    vaultRecoveryKey: Buffer.alloc(32, 7),
  });
}

/**
 * Remembers the agreement password of every client that has one, as the vault would.
 * @param options.passwordOf what is remembered instead of the sample password: a bench that only recalls it may tell clients apart
 * @returns how many are remembered
 */
export async function rememberAll(
  db: Database,
  now: number,
  options: { limit?: number; passwordOf?: (clientId: string) => string } = {},
): Promise<number> {
  const { limit = Infinity, passwordOf = () => samplePasswords.agreement } = options;
  const keys = await memberKeys(db, adminId);
  if (!keys?.sealed_private_key || !keys.wrapped_vault_key || keys.vault_generation === null)
    throw new Error('the sample admin has no vault');
  const generation = keys.vault_generation;
  const vaultKey = openSealedKey(
    openPrivateKey(adminId, keys.sealed_private_key, verifiers.staff.wrapKey),
    keys.wrapped_vault_key,
    vaultPlaces.grant(adminId, generation),
  );
  await db.deleteFrom('remembered_password').execute();
  const agreements = await db
    .selectFrom('agreement')
    .select(['id', 'client_id', 'password_version'])
    .where('agency_id', '=', sampleAgency.id)
    .where('password_hash', 'is not', null)
    .orderBy('last_day')
    .execute();
  // One of a client: the one that ends last.
  const newest = [...new Map(agreements.map((agreement) => [agreement.client_id, agreement])).values()].slice(0, limit);
  const rows = newest.map((agreement) => ({
    client_id: agreement.client_id,
    agreement_id: agreement.id,
    vault_generation: generation,
    password_version: agreement.password_version,
    sealed: seal(
      vaultKey,
      Buffer.from(passwordOf(agreement.client_id)),
      vaultPlaces.password(agreement.client_id, agreement.id, agreement.password_version),
    ),
    remembered_at: now,
    remembered_by: adminId,
  }));
  await db.transaction().execute((transaction) => addRows(transaction, 'remembered_password', rows));
  return rows.length;
}

/** The same passwords at the cost of this hasher, vault included: for work in which Argon2id would hide everything else. */
export async function rehashAll(db: Database, hasher: PasswordHasher): Promise<void> {
  const keys = await memberKeys(db, adminId);
  if (!keys?.sealed_private_key || !keys.wrapped_vault_key || keys.vault_generation === null)
    throw new Error('the sample admin has no vault');
  const place = vaultPlaces.grant(adminId, keys.vault_generation);
  const vaultKey = openSealedKey(
    openPrivateKey(adminId, keys.sealed_private_key, verifiers.staff.wrapKey),
    keys.wrapped_vault_key,
    place,
  );
  const [firm, staff, agreement] = await Promise.all([
    hasher.hashPassword(samplePasswords.firm),
    hasher.hashPassword(samplePasswords.staff),
    hasher.hashPassword(samplePasswords.agreement),
  ]);
  await db.updateTable('enterprise').set({ password_hash: firm.stored }).where('id', '=', sampleAgency.id).execute();
  await db.updateTable('handler').set({ password_hash: staff.stored }).where('id', '=', adminId).execute();
  await db
    .updateTable('agreement')
    .set({ password_hash: agreement.stored })
    .where('password_hash', 'is not', null)
    .execute();
  const made = createMemberKeys(adminId, staff.wrapKey);
  await setMemberKeys(db, adminId, {
    public_key: made.publicKey,
    sealed_private_key: made.sealedPrivateKey,
    wrapped_vault_key: sealKeyTo(made.publicKey, vaultKey, place),
  });
}

/** An engine on an open store, as the desk builds it for an own office. */
export function engineOn(db: Database, hasher: PasswordHasher): Engine {
  return createEngine({
    db,
    clock: { now: Date.now },
    hasher,
    hub: new EventHub(),
    ruleSet: ruleSets['liaoning-2020'],
    codeKey: Buffer.alloc(32, 9),
    training: null,
  });
}

/** Agency login, steps 1 and 2, with the vault opened, as the sign-in route does it. */
export async function signIn({ bureau, office, db }: Engine, window: string): Promise<StaffActor> {
  const caller = { window, origin: 'test' };
  const { taxpayer_id: taxpayerId } = await db
    .selectFrom('enterprise')
    .select('taxpayer_id')
    .where('id', '=', sampleAgency.id)
    .executeTakeFirstOrThrow();
  const { flow } = await bureau.signIn.firm({ taxpayerId, password: samplePasswords.firm }, caller);
  const { wrapKey } = await bureau.signIn.staff(
    { flow, handlerId: adminId, proof: { kind: 'password', password: samplePasswords.staff } },
    caller,
  );
  const staff = await bureau.sessions.staffOf(window);
  if (wrapKey) await office.vault.unlockWith(staff, wrapKey);
  return staff;
}

/** Clients that can be entered today and have a remembered password of today's version, in order of id. */
export async function enterableClients(
  db: Database,
  today: string,
  limit: number,
): Promise<{ clientId: string; name: string; kind: 'general' | 'smallScale' }[]> {
  const rows = await db
    .selectFrom('agreement')
    .innerJoin('remembered_password', 'remembered_password.agreement_id', 'agreement.id')
    .innerJoin('enterprise', 'enterprise.id', 'agreement.client_id')
    .innerJoin('function_set', 'function_set.id', 'agreement.function_set_id')
    .select(['agreement.client_id as clientId', 'enterprise.name', 'enterprise.kind', 'function_set.functions'])
    .whereRef('remembered_password.password_version', '=', 'agreement.password_version')
    .where('decided', '=', 'recognised')
    .where('first_day', '<=', today)
    .where('last_day', '>=', today)
    .orderBy('agreement.client_id')
    .execute();
  const all = Math.max(...rows.map((row) => row.functions.length));
  return rows.filter((row) => row.functions.length === all).slice(0, limit);
}
