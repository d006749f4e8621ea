import { describe, expect, it } from 'vitest';
import { weaknessOf } from '../../../src-main/office/secrets/secret-strength.ts';
import { account, day, office, type Office } from './client-secrets-fixture.ts';

const asked = { olderThan: 180, query: '', offset: 0, limit: 100 };
const review = ({ test, sun }: Office, more: object = {}) =>
  test.engine.office.secretReview.list(sun, { ...asked, ...more });

describe('secrets that need care, over all clients in scope', () => {
  it('weak, reused, initial, ending and ended ones are found without being shown; strong ones are not listed', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    const add = (clientId: string, login: string, secret: string, more: object = {}) =>
      secrets.add(sun, { ...account({ login, secret, ...more }), clientId });
    await add('hua', 'gut', 'Xk7#qLm9vT');
    await add('hua', 'schwach', 'qkzpwmxr');
    await add('hua', 'erst', '888888');
    await add('hua', 'gleich', 'Gl3!ch-Wert9');
    await add('qing', 'gleich2', 'Gl3!ch-Wert9');
    await add('yuan', 'bald', 'Yk7#qLm9vT', { validUntil: '2026-12-10' });
    await add('yuan', 'aus', 'Zk7#qLm9vT', { validUntil: '2026-11-01' });
    const found = await review(built);
    expect(found).toMatchObject({ opened: true, accounts: 7, total: 6 });
    expect(found.counts).toEqual({ lost: 0, ended: 1, initial: 1, reused: 2, weak: 1, ending: 1, old: 0 });
    expect(Object.fromEntries(found.rows.map(({ login, problems }) => [login, problems]))).toEqual({
      schwach: ['weak'],
      erst: ['initial'],
      gleich: ['reused'],
      gleich2: ['reused'],
      bald: ['ending'],
      aus: ['ended'],
    });
    expect(found.rows.find(({ login }) => login === 'schwach')?.weakness).toBe('plain');
    expect(JSON.stringify(found)).not.toMatch(/qkzpwmxr|Wert9|888888/);
    expect((await review(built, { problem: 'reused' })).rows.map(({ clientName }) => clientName).toSorted()).toEqual([
      'hua有限公司',
      'qing有限公司',
    ]);
    expect((await review(built, { query: 'yuan' })).total).toBe(2);
    expect((await review(built, { offset: 4, limit: 1 })).rows).toHaveLength(1);
    test.clock.at(test.clock.now() + 200 * day);
    expect((await review(built)).counts).toMatchObject({ old: 7, ended: 2 });
    expect((await review(built, { olderThan: 365 })).counts.old).toBe(0);
  });

  it('H5: clients of others and clients that the office serves no more are not looked at', async () => {
    const built = await office();
    const { secrets, sun, li, zhao, test } = built;
    await secrets.add(sun, { ...account({ secret: '888888' }), clientId: 'hua' });
    expect((await test.engine.office.secretReview.list(li, asked)).accounts).toBe(0);
    expect((await test.engine.office.secretReview.list(zhao, asked)).accounts).toBe(1);
    await test.store.db
      .insertInto('client_stop')
      .values({ client_id: 'hua', day: '2026-11-01', reason: '搬走', handler_id: 'zhao', by_name: '赵敏', at: 0 })
      .execute();
    expect((await review(built)).accounts).toBe(0);
  });

  it('while the vault is closed only days are known, and a damaged secret', async () => {
    const built = await office();
    const { secrets, sun, test } = built;
    await secrets.add(sun, { ...account({ secret: '888888', validUntil: '2026-11-01' }), clientId: 'hua' });
    test.engine.office.vault.close(sun);
    expect(await review(built)).toMatchObject({ opened: false, counts: { ended: 1, initial: 0, weak: 0 } });
  });

  it('more accounts than one act looks at are all looked at', async () => {
    const built = await office();
    const { secrets, sun } = built;
    await secrets.addMany(
      sun,
      Array.from({ length: 1001 }, (_, index) => ({
        ...account({ login: `u${index}`, secret: 'Gl3!ch-Wert9' }),
        clientId: 'hua',
      })),
    );
    expect((await review(built)).counts.reused).toBe(1001);
  });
});

describe('strength of a secret', () => {
  const of = { kind: 'bureauHandler', login: '13812345678', taxpayerId: '91210100MA0ABCDE12' };
  it.each([
    ['Xk7#qLm9vT', of, null],
    ['abc', of, 'short'],
    ['12345678', of, 'run'],
    ['87654321', of, 'run'],
    ['11111111', of, 'run'],
    ['19900214', of, 'run'],
    ['Password1!', of, 'common'],
    ['Zz-345678', of, 'own'],
    ['qkzpwmxr', of, 'plain'],
    ['qkzpwmxr47', of, 'plain'],
    ['qkzpwmxr4721', of, null],
    ['密码 很长的一句话 47', of, null],
    ['492716', { ...of, kind: 'certificate' }, null],
    ['123456', { ...of, kind: 'certificate' }, 'run'],
    ['4927', { ...of, kind: 'bank' }, 'short'],
    ['492716', of, 'short'],
    [`Xk7#${'qLm9vT'.repeat(20)}`, of, null],
  ] as const)('%s', (secret, about, weak) => {
    expect(weaknessOf(secret, about)).toBe(weak);
  });
});
