import { describe, expect, it } from 'vitest';
import { testOffice } from './fixture.ts';

async function openClient() {
  const test = await testOffice();
  await test.addClient('hua', { name: '沈阳华盛商贸有限公司', taxpayerId: '91110108551385082Q', assigned: ['sun'] });
  const sun = await test.signIn('sun');
  return { test, sun, session: await test.enter(sun, 'hua', 'hua-a0') };
}

describe('tabs', () => {
  it('G5: after a restart they come back locked, and the sessions of before are over', async () => {
    const { test, sun } = await openClient();
    await test.engine.start();
    await expect(test.engine.bureau.sessions.staffOf('sun')).rejects.toMatchObject({
      code: 'NOT_SIGNED_IN',
      data: { sessionEnd: 'hostRestarted' },
    });
    const again = await test.signIn('sun');
    expect(await test.engine.office.sessionState.of('sun')).toMatchObject({
      open: [],
      closed: [{ clientId: 'hua', ended: 'hostRestarted', name: '沈阳华盛商贸有限公司' }],
    });
    await test.enter(again, 'hua', 'hua-a0');
    expect(await test.engine.office.sessionState.of('sun')).toMatchObject({ open: [{ clientId: 'hua' }], closed: [] });
    expect(sun.handlerId).toBe(again.handlerId);
  });

  it('G5: signing out keeps them for the next login', async () => {
    const { test } = await openClient();
    const row = await test.engine.bureau.sessions.staffRow('sun');
    if (row) await test.engine.bureau.sessions.ends.end(row, 'signedOut');
    await test.signIn('sun');
    expect((await test.engine.office.sessionState.of('sun')).closed).toMatchObject([
      { clientId: 'hua', ended: 'parentEnded' },
    ]);
  });
});
