import { createHash, randomBytes } from 'node:crypto';
import { DomainEvents } from '../../src-main/bureau/act/domain-events.ts';
import { openWithRecovery } from '../../src-main/office/vault/recovery-lock.ts';
import { vaultPlaces } from '../../src-main/office/vault/places.ts';
import { Vault } from '../../src-main/office/vault/vault.ts';
import { openPrivateKey, openSealedKey } from '../../src-main/keys/member-keys.ts';
import { unseal } from '../../src-main/keys/sealing.ts';
import { setting } from '../../src-main/store/repositories/settings.ts';
import { memberKeys, rememberedAfter } from '../../src-main/store/repositories/vault.ts';
import type { Database } from '../../src-main/store/schema/index.ts';
import { actsOn } from '../unit/bureau/acts-on.ts';

export const passwords = 600;
const now = Date.parse('2026-11-23T04:00:00Z');

/** Stands in for what Argon2id makes of a personal password. */
export const wrappingKeyOf = (handlerId: string): Buffer => createHash('sha256').update(handlerId).digest();

/** A vault with one member who stays, one who goes, and so many remembered passwords. @returns the recovery key */
export async function fillVault(db: Database): Promise<Buffer> {
  const clock = { now: () => now };
  const vault = new Vault({ db, clock, acts: actsOn(db, clock), events: new DomainEvents(), changed: () => {} });
  const recoveryKey = randomBytes(32);
  const enterprise = {
    kind: 'general' as const,
    address: '',
    social_insurance_only: false,
    password_hash: null,
    handlers_synced_at: null,
    created_at: now,
  };
  await db
    .insertInto('enterprise')
    .values({ ...enterprise, id: 'agency', taxpayer_id: 'agency', name: 'agency', is_agency: true })
    .execute();
  await db.insertInto('function_set').values({ id: 'set', functions: [] }).execute();
  for (const id of ['stays', 'goes']) {
    await db
      .insertInto('person')
      .values({ id, id_type: 'residentIdentityCard', id_number: id, name: id, created_at: now })
      .execute();
    await db
      .insertInto('handler')
      .values({
        id,
        enterprise_id: 'agency',
        person_id: id,
        capacity: 'handler',
        state: 'active',
        password_hash: null,
        created_at: now,
        removed_at: null,
      })
      .execute();
    await db
      .insertInto('member')
      .values({
        handler_id: id,
        office_role: 'admin',
        team_id: null,
        public_key: null,
        sealed_private_key: null,
        wrapped_vault_key: null,
        vault_generation: null,
      })
      .execute();
  }
  await db
    .insertInto('session')
    .values({
      id: 'session',
      kind: 'agencyStaff',
      window: 'w',
      origin: 'test',
      handler_id: 'stays',
      enterprise_id: 'agency',
      parent_id: null,
      agreement_id: null,
      ticket_for: null,
      started_at: now,
      last_used_at: now,
      ends_at: now + 1_000_000,
      locked_at: null,
      ended_at: null,
      end_reason: null,
    })
    .execute();
  const staff = {
    sessionId: 'session',
    handlerId: 'stays',
    personId: 'stays',
    name: '赵敏',
    agencyId: 'agency',
    agencyName: 'agency',
    agencyTaxpayerId: 'agency',
    window: 'w',
    origin: 'test',
    locked: false,
  };
  await db
    .transaction()
    .execute((transaction) =>
      vault.create(transaction, { handlerId: 'stays', wrapKey: wrappingKeyOf('stays') }, recoveryKey),
    );
  await vault.unlockWith(staff, wrappingKeyOf('stays'));
  for (let index = 0; index < passwords; index += 1) {
    const id = `client-${String(index).padStart(4, '0')}`;
    await db
      .insertInto('enterprise')
      .values({ ...enterprise, id, taxpayer_id: id, name: id, is_agency: false })
      .execute();
    await db
      .insertInto('client')
      .values({
        client_id: id,
        colour: 0,
        pinyin: '',
        initials: '',
        address: '',
        contact: '',
        note: '',
        revision: 1,
        created_at: now,
      })
      .execute();
    await db
      .insertInto('agreement')
      .values({
        id: `${id}-a`,
        client_id: id,
        agency_id: 'agency',
        decided: 'recognised',
        first_day: '2026-01-01',
        last_day: '2026-12-31',
        function_set_id: 'set',
        password_hash: null,
        password_version: 1,
        recorded_by_agency: false,
        created_at: now,
        decided_at: now,
        end_reason: null,
        revision: 1,
      })
      .execute();
    await vault.remembered.remember(staff, {
      clientId: id,
      agreementId: `${id}-a`,
      passwordVersion: 1,
      password: `Xieyi-${id}`,
    });
  }
  return recoveryKey;
}

/** How many passwords open with the key that the member gets by the own password, which must be the one the recovery key opens. @returns also the generation */
export async function readVault(
  db: Database,
  recoveryKey: Buffer,
): Promise<{ generation: number; opened: number; sameKey: boolean }> {
  const vault = await setting(db, 'vault');
  const keys = await memberKeys(db, 'stays');
  if (!vault || !keys?.sealed_private_key || !keys.wrapped_vault_key) throw new Error('no vault');
  const key = openSealedKey(
    openPrivateKey('stays', keys.sealed_private_key, wrappingKeyOf('stays')),
    keys.wrapped_vault_key,
    vaultPlaces.grant('stays', vault.generation),
  );
  let opened = 0;
  for (const row of await rememberedAfter(db, '', passwords + 1)) {
    const text = unseal(
      key,
      row.sealed,
      vaultPlaces.password(row.client_id, row.agreement_id, row.password_version),
    ).toString('utf8');
    if (text === `Xieyi-${row.client_id}`) opened += 1;
  }
  return { generation: vault.generation, opened, sameKey: key.equals(openWithRecovery(vault, recoveryKey)) };
}
