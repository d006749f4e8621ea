import { readFileSync } from 'node:fs';
import { DomainEvents } from '../../../src-main/bureau/domain-events.ts';
import { Trail } from '../../../src-main/bureau/trail/trail.ts';
import type { OpenedKey } from '../../../src-main/keys/database-key.ts';
import type { PasswordHasher } from '../../../src-main/keys/password.ts';
import { Vault } from '../../../src-main/office/vault/vault.ts';
import { migrations } from '../../../src-main/store/migrations/index.ts';
import { openStore } from '../../../src-main/store/open.ts';

import { enterpriseByTaxpayerId, handlerById } from '../../../src-main/store/repositories/identity.ts';
import type { Schema } from '../../../src-main/store/schema.ts';

/** Opens the store, proves the personal password of stdin, opens the vault with it and recalls one agreement password. Exactly one Argon2id. */
export async function recallFrom(
  file: string, opened: Promise<OpenedKey>, hasher: PasswordHasher, who: { handlerId: string; taxpayerId: string },
): Promise<string> {
  const personalPassword = readFileSync(0, 'utf8').trimEnd();
  const { key } = await opened;
  const store = await openStore<Schema>({ file, key, migrations, keyProven: true });
  try {
    const { db } = store;
    const handler = await handlerById(db, who.handlerId);
    const client = await enterpriseByTaxpayerId(db, who.taxpayerId);
    if (!handler || handler.password_hash === null || !client) throw new Error('no such staff member or client');
    // The one Argon2id: it proves the personal password and gives the key that opens the member's private key.
    const { wrapKey } = await hasher.verifyPassword(handler.password_hash, personalPassword);
    if (!wrapKey) throw new Error('wrong personal password');
    const clock = { now: Date.now };
    const vault = new Vault({ db, clock, trail: new Trail(db, clock), events: new DomainEvents(), changed: () => {} });
    const staff = {
      sessionId: 'bench', handlerId: who.handlerId, personId: handler.person_id, name: handler.name, agencyId: handler.enterprise_id, agencyName: '',
      agencyTaxpayerId: '', window: 'bench', origin: 'test', locked: false,
    };
    await vault.unlockWith(staff, wrapKey);
    const { password } = await vault.recall(staff, client.id);
    vault.closeAll();
    return password;
  } finally {
    await store.close();
    key.fill(0);
  }
}
