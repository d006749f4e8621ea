import { describe, expect, it } from 'vitest';
import { idsKept, RememberedIds } from '../../../src-main/office/remembered-ids.ts';
import { passwords, socialTaxpayerId, taxpayerId, testEnterprise } from '../bureau/enterprise/fixture.ts';
import { refused } from '../bureau/fixture.ts';

describe('taxpayer ids used last', () => {
  it('A1: hold what was right, newest first, once each, per mode, with the enterprise’s name and never a password', async () => {
    const { call, db, engine } = await testEnterprise();
    const page = call('w');
    const { rememberedIds } = page;
    expect(await rememberedIds.list({ mode: 'enterprise' })).toEqual([]);
    const ids = new RememberedIds(db, engine.acts);
    for (const id of [taxpayerId, socialTaxpayerId, taxpayerId]) await ids.used('enterprise', id);
    expect(await rememberedIds.list({ mode: 'enterprise' })).toEqual([
      { taxpayerId, name: '沈阳听潮商贸有限公司' },
      { taxpayerId: socialTaxpayerId, name: '沈阳望山幼儿园' },
    ]);
    expect(await rememberedIds.list({ mode: 'agency' })).toEqual([]);
    expect(await rememberedIds.forget({ mode: 'enterprise', taxpayerId })).toEqual([
      { taxpayerId: socialTaxpayerId, name: '沈阳望山幼儿园' },
    ]);
    expect(JSON.stringify(await db.selectFrom('setting').selectAll().execute())).not.toContain(passwords.firm);
  });

  it('A1: are at most eight a mode; one that is not there any more is not shown', async () => {
    const { db, engine } = await testEnterprise();
    const ids = new RememberedIds(db, engine.acts);
    for (let n = 0; n < idsKept + 3; n += 1) await ids.used('agency', `id-${n}`);
    await ids.used('agency', taxpayerId);
    expect(await ids.list('agency')).toEqual([{ taxpayerId, name: '沈阳听潮商贸有限公司' }]);
    expect(JSON.stringify(await db.selectFrom('setting').selectAll().execute()).match(/id-/g)).toHaveLength(
      idsKept - 1,
    );
    await Promise.all([ids.used('enterprise', taxpayerId), ids.used('enterprise', socialTaxpayerId)]);
    expect(await ids.list('enterprise')).toHaveLength(2);
  });

  it('A1, J2: a wrong password leaves nothing behind', async () => {
    const { bureau, caller, db, engine } = await testEnterprise();
    await expect(bureau.enterpriseSignIn.firm({ taxpayerId, password: 'falsch' }, caller())).rejects.toEqual(
      refused('CREDENTIALS_WRONG'),
    );
    expect(await new RememberedIds(db, engine.acts).list('enterprise')).toEqual([]);
  });
});
