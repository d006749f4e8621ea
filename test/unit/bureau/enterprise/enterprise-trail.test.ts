import { describe, expect, it } from 'vitest';
import { ids, passwords, recordsDesk } from '../trail/records-fixture.ts';

const texts = (answer: { rows: { act: string; staffName: string | null }[] }) =>
  answer.rows.map((row) => `${row.act} ${row.staffName ?? ''}`);

describe('J4: an enterprise reads its own trail', () => {
  it('an officer sees what everybody did for it, newest first', async () => {
    const desk = await recordsDesk();
    await desk.person('bao');
    const seen = await (await desk.person('lin')).enterprise.trail({});
    expect(seen).toMatchObject({ everybody: true, more: false });
    expect(texts(seen)).toEqual([
      'enterprise.signIn 林岚',
      'enterprise.firm.signIn ',
      'enterprise.signIn 鲍宁',
      'enterprise.firm.signIn ',
    ]);
  });

  it('a handler sees the own acts only', async () => {
    const desk = await recordsDesk();
    await desk.person('lin');
    const seen = await (await desk.person('bao')).enterprise.trail({});
    expect(seen.everybody).toBe(false);
    expect(texts(seen)).toEqual(['enterprise.signIn 鲍宁']);
  });

  it('what an agency did for it at the bureau is there, what the agency keeps for itself is not', async () => {
    const desk = await recordsDesk();
    await desk.db.updateTable('agreement').set({ client_id: 'ent' }).where('id', '=', 'c01-a0').execute();
    await desk.db
      .insertInto('client')
      .values({
        client_id: 'ent',
        colour: 0,
        pinyin: '',
        initials: '',
        address: '',
        contact: '',
        note: '',
        revision: 1,
        created_at: 0,
      })
      .execute();
    const admin = await desk.staff();
    await admin.clients.enter({ clientId: 'ent', with: { kind: 'password', agreementPassword: 'Xieyi-Test-3' } });
    await admin.clients.assign({ clientIds: ['ent'], handlerIds: ['sun'] });
    const seen = await (await desk.person('lin')).enterprise.trail({});
    expect(texts(seen)).toContain('client.enter 赵敏');
    expect(texts(seen).filter((text) => text.startsWith('client.assign'))).toEqual([]);
    expect((await admin.trail.list({ clientId: 'ent' })).rows.map(({ act }) => act)).toContain('client.assign');
  });

  it('another enterprise’s records are never there; a social-insurance session sees its own', async () => {
    const desk = await recordsDesk();
    await desk.person('lin');
    await desk.bureau.enterpriseSignIn.firm(
      { taxpayerId: ids.social, password: passwords.firm },
      desk.caller('social'),
    );
    expect(await desk.call('social').enterprise.trail({})).toMatchObject({
      everybody: true,
      rows: [{ act: 'enterprise.signIn', rule: 'B8' }],
    });
  });

  it('is narrowed by result, text and days, and read on page by page', async () => {
    const desk = await recordsDesk();
    const lin = await desk.person('lin');
    await expect(lin.enterprise.resetPersonalPassword({ handlerId: 'fang' })).rejects.toMatchObject({
      code: 'FORBIDDEN',
    });
    const refused = await lin.enterprise.trail({ result: 'refused' });
    expect(refused.rows).toMatchObject([{ act: 'handler.password.reset', rule: 'D4', detail: {} }]);
    expect((await lin.enterprise.trail({ query: '重置' })).rows).toHaveLength(1);
    expect((await lin.enterprise.trail({ to: '2020-01-01T00:00:00Z' })).rows).toEqual([]);
    const first = await lin.enterprise.trail({ limit: 1 });
    expect(first.more).toBe(true);
    const next = await lin.enterprise.trail({ limit: 5, before: first.rows[0]?.seq ?? 0 });
    expect(next).toMatchObject({ more: false });
    expect(next.rows).toHaveLength(2);
  });
});
