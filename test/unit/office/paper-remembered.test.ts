import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { agencyId } from './fixture.ts';
import { officeWithVault } from './vault-fixture.ts';

const paper = {
  firstDay: '2026-11-01',
  lastDay: '2027-10-31',
  functions: ['tax.vat.general'],
  agreementPassword: 'Hetong#71ab',
};
const firm = { name: '新客户公司', taxpayerId: unclaimedTaxpayerId(3, '2101') };

/** Calls of an admin whose vault is open, as the page makes them. */
async function adminWithVault() {
  const office = await officeWithVault();
  const { test, zhao } = office;
  const calls = createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window: 'zhao', origin: 'test' },
  });
  return { ...office, calls, vault: test.engine.office.vault, zhao };
}

describe('H7, G3: the password of a paper agreement is not asked again right after it was typed', () => {
  it('of a client that exists', async () => {
    const { calls } = await adminWithVault();
    const { clientId } = await calls.clients.add(firm);
    await calls.clients.recordAgreement({ clientId, ...paper });
    expect(await calls.clients.get({ clientId })).toMatchObject({ remembered: true });
    expect(await calls.clients.enter({ clientId, with: { kind: 'remembered' } })).toMatchObject({ clientId });
  });

  it('of a client that is added with it', async () => {
    const { calls } = await adminWithVault();
    const { clientId } = await calls.clients.add({ ...firm, agreement: paper });
    expect(await calls.clients.get({ clientId })).toMatchObject({ remembered: true });
    expect(await calls.clients.enter({ clientId, with: { kind: 'remembered' } })).toMatchObject({ clientId });
  });

  it('it is recorded all the same while the vault is closed, and asked for', async () => {
    const { calls, vault, zhao } = await adminWithVault();
    vault.close(zhao);
    const { clientId } = await calls.clients.add({ ...firm, agreement: paper });
    expect(await calls.clients.get({ clientId })).toMatchObject({ remembered: false, agreement: { state: 'inForce' } });
  });

  it('a renewal that begins later leaves the password of the agreement that stands', async () => {
    const { calls, test, vault, zhao, remembered } = await adminWithVault();
    await test.store.db
      .updateTable('agreement')
      .set({ agency_id: agencyId, last_day: '2026-12-31' })
      .where('client_id', '=', 'hua')
      .execute();
    await calls.clients.recordAgreement({ clientId: 'hua', ...paper, firstDay: '2027-01-01', lastDay: '2027-12-31' });
    expect((await vault.remembered.recall(zhao, 'hua')).password).toBe(remembered['hua']);
  });
});
