import type { Desk } from '../../src-main/desk/desk.ts';
import type { StaffActor } from '../../src-main/bureau/ground/actors.ts';

export const officePassphrase = '盛京 秋日 读书 8';
/** A first run's input (K5: numbers that nobody has a claim to). */
export const newOffice = {
  agency: { name: '沈阳清禾税务师事务所', taxpayerId: '91210192MAYJF6HQ56', password: 'Jigou-Neu-12' },
  admin: {
    name: '林静',
    capacity: 'legalRepresentative' as const,
    idType: 'residentIdentityCard' as const,
    idNumber: '11010519491231002X',
    mobile: '15400000001',
    personalPassword: 'Renyuan-Neu-3',
  },
  ruleSet: 'liaoning-2020' as const,
};

/** The admin, signed in with firm and personal password, with the vault open. */
export async function adminOf(desk: Desk, window = 'w'): Promise<StaffActor> {
  const { bureau, office } = desk.engine();
  const caller = { window, origin: 'test' };
  const flow = await bureau.signIn.firm(
    { taxpayerId: newOffice.agency.taxpayerId, password: newOffice.agency.password },
    caller,
  );
  const { wrapKey } = await bureau.signIn.staff(
    {
      flow: flow.flow,
      handlerId: flow.staff[0]?.handlerId ?? '',
      proof: { kind: 'password', password: newOffice.admin.personalPassword },
    },
    caller,
  );
  const staff = await bureau.sessions.staffOf(window);
  await office.vault.unlockWith(staff, wrapKey ?? Buffer.alloc(32));
  return staff;
}
