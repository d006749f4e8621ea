import type { RuleSetId } from '@contract/desk.ts';
import type { EnterpriseActor } from '../../../../src-main/bureau/ground/actors.ts';
import { ruleSets, type RuleSet } from '../../../../src-main/bureau/rule-sets/rule-sets.ts';
import { addDays } from '../../../../src-main/bureau/ground/calendar.ts';
import { agencyId, today } from '../../office/fixture.ts';
import { testEnterprise } from '../enterprise/fixture.ts';

export { agencyId, today };
export const agreementPassword = 'Xieyi-Test-3';
export const otherAgencyId = 'agency-other';
export const day = 24 * 60 * 60_000;
export const functions = ['tax.vat.smallScale', 'query.filings'];

/**
 * The enterprise of {@link testEnterprise} and the office of two agencies. `lin` and `fang` are officers, signed in as actors; `zhao` is the
 * agency's admin. Whoever is given asks the services directly, as routes do.
 */
export async function testDelegation({ ruleSet = 'liaoning-2020' }: { ruleSet?: RuleSetId | RuleSet } = {}) {
  const desk = await testEnterprise({ ruleSet });
  const { bureau } = desk;
  const lin = await desk.login('lin', 'lin');
  const zhao = await desk.signIn('zhao');
  const asks = (typeof ruleSet === 'object' ? ruleSet : ruleSets[ruleSet]).asksAgreementPassword;
  /** Terms of a year from today. */
  const terms = (
    change: Partial<{ firstDay: string; lastDay: string; functions: string[]; serviceStaff: string[] }> = {},
  ) => ({
    firstDay: today,
    lastDay: addDays(today, 364),
    functions: [...functions],
    serviceStaff: asks ? [] : ['zhao'],
    ...change,
  });
  return {
    ...desk,
    lin,
    zhao,
    terms,
    client: bureau.delegation,
    agency: bureau.agencyDelegation,
    seen: ({ id, revision }: { id: string; revision: number }) => ({ agreementId: id, revision }),
    /** H1: syncs and recognises the agency as an officer. */
    async recognise(
      change: Parameters<typeof terms>[0] & { agencyId?: string; agreementPassword?: string } = {},
      actor: EnterpriseActor = lin,
    ) {
      const { agencyId: agency = agencyId, agreementPassword: password = agreementPassword, ...rest } = change;
      await bureau.agencies.sync(actor);
      return bureau.delegation.recognise(actor, {
        ...terms(rest),
        agencyId: agency,
        ...(asks ? { agreementPassword: password } : {}),
      });
    },
    propose: (change: Parameters<typeof terms>[0] = {}) =>
      bureau.agencyDelegation.propose(zhao, { ...terms(change), clientId: 'ent' }),
    /** Step 3 as that staff member, by the agreement password or without one (L6). */
    step3: (staff = zhao, password = agreementPassword) =>
      bureau.entry.enter(staff, 'ent', asks ? { kind: 'typed', password } : { kind: 'none' }),
    stored: (id: string) => desk.db.selectFrom('agreement').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  };
}
