import { describe, expect, it } from 'vitest';
import type { Capacity } from '@contract/people.ts';
import { refused } from '../fixture.ts';
import { minute, mobiles, passwords, socialTaxpayerId, taxpayerId, testEnterprise } from './fixture.ts';

type Bureau = Awaited<ReturnType<typeof testEnterprise>>;
const send = (
  { bureau, caller }: Bureau,
  change: Partial<{ taxpayerId: string; password: string; capacity: Capacity; mobile: string }> = {},
  window?: string,
) =>
  bureau.quickSignIn.sendCode(
    { taxpayerId, password: passwords.firm, capacity: 'financeOfficer', mobile: mobiles.fang, ...change },
    caller(window),
  );

describe('quick login', () => {
  it('C1, A4: one form and the code make the session of the person in their capacity', async () => {
    const desk = await testEnterprise();
    const { flow, mobileMasked } = await send(desk);
    expect(mobileMasked).toBe('154****0012');
    await desk.bureau.quickSignIn.finish({ flow, code: desk.code() }, desk.caller());
    expect((await desk.call().session.current()).who).toMatchObject({
      kind: 'enterprise',
      mustSetPassword: true,
      person: { name: '方舟', capacity: 'financeOfficer' },
    });
    expect(await desk.acts('enterprise.signIn')).toMatchObject([
      { result: 'done', rule: 'C1', client_id: 'ent', handler_id: 'fang' },
    ]);
  });

  it('B7: refuses before the first ordinary login with a sync, says why, and works after it', async () => {
    const desk = await testEnterprise({ synced: false });
    const error = await send(desk).catch((refusal: Error) => refusal);
    expect(error).toEqual(refused('SYNC_REQUIRED', { rule: 'B7' }));
    expect((error as Error).message).toContain('普通登录');
    expect(desk.phone?.messages()).toEqual([]);
    const { flow } = await desk.firm();
    await desk.bureau.enterpriseSignIn.sync(flow, desk.caller());
    await expect(send(desk)).resolves.toMatchObject({ mobileMasked: '154****0012' });
  });

  it('C2, B9: only the verified mobile of a person in that capacity; the refusal points to real-name collection', async () => {
    const desk = await testEnterprise();
    for (const wrong of [
      { mobile: mobiles.lin },
      { mobile: '15499999999' },
      { capacity: 'legalRepresentative' as const },
      { capacity: 'invoiceCollector' as const },
    ]) {
      const error = await send(desk, wrong, `w-${JSON.stringify(wrong)}`).catch((refusal: Error) => refusal);
      expect(error).toEqual(refused('METHOD_UNAVAILABLE'));
      expect((error as Error).message).toContain('实名采集');
    }
    expect(desk.phone?.messages()).toEqual([]);
    await expect(send(desk, { mobile: '15499999998' }, 'x')).rejects.toEqual(refused('METHOD_UNAVAILABLE'));
    await expect(send(desk, {}, 'y')).rejects.toEqual(refused('LOCKED_OUT', { rule: 'J2' }));
  });

  it('C2: a person whose real name is not as registered is refused', async () => {
    const desk = await testEnterprise();
    await desk.db.updateTable('real_name_record').set({ name: '方洲' }).where('id', '=', 'r-fang').execute();
    await expect(send(desk)).rejects.toEqual(refused('REAL_NAME_REQUIRED', { rule: 'A3' }));
  });

  it('C1, J2: a wrong enterprise password is refused before anything is told of people', async () => {
    const desk = await testEnterprise({ synced: false });
    await expect(send(desk, { password: 'Falsch-123' })).rejects.toEqual(refused('CREDENTIALS_WRONG', { rule: 'C1' }));
  });

  it('B8: a social-insurance-only enterprise is sent to ordinary login', async () => {
    await expect(send(await testEnterprise(), { taxpayerId: socialTaxpayerId })).rejects.toEqual(
      refused('METHOD_UNAVAILABLE', { rule: 'B8' }),
    );
  });

  it('J1: a code is good once, for its own request, for five minutes and five tries', async () => {
    const desk = await testEnterprise();
    const first = await send(desk);
    const code = desk.code();
    const other = (await desk.firm('w2')).flow;
    await expect(
      desk.bureau.enterpriseSignIn.finish(
        { flow: other, handlerId: 'fang', proof: { kind: 'code', code } },
        desk.caller('w2'),
      ),
    ).rejects.toEqual(refused('CODE_EXPIRED'));
    const wrong = code === '000000' ? '000001' : '000000';
    await expect(desk.bureau.quickSignIn.finish({ flow: first.flow, code: wrong }, desk.caller())).rejects.toEqual(
      refused('CODE_WRONG', { triesLeft: 4 }),
    );
    await desk.bureau.quickSignIn.finish({ flow: first.flow, code }, desk.caller());
    await expect(desk.bureau.quickSignIn.finish({ flow: first.flow, code }, desk.caller())).rejects.toEqual(
      refused('FLOW_EXPIRED'),
    );
    desk.later();
    const second = await send(desk);
    desk.later(5 * minute);
    await expect(
      desk.bureau.quickSignIn.finish({ flow: second.flow, code: desk.code() }, desk.caller()),
    ).rejects.toEqual(refused('CODE_EXPIRED'));
  });

  it('J1: a code asked for too soon leaves the request in hand, and its code, as they are', async () => {
    const desk = await testEnterprise();
    const { flow } = await send(desk);
    await expect(send(desk)).rejects.toEqual(refused('CODE_TOO_SOON', { rule: 'J1' }));
    await expect(desk.bureau.quickSignIn.finish({ flow, code: desk.code() }, desk.caller())).resolves.toBeUndefined();
  });
});
