import { DomainEvents } from '../../src-main/bureau/act/domain-events.ts';
import { Vault } from '../../src-main/office/vault/vault.ts';
import { migrations } from '../../src-main/store/migrations/index.ts';
import { openStore } from '../../src-main/store/open.ts';
import type { Schema } from '../../src-main/store/schema/index.ts';
import { actsOn } from '../unit/bureau/acts-on.ts';
import { wrappingKeyOf } from './vault-to-kill.ts';

/** Takes one member's access after the other away, each of which changes the vault key. Arguments: database file, key in hex. Says each that was committed. */
const [file = '', key = ''] = process.argv.slice(2);
const { db } = await openStore<Schema>({
  file,
  key: Buffer.from(key, 'hex'),
  migrations,
  create: false,
  keyProven: true,
});
const clock = { now: () => Date.parse('2026-11-23T04:00:00Z') };
const acts = actsOn(db, clock);
const vault = new Vault({ db, clock, acts, events: new DomainEvents(), changed: () => {} });
const staff = {
  sessionId: 'session',
  handlerId: 'stays',
  personId: 'person',
  name: '赵敏',
  agencyId: 'agency',
  agencyName: 'agency',
  agencyTaxpayerId: 'agency',
  window: 'w',
  origin: 'test',
  locked: false,
};
await vault.unlockWith(staff, wrappingKeyOf('stays'));
process.stdout.write('open\n');
for (;;) {
  await acts.run(null, (act) => vault.revoke(act, 'goes', { by: staff }));
  await vault.settle();
  process.stdout.write('rotated\n');
}
