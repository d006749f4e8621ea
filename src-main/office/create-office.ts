import { randomUUID } from 'node:crypto';
import { InvalidInput, type FieldProblem } from '@contract/errors.ts';
import type { RuleSetId } from '@contract/desk.ts';
import { checkIdNumber, type IdType } from '@contract/validators/id-document.ts';
import { checkPassword } from '@contract/validators/password.ts';
import { Acts } from '../bureau/act/acts.ts';
import { DomainEvents } from '../bureau/act/domain-events.ts';
import { Trail } from '../bureau/trail/trail.ts';
import type { PasswordHasher } from '../keys/password.ts';
import { recoveryWrappingKey } from '../keys/recovery-key.ts';
import { addAgency } from '../store/repositories/founding.ts';
import { putSetting } from '../store/repositories/settings.ts';
import type { Database } from '../store/schema/index.ts';
import { Vault } from './vault/vault.ts';

/** What the first-run page asks for an own office. */
export interface NewOffice {
  agency: { name: string; taxpayerId: string; password: string };
  admin: {
    name: string;
    capacity: 'legalRepresentative' | 'financeOfficer';
    idType: IdType;
    idNumber: string;
    mobile: string;
    personalPassword: string;
  };
  ruleSet: RuleSetId;
}

function checked(office: NewOffice, now: number): string {
  const fields: FieldProblem[] = [];
  const idNumber = checkIdNumber(office.admin.idType, office.admin.idNumber, new Date(now));
  if (!idNumber.ok) fields.push({ field: 'admin.idNumber', message: idNumber.problem });
  const personal = checkPassword(office.admin.personalPassword, {
    idNumber: office.admin.idNumber,
    mobile: office.admin.mobile,
  });
  if (!personal.ok) fields.push({ field: 'admin.personalPassword', message: personal.problem });
  const firm = checkPassword(office.agency.password);
  if (!firm.ok) fields.push({ field: 'agency.password', message: firm.problem });
  if (office.agency.password === office.admin.personalPassword)
    fields.push({ field: 'admin.personalPassword', message: '个人密码不能与机构登录密码相同' });
  if (fields.length > 0 || !idNumber.ok) throw new InvalidInput(fields);
  return idNumber.value;
}

/**
 * Prepares an own office: checks everything and hashes the passwords; `write` then puts it into a fresh store in one act:
 * agency, first admin with an attested identity card (A3), office vault, rule set.
 * @throws InvalidInput by name of the field (K2, B6)
 */
export async function createOfficeContent(office: NewOffice, hasher: PasswordHasher, now: number) {
  const idNumber = checked(office, now);
  const [firm, personal] = await Promise.all([
    hasher.hashPassword(office.agency.password),
    hasher.hashPassword(office.admin.personalPassword),
  ]);
  return {
    async write(db: Database, recovery: Buffer, storeId: string): Promise<void> {
      const clock = { now: () => now };
      const events = new DomainEvents();
      const acts = new Acts({ db, trail: new Trail(db, clock), events });
      const vault = new Vault({ db, clock, acts, events, changed: () => {} });
      const ids = { agency: randomUUID(), person: randomUUID(), handler: randomUUID() };
      await acts.run(null, async (act) => {
        await addAgency(act.db, {
          ids,
          now,
          agency: { ...office.agency, passwordHash: firm.stored },
          admin: { ...office.admin, idNumber, passwordHash: personal.stored },
        });
        await vault.create(
          act.db,
          { handlerId: ids.handler, wrapKey: personal.wrapKey },
          recoveryWrappingKey(recovery, 'vault', storeId),
        );
        await putSetting(act.db, 'office', { name: office.agency.name, ruleSet: office.ruleSet });
        await putSetting(act.db, 'recoveryKeyKept', false);
        await act.record({ act: 'office.create', text: '建立本机构', agencyId: ids.agency, origin: 'setup' });
        await act.record({
          act: 'staff.attest',
          text: `核验${office.admin.name}的身份证件并登记为首位管理员`,
          rule: 'A3',
          agencyId: ids.agency,
          origin: 'setup',
        });
      });
    },
  };
}
