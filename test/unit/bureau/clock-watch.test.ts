import { describe, expect, it } from 'vitest';
import { minute } from './fixture.ts';
import { testEnterprise } from './enterprise/fixture.ts';
import { testRealName } from './realname/fixture.ts';

describe('a clock set back gains nothing', () => {
  it('J3: an open session goes on counting the time it has used', async () => {
    const desk = await testEnterprise();
    await desk.login('lin');
    await desk.bureau.sweep();
    desk.later(20 * minute);
    await desk.bureau.sweep();
    desk.later(-60 * minute);
    await desk.bureau.sweep();
    desk.later(9 * minute);
    expect((await desk.call().session.current()).who).not.toBeNull();
    desk.later(minute);
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: 'idle' });
  });

  it('J3: nor does its absolute end move away', async () => {
    const desk = await testEnterprise();
    await desk.login('lin');
    for (let used = 0; used < 12 * 60; used += 20) {
      await desk.bureau.sweep();
      await desk.bureau.sessions.touch('w1');
      desk.later(20 * minute);
      await desk.bureau.sweep();
      if (used % 100 === 0) desk.later(-5 * minute);
    }
    await desk.bureau.sweep();
    expect(await desk.call().session.current()).toMatchObject({ who: null, ended: 'absolute' });
  });

  it('I1: a collection that had run out is over, however far the clock goes back', async () => {
    const desk = await testRealName();
    await desk.bureau.sweep();
    const collection = await desk.card('phone.phone-du');
    desk.later(15 * minute);
    await desk.bureau.sweep();
    desk.later(-10 * minute);
    await desk.bureau.sweep();
    await expect(desk.bureau.realName.readCard(collection, desk.caller('phone'))).rejects.toMatchObject({
      code: 'FLOW_EXPIRED',
    });
  });

  it('J4: it is recorded, once, by how much; a second or two is put right in silence', async () => {
    const desk = await testEnterprise();
    await desk.bureau.sweep();
    desk.later(-1000);
    await desk.bureau.sweep();
    expect(await desk.acts('clock.setBack')).toEqual([]);
    desk.later(-minute);
    await desk.bureau.sweep();
    await desk.bureau.sweep();
    expect((await desk.acts('clock.setBack')).map((row) => JSON.parse(row.detail) as object)).toEqual([
      { byMs: minute },
    ]);
  });

  it('J3: a start after it compares with the last record', async () => {
    const desk = await testEnterprise();
    await desk.login('lin');
    desk.later(-10 * minute);
    await desk.bureau.sweep();
    expect(await desk.acts('clock.setBack')).toHaveLength(1);
  });
});
