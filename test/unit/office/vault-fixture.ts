import { randomBytes } from 'node:crypto';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { testOffice, type TestOffice } from './fixture.ts';

/** Wrapping keys in the place of personal passwords: what Argon2id makes of them. */
export type Keys = Record<'zhao' | 'sun' | 'li', Buffer>;

export interface OfficeWithVault {
  test: TestOffice;
  recoveryKey: Buffer;
  keys: Keys;
  zhao: StaffActor;
  sun: StaffActor;
  li: StaffActor;
  /** Agreement passwords by client. */
  remembered: Record<string, string>;
}

/** 赵敏, 孙悦 and 李想 have the vault open, in which the passwords of three clients are remembered. */
export async function officeWithVault(): Promise<OfficeWithVault> {
  const test = await testOffice();
  const { vault } = test.engine.office;
  const recoveryKey = randomBytes(32);
  const keys: Keys = { zhao: randomBytes(32), sun: randomBytes(32), li: randomBytes(32) };
  await test.store.db
    .transaction()
    .execute((db) => vault.create(db, { handlerId: 'zhao', wrapKey: keys.zhao }, recoveryKey));
  const zhao = await test.signIn('zhao');
  await vault.unlockWith(zhao, keys.zhao);
  const join = async (handlerId: 'sun' | 'li'): Promise<StaffActor> => {
    const staff = await test.signIn(handlerId);
    await vault.unlockWith(staff, keys[handlerId]);
    await vault.grant(zhao, handlerId);
    await vault.unlockWith(staff, keys[handlerId]);
    return staff;
  };
  const [sun, li] = [await join('sun'), await join('li')];
  const remembered: Record<string, string> = { hua: '华盛-Xieyi-1', qing: '青禾-Xieyi-2', yuan: '远洋-Xieyi-3' };
  for (const [index, [clientId, password]] of Object.entries(remembered).entries()) {
    await test.addClient(clientId, { name: `${clientId}有限公司`, taxpayerId: `9121010${index}`, assigned: ['sun'] });
    await vault.remembered.remember(sun, { clientId, agreementId: `${clientId}-a0`, passwordVersion: 1, password });
  }
  return { test, recoveryKey, keys, zhao, sun, li, remembered };
}

/** What a member reads back. */
export async function recalled(
  { test, remembered }: OfficeWithVault,
  staff: StaffActor,
): Promise<Record<string, string>> {
  const read: Record<string, string> = {};
  for (const clientId of Object.keys(remembered))
    read[clientId] = (await test.engine.office.vault.remembered.recall(staff, clientId)).password;
  return read;
}
