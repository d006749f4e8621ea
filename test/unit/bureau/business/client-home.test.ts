import { describe, expect, it } from 'vitest';
import { clientDesk } from './client-desk.ts';

describe('client home', () => {
  it('A4: says who acts for whom, under which agreement, until when', async () => {
    const desk = await clientDesk();
    expect(await desk.business.home.of(desk.inClient('general'))).toMatchObject({
      clientName: '沈阳华盛商贸有限公司',
      taxpayerKind: 'general',
      staffName: '王敏',
      agencyName: '沈阳诚信税务师事务所',
      agreement: { firstDay: '2026-01-01', lastDay: '2026-12-31', daysLeft: 38, functions: 6, recordedByAgency: false },
      due: [{ serviceId: 'tax.vat.general', period: '2026-10', dueDay: '2026-11-16', daysLeft: -7, state: 'none' }],
      recent: [],
    });
  });

  it('a client that was taken over after the last day is not late by default: what was due before was somebody else’s', async () => {
    const desk = await clientDesk();
    await desk.store.db.updateTable('agreement').set({ first_day: '2026-11-20', recognised_at: 1 }).execute();
    const client = desk.inClient('general');
    await desk.store.db
      .insertInto('client')
      .values({
        client_id: client.clientId,
        colour: 0,
        pinyin: '',
        initials: '',
        contact: '',
        note: '',
        revision: 1,
        created_at: Date.parse('2026-11-20T04:00:00Z'),
        address: '',
      })
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    expect((await desk.business.home.of(client)).due).toEqual([]);
    // A draft that was begun stays in sight.
    await desk.business.vat.save(client, '2026-10', {}, 0);
    expect((await desk.business.home.of(client)).due).toMatchObject([{ period: '2026-10', state: 'draft' }]);
  });

  it('names every period since the last submitted one, and what was done last', async () => {
    const desk = await clientDesk();
    const client = desk.inClient('general');
    await desk.business.vat.save(client, '2026-07', {}, 0);
    await desk.business.vat.submit(client, '2026-07', 1, { clientName: client.clientName, payable: 0 });
    await desk.business.vat.save(client, '2026-08', {}, 0);
    const home = await desk.business.home.of(client);
    expect(home.due.map((row) => [row.period, row.state])).toEqual([
      ['2026-10', 'none'],
      ['2026-09', 'none'],
      ['2026-08', 'draft'],
    ]);
    expect(home.recent.map((row) => row.by)).toEqual(['王敏', '王敏', '王敏']);
    expect(home.recent[1]?.text).toContain('演示-20261123-000001');
  });

  it('tells a run of saves by one person once', async () => {
    const desk = await clientDesk();
    const client = desk.inClient('general');
    for (let i = 0; i < 12; i += 1) await desk.business.vat.save(client, '2026-10', { sales13Goods: 100 + i }, i);
    await desk.business.vat.save(desk.inClient('general', 'li'), '2026-10', { sales13Goods: 5 }, 12);
    expect((await desk.business.home.of(client)).recent.map((row) => row.by)).toEqual(['李强', '王敏']);
  });
});
