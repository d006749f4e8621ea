import { describe, expect, it } from 'vitest';
import type { StaffActor } from '../../../src-main/bureau/ground/actors.ts';
import { account, office, only } from './client-secrets-fixture.ts';

describe('what is known of secrets without showing them', () => {
  it('the same secret at another account in scope is told; one out of scope is not', async () => {
    const built = await office();
    const { secrets, sun, zhao, test } = built;
    await test.addClient('li-only', { name: '里程有限公司', taxpayerId: '912101099', assigned: ['li'] });
    await secrets.addMany(zhao, [
      { ...account({ secret: 'Gong-yong-1' }), clientId: 'hua' },
      { ...account({ secret: 'Gong-yong-1' }), clientId: 'qing' },
      { ...account({ secret: 'Zhi-li-2' }), clientId: 'yuan' },
      { ...account({ secret: 'Zhi-li-2' }), clientId: 'li-only' },
    ]);
    expect((await only(built, sun)).marks?.reused).toBe(true);
    expect((await only(built, sun, 'yuan')).marks?.reused).toBe(false);
    expect((await only(built, zhao, 'yuan')).marks?.reused).toBe(true);
  });

  it.each([
    ['888888', true],
    ['Aa123456', true],
    ['011234', true],
    ['210102199001011234', true],
    ['210100', true],
    ['Aa1234567', false],
    ['888888 ', false],
  ])('%j is an initial one: %s', async (secret, initial) => {
    const built = await office();
    await built.secrets.add(built.sun, { ...account({ secret }), clientId: 'hua' });
    expect((await only(built, built.sun)).marks?.initial).toBe(initial);
  });

  it('the last day is told in time', async () => {
    const built = await office();
    const { secrets, sun } = built;
    for (const validUntil of ['2026-11-22', '2026-11-23', '2026-12-23', '2026-12-24'])
      await secrets.add(sun, { ...account({ validUntil, person: validUntil }), clientId: 'hua' });
    expect((await secrets.list(sun, 'hua')).map((row) => [row.validUntil, row.validity])).toEqual([
      ['2026-11-22', 'ended'],
      ['2026-11-23', 'ending'],
      ['2026-12-23', 'ending'],
      ['2026-12-24', 'valid'],
    ]);
  });
});

describe('the search of clients', () => {
  it('finds a client by login name, site and kind of an account as soon as it is there, and never by a secret', async () => {
    const built = await office();
    const { secrets, sun, li, test } = built;
    const found = async (staff: StaffActor, query: string): Promise<string[]> => {
      const asked = { query, filter: {}, sort: 'relevance' as const, descending: false, offset: 0, limit: 50 };
      return (await test.engine.office.clients.search(staff, asked)).rows.map((row) => row.clientId);
    };
    expect(await found(sun, 'zhang.hai')).toEqual([]);
    const { accountId } = await secrets.add(sun, {
      ...account({
        kind: 'own',
        ownKind: '海关单一窗口',
        login: 'Zhang.Hai@x',
        site: 'https://www.singlewindow.cn',
        secret: 'Mi-mi-shi-9',
      }),
      clientId: 'hua',
    });
    for (const query of ['zhang.hai', 'ZHANGHAI@X', '海关', '单一窗口', 'singlewindow', 'sin'])
      expect([query, await found(sun, query)]).toEqual([query, ['hua']]);
    for (const query of ['Mi-mi-shi-9', 'mimishi', 'hai'])
      expect([query, await found(sun, query)]).toEqual([query, []]);
    expect(await found(li, '海关')).toEqual([]);
    await secrets.remove(sun, { clientId: 'hua', accountId, revision: 1, reason: '注销' });
    expect(await found(sun, '海关')).toEqual([]);
    await secrets.add(sun, { ...account({ kind: 'own', ownKind: '海关单一窗口' }), clientId: 'hua' });
    const again = await test.restarted();
    expect(
      (
        await again.office.clients.search(sun, {
          query: '海关',
          filter: {},
          sort: 'relevance',
          descending: false,
          offset: 0,
          limit: 5,
        })
      ).total,
    ).toBe(1);
  });
});
