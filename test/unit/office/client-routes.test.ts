import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import { unclaimedTaxpayerId } from '../../../src-main/training/sample/unclaimed-numbers.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { uploadedText } from './import-sheets.ts';

const incidents: unknown[] = [];
const callsOf = (test: TestOffice, window: string) =>
  createRouterClient(createRouter({ report: (incident) => incidents.push(incident) }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window, origin: 'test' },
  });

async function office() {
  const test = await testOffice();
  await test.addClient('hua', {
    name: '沈阳华盛商贸有限公司',
    taxpayerId: unclaimedTaxpayerId(1, '2101'),
    assigned: ['sun'],
  });
  await test.addClient('ke', {
    name: '辽宁科技有限公司',
    taxpayerId: unclaimedTaxpayerId(2, '2101'),
    assigned: ['li'],
  });
  for (const handlerId of ['zhao', 'sun']) await test.signIn(handlerId);
  return { test, zhao: callsOf(test, 'zhao'), sun: callsOf(test, 'sun') };
}

describe('clients over the router', () => {
  it('nobody signed in sees anything', async () => {
    const { test } = await office();
    await expect(callsOf(test, 'nobody').clients.search({})).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
  });

  it('only an admin assigns, records, cancels and imports', async () => {
    const { sun } = await office();
    const forbidden = { code: 'FORBIDDEN' };
    await expect(sun.clients.assign({ clientIds: ['hua'], handlerIds: [] })).rejects.toMatchObject(forbidden);
    await expect(sun.clients.cancelAgreement({ clientId: 'hua', reason: '不再办理' })).rejects.toMatchObject(forbidden);
    await expect(
      sun.clients.recordAgreement({
        clientId: 'hua',
        firstDay: '2026-01-01',
        lastDay: '2026-12-31',
        functions: ['tax.vat.general'],
        agreementPassword: 'x',
      }),
    ).rejects.toMatchObject(forbidden);
    await expect(
      sun.imports.open({ source: { kind: 'file', fileName: '客户.csv', upload: '0'.repeat(32) } }),
    ).rejects.toMatchObject(forbidden);
    await expect(sun.imports.preview({ book: 'x' })).rejects.toMatchObject(forbidden);
    await expect(sun.imports.run({ preview: 'x' })).rejects.toMatchObject(forbidden);
    await expect(sun.imports.result({ work: 'x' })).rejects.toMatchObject(forbidden);
  });

  it('answers what the contract promises', async () => {
    const { zhao } = await office();
    expect(await zhao.clients.search({ query: 'syhs' })).toMatchObject({
      total: 1,
      all: 2,
      rows: [{ clientId: 'hua', assigned: [{ handlerId: 'sun', name: '孙悦' }] }],
    });
    await zhao.clients.setFavourite({ clientId: 'hua', favourite: true });
    expect(await zhao.clients.get({ clientId: 'hua' })).toMatchObject({ favourite: true, revision: 1 });
    expect(await zhao.clients.recents()).toEqual([]);
    expect(await zhao.clients.staff()).toHaveLength(4);
    const { clientId } = await zhao.clients.add({ name: '新客户公司', taxpayerId: unclaimedTaxpayerId(3, '2101') });
    await zhao.clients.correct({
      clientId,
      revision: 1,
      name: '改名公司',
      taxpayerId: unclaimedTaxpayerId(3, '2101'),
      taxpayerKind: 'smallScale',
      reason: '录入有误',
    });
    await zhao.clients.edit({ clientId, revision: 2, contact: '张三' });
    await zhao.clients.recordAgreement({
      clientId,
      firstDay: '2026-01-01',
      lastDay: '2026-12-31',
      functions: ['tax.vat.general'],
      agreementPassword: 'given',
    });
    const open = await zhao.clients.enter({ clientId, with: { kind: 'password', agreementPassword: 'given' } });
    expect(open).toMatchObject({ clientId, name: '改名公司' });
    await zhao.clients.cancelAgreement({ clientId, reason: '不再续约' });
    expect(await zhao.clients.get({ clientId })).toMatchObject({ agreement: { state: 'cancelled' } });
    expect(incidents).toEqual([]);
  });

  it('leaving ends the session and takes the tab away; leaving again is no error', async () => {
    const { test, sun } = await office();
    const actor = await test.engine.bureau.sessions.staffOf('sun');
    const session = await test.enter(actor, 'hua', 'hua-a0');
    await sun.clients.leave({ clientId: 'hua' });
    await expect(test.engine.bureau.sessions.clientOf(actor, session)).rejects.toMatchObject({
      data: { sessionEnd: 'closed' },
    });
    expect(await test.engine.office.sessionState.of('sun')).toMatchObject({ open: [], closed: [] });
    await sun.clients.leave({ clientId: 'hua' });
  });

  it('previews and runs an import', async () => {
    const { zhao } = await office();
    const text = `名称,税号\n进口公司,${unclaimedTaxpayerId(9, '2101')}\n坏公司,123`;
    const { book } = await zhao.imports.open({ source: await uploadedText(zhao.imports, text) });
    const { preview, counts } = await zhao.imports.preview({ book });
    expect(counts).toMatchObject({ new: 1, refused: 1 });
    const { work } = await zhao.imports.run({ preview });
    await expect.poll(async () => (await zhao.imports.result({ work })).done).toBe(true);
    expect((await zhao.imports.result({ work })).rows.map((row) => row.result)).toEqual(['added', 'refused']);
    expect(await zhao.work.list()).toMatchObject([{ work, state: 'finished' }]);
    expect(incidents).toEqual([]);
  });
});
