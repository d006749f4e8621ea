import { describe, expect, it } from 'vitest';
import { passwords, testEnterprise } from '../enterprise/fixture.ts';
import { unclaimedTaxpayerId } from '../../../../src-main/training/sample/unclaimed-numbers.ts';

/** An enterprise bureau whose ids pass the contract's checks, because these calls go through the router. */
async function bureau() {
  const desk = await testEnterprise();
  const ids = { firm: unclaimedTaxpayerId(20_000_000, '2101'), social: unclaimedTaxpayerId(20_000_001, '2101') };
  await desk.db.updateTable('enterprise').set({ taxpayer_id: ids.firm }).where('id', '=', 'ent').execute();
  await desk.db.updateTable('enterprise').set({ taxpayer_id: ids.social }).where('id', '=', 'social').execute();
  const refusals = () =>
    desk.db
      .selectFrom('audit')
      .select(['act', 'text', 'rule', 'handler_id', 'client_id'])
      .where('result', '=', 'refused')
      .orderBy('seq')
      .execute();
  /** Step one of the ordinary login. */
  const flow = async (): Promise<string> => {
    const answer = await desk.call().enterpriseSignIn.firm({ taxpayerId: ids.firm, password: passwords.firm });
    return answer.next === 'handlers' ? answer.flow.flow : '';
  };
  return { ...desk, ids, refusals, flow };
}

describe('J4: a refusal leaves one record', () => {
  it('J4, G1: also where the service that refused wrote none; it names the procedure and the reason', async () => {
    const desk = await bureau();
    await expect(
      desk.call().signIn.firm({ taxpayerId: desk.ids.firm, password: passwords.firm }),
    ).rejects.toMatchObject({ code: 'FORBIDDEN' });
    expect(await desk.refusals()).toMatchObject([
      {
        act: 'signIn.firm',
        rule: 'G1',
        text: '代理机构登录第一步：机构账号被拒绝：该企业不是代理机构，请改用企业登录。',
      },
    ]);
  });

  it('J4, J1: a code asked for too soon, filed under the enterprise of the request', async () => {
    const desk = await bureau();
    const flow = await desk.flow();
    await desk.call().enterpriseSignIn.sendCode({ flow, handlerId: 'fang' });
    await expect(desk.call().enterpriseSignIn.sendCode({ flow, handlerId: 'fang' })).rejects.toMatchObject({
      code: 'CODE_TOO_SOON',
    });
    expect(await desk.refusals()).toMatchObject([{ act: 'enterpriseSignIn.sendCode', rule: 'J1', client_id: 'ent' }]);
  });

  it('J4, B6: by a person who is signed in, under their name', async () => {
    const desk = await bureau();
    await desk.call().enterpriseSignIn.finish({
      flow: await desk.flow(),
      handlerId: 'lin',
      proof: { kind: 'password', password: passwords.person },
    });
    await expect(
      desk.call().enterprise.setPersonalPassword({ oldPassword: passwords.person, newPassword: '111111' }),
    ).rejects.toMatchObject({ code: 'PASSWORD_POLICY' });
    expect(await desk.refusals()).toMatchObject([
      { act: 'enterprise.setPersonalPassword', rule: 'B6', handler_id: 'lin', client_id: 'ent' },
    ]);
    expect(JSON.stringify(await desk.refusals())).not.toContain(passwords.person);
  });

  it('J4: one that the service records itself is not told twice, nor the end of a session as a refusal', async () => {
    const desk = await bureau();
    await expect(
      desk.call().enterpriseSignIn.firm({ taxpayerId: desk.ids.firm, password: 'Cuo-Mima-77' }),
    ).rejects.toMatchObject({ code: 'CREDENTIALS_WRONG' });
    await expect(desk.call().enterprise.home()).rejects.toMatchObject({ code: 'NOT_SIGNED_IN' });
    expect(await desk.refusals()).toMatchObject([{ act: 'enterprise.firm.signIn', rule: 'B1' }]);
  });

  it('J4, B8: what a social-insurance session may not do is recorded under the rule that the answer names', async () => {
    const desk = await bureau();
    await desk.call().enterpriseSignIn.firm({ taxpayerId: desk.ids.social, password: passwords.firm });
    await expect(desk.call().enterprise.resetPersonalPassword({ handlerId: 'lin' })).rejects.toMatchObject({
      code: 'PERMISSION_MISSING',
      data: { rule: 'B8' },
    });
    expect(await desk.refusals()).toMatchObject([{ act: 'enterprise.permission', rule: 'B8' }]);
  });
});
