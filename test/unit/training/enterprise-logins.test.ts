import { usualDays } from '../../../src-main/bureau/rule-sets/limits.ts';
import { describe, expect, it } from 'vitest';
import { currentAgreement } from '../../../src-main/bureau/agreement/current.ts';
import { staffCandidates } from '../../../src-main/bureau/delegation/service-staff.ts';
import { agreementsOfPair } from '../../../src-main/store/repositories/agreements.ts';
import { demoAccounts } from '../../../src-main/training/accounts.ts';
import { SimulatedRegistry } from '../../../src-main/training/registry.ts';
import { sharedWorld } from './world-fixture.ts';

describe('enterprises to log in as', () => {
  const world = sharedWorld();

  it('B1 to B9: a dozen, each in a situation of its own, with the passwords that work', async () => {
    const { enterprises } = await demoAccounts(world.store.db);
    expect(enterprises).toHaveLength(12);
    expect(new Set(enterprises.map((one) => one.text)).size).toBe(12);
    expect(new Set(enterprises.map((one) => one.taxpayerId)).size).toBe(12);
    expect(enterprises.every((one) => one.password === 'Weituo-2026')).toBe(true);
  });

  it('B4, E5: a synced one has a legal representative with a password, another a handler with a role', async () => {
    const [own, withRole] = (await demoAccounts(world.store.db)).enterprises;
    expect(own?.people[0]).toMatchObject({ capacity: 'legalRepresentative', password: 'Renyuan-2026' });
    expect(own?.people[1]).toMatchObject({ capacity: 'financeOfficer', password: null });
    expect(own?.people.every((one) => one.mobile !== null)).toBe(true);
    expect(withRole?.people.map((one) => one.capacity)).toContain('handler');
  });

  it('H1, L2, L4: the first has an agreement in force with our agency, and the other agency’s request waits, one of whose people it may not name', async () => {
    const { db } = world.store;
    const client = await db
      .selectFrom('enterprise')
      .select('id')
      .where('taxpayer_id', '=', (await demoAccounts(db)).enterprises[0]?.taxpayerId ?? '')
      .executeTakeFirstOrThrow();
    const of = (agency: string) => agreementsOfPair(db, agency, client.id);
    expect(currentAgreement(await of('agency'), '2026-11-23', usualDays)).toMatchObject({ state: 'inForce' });
    expect(currentAgreement(await of('agency-other'), '2026-11-23', usualDays)).toMatchObject({
      state: 'proposed',
      row: { asked_by: 'agency' },
    });
    expect(
      (await staffCandidates(db, { agencyId: 'agency-other', clientId: client.id })).map((one) => one.barred === null),
    ).toEqual([true, false]);
  });

  it('B3, B9: the registry names a successor, nobody, or two who can be synced', async () => {
    const registry = new SimulatedRegistry(world.store.db);
    const shown = (await demoAccounts(world.store.db)).enterprises;
    const ask = async (text: string) =>
      registry.officersOf(shown.find((one) => one.text.includes(text))?.taxpayerId ?? '', AbortSignal.timeout(1_000));
    const changed = shown.find((one) => one.text.includes('已在金税三期变更'));
    const answer = await ask('已在金税三期变更');
    expect(answer.kind === 'found' && answer.officers.some((officer) => officer.name === '沈怀远')).toBe(true);
    expect(changed?.people.some((one) => one.name === '沈怀远')).toBe(false);
    expect(await ask('没有人员信息')).toEqual({ kind: 'unknown' });
    expect(await ask('无法连接')).toEqual({ kind: 'down' });
    expect(await ask('首次须用普通登录')).toMatchObject({ kind: 'found', officers: [{}, {}] });
  });
});
