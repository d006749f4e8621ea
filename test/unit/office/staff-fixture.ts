import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { passwordHasherOfProcess } from '../../../src-main/keys/password.ts';
import type { NewMember } from '../../../src-main/office/staff/attest-members.ts';
import { testOffice, type TestOffice } from './fixture.ts';

export const hua = { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q' };
export const firm = { taxpayerId: '91210102MA0TEST00A', password: 'Jigou-2026' };
export const caller = { window: 'new window', origin: 'test' };
export const wang: NewMember = {
  name: '王珊',
  capacity: 'handler',
  officeRole: 'member',
  teamId: 'team1',
  idType: 'residentIdentityCard',
  idNumber: '11010519491231002X',
  mobile: '15400000008',
};

export async function office(
  options: Parameters<typeof testOffice>[0] = {},
): Promise<{ test: TestOffice; zhao: StaffActor; staff: TestOffice['engine']['office']['staff'] }> {
  const test = await testOffice(options);
  return { test, zhao: await test.signIn('zhao'), staff: test.engine.office.staff };
}
export const acts = async (test: TestOffice, act: string) =>
  (await test.engine.bureau.trail.list({ limit: 100 })).filter((row) => row.act === act);

/** The agency's own password, so that members can log in by the front door. */
export async function withFirmPassword({ store }: TestOffice): Promise<void> {
  const { stored } = await passwordHasherOfProcess().hashPassword(firm.password);
  await store.db.updateTable('enterprise').set({ password_hash: stored }).where('id', '=', 'agency').execute();
}

/** Steps 1 and 2 of the login (G1, G2). */
export async function logIn(
  { engine }: TestOffice,
  handlerId: string,
  password: string,
): Promise<{ wrapKey: Buffer | null }> {
  const { signIn } = engine.bureau;
  const { flow } = await signIn.firm(firm, caller);
  return signIn.staff({ flow, handlerId, proof: { kind: 'password', password } }, caller);
}
