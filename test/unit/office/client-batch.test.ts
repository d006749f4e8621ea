import { describe, expect, it } from 'vitest';
import type { BatchAct } from '@contract/client-batch.ts';
import { clientSearchSchema } from '@contract/clients.ts';
import { testOffice, today, type TestOffice } from './fixture.ts';
import { sampleId } from './sample-sheets.ts';

async function office(): Promise<TestOffice> {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: sampleId(1), assigned: ['sun'] });
  await test.addClient('ke', { name: '辽宁科技有限公司', taxpayerId: sampleId(2), assigned: ['li'] });
  await test.addClient('bei', { name: '北方餐饮有限公司', taxpayerId: sampleId(3) });
  return test;
}
const stop: BatchAct = { kind: 'stop', day: today, reason: '合同到期' };
const all = ['hua', 'ke', 'bei'];

/** The preview, and what was done when it was confirmed. */
async function carriedOut(test: TestOffice, by: string, act: BatchAct, clientIds = all) {
  const staff = await test.signIn(by);
  const { clientBatch } = test.engine.office;
  const preview = await clientBatch.preview(staff, { clientIds, act });
  const result = await clientBatch.run(staff, { clientIds, act });
  expect(result.done).toBe(preview.ids.length);
  expect(result.leftOut).toEqual(preview.leftOut);
  return result;
}
async function rowsOf(test: TestOffice) {
  const staff = await test.signIn('zhao');
  const shown = await test.engine.office.clients.shown(staff, all);
  return new Map(shown.map(({ row }) => [row.clientId, row]));
}

describe('acts for many clients', () => {
  it('stop service for those who are served, and say of the others why not', async () => {
    const test = await office();
    await carriedOut(test, 'zhao', stop, ['ke']);
    const { done, leftOut } = await carriedOut(test, 'zhao', stop, [...all, 'hua', 'nobody']);
    expect(done).toBe(2);
    expect(leftOut).toEqual([
      { clientId: 'ke', name: '辽宁科技有限公司', reason: `已停止服务（${today}起：合同到期）` },
      { clientId: 'nobody', name: '', reason: '客户已不存在，或不在您的客户范围内' },
    ]);
    const rows = await rowsOf(test);
    expect([...rows.values()].every((row) => row.stopped?.begun === true)).toBe(true);
    // Each client has its own record, as if it had been stopped alone.
    const records = await test.store.db.selectFrom('audit').selectAll().where('act', '=', 'client.stop').execute();
    expect(records).toHaveLength(3);
  });

  it('end the open sessions of whom they stop', async () => {
    const test = await testOffice();
    await test.addClient('hua', {
      name: '沈阳华盛商贸有限公司',
      taxpayerId: sampleId(1),
      assigned: ['sun'],
      agreements: [{ id: 'a' }],
    });
    const sun = await test.signIn('sun');
    const session = await test.enter(sun, 'hua', 'a');
    await carriedOut(test, 'zhao', stop, ['hua']);
    const row = await test.store.db.selectFrom('session').selectAll().where('id', '=', session).executeTakeFirst();
    expect(row?.ended_at).not.toBeNull();
  });

  it('H5: assign, add and remove people, and leave out who has them already', async () => {
    const test = await office();
    const names = async () => [...(await rowsOf(test)).values()].map((row) => row.assigned.map((one) => one.handlerId));
    expect(await carriedOut(test, 'zhao', { kind: 'assign', how: 'add', handlerIds: ['li'] })).toMatchObject({
      done: 2,
      leftOut: [{ clientId: 'ke', reason: '已经分配给所选人员' }],
    });
    expect((await names()).map((ids) => ids.toSorted())).toEqual([['li', 'sun'], ['li'], ['li']]);
    expect(await carriedOut(test, 'zhao', { kind: 'assign', how: 'remove', handlerIds: ['sun'] })).toMatchObject({
      done: 1,
      leftOut: [{ reason: '没有分配给所选人员' }, { reason: '没有分配给所选人员' }],
    });
    expect(await carriedOut(test, 'zhao', { kind: 'assign', how: 'replace', handlerIds: ['qian'] })).toMatchObject({
      done: 3,
    });
    expect(await names()).toEqual([['qian'], ['qian'], ['qian']]);
    expect(await carriedOut(test, 'zhao', { kind: 'assign', how: 'replace', handlerIds: [] })).toMatchObject({
      done: 3,
    });
    expect(await names()).toEqual([[], [], []]);
  });

  it('are for whom they are: a member neither assigns nor stops, a leader stops in the team only, and nobody learns of others', async () => {
    const test = await office();
    const [sun, qian] = [await test.signIn('sun'), await test.signIn('qian')];
    const { clientBatch } = test.engine.office;
    const assign = { kind: 'assign' as const, how: 'add' as const, handlerIds: ['sun'] };
    for (const act of [stop, assign])
      for (const ask of ['preview', 'run'] as const)
        await expect(clientBatch[ask](sun, { clientIds: all, act })).rejects.toMatchObject({ code: 'FORBIDDEN' });
    const { ids, leftOut } = await clientBatch.preview(qian, { clientIds: all, act: stop });
    expect(ids).toEqual(['hua']);
    expect(leftOut.map(({ name }) => name)).toEqual(['', '']);
    expect(await clientBatch.run(qian, { clientIds: all, act: stop })).toMatchObject({ done: 1 });
    expect((await rowsOf(test)).get('ke')?.stopped).toBeNull();
  });

  it('refuse a day out of reach and people who are no staff, and change nobody then', async () => {
    const test = await office();
    const zhao = await test.signIn('zhao');
    const { clientBatch } = test.engine.office;
    await expect(clientBatch.run(zhao, { clientIds: all, act: { ...stop, day: '2062-01-01' } })).rejects.toMatchObject({
      fields: [{ field: 'day' }],
    });
    await expect(
      clientBatch.run(zhao, { clientIds: all, act: { kind: 'assign', how: 'add', handlerIds: ['nobody'] } }),
    ).rejects.toMatchObject({ fields: [{ field: 'handlerIds' }] });
    const rows = await rowsOf(test);
    expect([...rows.values()].map((row) => [row.stopped, row.assigned.length])).toEqual([
      [null, 1],
      [null, 1],
      [null, 0],
    ]);
  });

  it('favourite for the one person who does it', async () => {
    const test = await office();
    expect(await carriedOut(test, 'sun', { kind: 'favourite', favourite: true }, ['hua'])).toMatchObject({ done: 1 });
    expect(await carriedOut(test, 'sun', { kind: 'favourite', favourite: true }, ['hua'])).toMatchObject({
      done: 0,
      leftOut: [{ reason: '已经收藏' }],
    });
    const sun = await test.signIn('sun');
    const found = await test.engine.office.clients.search(
      sun,
      clientSearchSchema.parse({ filter: { favourite: true } }),
    );
    expect(found.rows.map((row) => row.clientId)).toEqual(['hua']);
    expect((await rowsOf(test)).get('hua')?.favourite).toBe(false);
  });
});

describe('the file of ticked clients', () => {
  it('H5: names these in the order of the list, stopped ones too, and none out of scope', async () => {
    const test = await office();
    await carriedOut(test, 'zhao', stop, ['ke']);
    const { offset: _, limit: __, ...asked } = clientSearchSchema.parse({ sort: 'name', query: '没有这样的' });
    const file = async (by: string) =>
      test.engine.office.clientList.file(await test.signIn(by), {
        ...asked,
        columns: ['name'],
        format: 'csv',
        clientIds: ['ke', 'bei'],
      });
    const { base64 } = await file('zhao');
    expect(Buffer.from(base64, 'base64').toString('utf8').replace('\ufeff', '').trimEnd().split('\r\n')).toEqual([
      '企业名称',
      '北方餐饮有限公司',
      '辽宁科技有限公司',
    ]);
    await expect(file('sun')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});
