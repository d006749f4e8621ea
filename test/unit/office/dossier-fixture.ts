import { createRouterClient } from '@orpc/server';
import { emptyDossier, type Dossier } from '../../../src-preload/contract/client-dossier.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { testOffice, type TestOffice } from './fixture.ts';

export const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: {
      desk: { engine: () => test.engine, suspectDamage: () => {} } as unknown as Desk,
      window,
      origin: 'test',
    },
  });
export const idCard = '11010519491231002X';

/** A dossier with something of everything. */
export const filled = (over: Partial<Dossier> = {}): Dossier => ({
  ...emptyDossier(),
  region: '沈阳市沈河区',
  taxOffice: '国家税务总局沈阳市沈河区税务局',
  founded: '2019-03-05',
  licenceFrom: '2019-03-05',
  licenceAlways: true,
  capital: 100_000_00,
  capitalDue: '2039-03-04',
  former: [{ id: 'f1', what: 'name', value: '沈阳旧名贸易有限公司', until: '2021-05-31' }],
  kinds: [{ id: 'k1', since: '2026-05-01', kind: 'general' }],
  taxes: [{ id: 't1', tax: 'vat', ownTax: '', every: 'monthly', since: '2026-05-01', until: null }],
  persons: [
    {
      id: 'p1',
      name: '欧阳雪',
      roles: ['legalRepresentative', 'owner'],
      idType: 'residentIdentityCard',
      idNumber: idCard,
      mobiles: ['15400000001', '15400000002'],
      note: '微信联系',
    },
  ],
  lead: 'sun',
  creditLevel: 'B',
  tags: ['重点', '季报'],
  paperNumber: 'A-17',
  accounts: [{ id: 'b1', purpose: 'basic', bank: '建设银行沈阳分行', number: '6222000011112222333', taxDebit: true }],
  fee: 300_00,
  billing: 'monthly',
  ...over,
});

export async function officeWithDossiers() {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: '91210102MA0AAAA001', assigned: ['sun'] });
  await test.addClient('ke', { name: '辽宁科技有限公司', taxpayerId: '91210102MA0BBBB002', assigned: ['li'] });
  for (const staff of ['zhao', 'qian', 'sun', 'li']) await test.signIn(staff);
  const [zhao, sun, li] = [callsOf(test, 'zhao'), callsOf(test, 'sun'), callsOf(test, 'li')];
  const save = (dossier: Dossier, over: { clientId?: string; revision?: number; note?: string } = {}, by = sun) =>
    by.clientDossier.save({ ...dossier, clientId: 'hua', revision: 1, ...over });
  return { test, zhao, sun, li, save };
}
