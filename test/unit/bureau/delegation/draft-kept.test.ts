import { expect, it } from 'vitest';
import { refused } from '../fixture.ts';
import { agreementPassword, functions, testDelegation } from './fixture.ts';

it('H2: a draft in hand is kept when the agreement ends, and whoever may go on finds it; the one in hand cannot be saved any more', async () => {
  const desk = await testDelegation();
  const { bureau, client, lin, recognise, seen, step3, signIn, db } = desk;
  const made = await recognise();
  await db.insertInto('assignment').values({ client_id: 'ent', handler_id: 'sun' }).execute();
  const sun = await signIn('sun');
  const opened = await step3(sun);
  const inClient = await bureau.sessions.clientOf(sun, opened.clientSessionId);
  const { vat } = bureau.business;
  const period = (await vat.periods(inClient))[0]?.period ?? '';
  const empty = await vat.open(inClient, period);
  const key = empty.formLines.find((line) => !line.computed)?.key ?? '';
  const saved = await vat.save(inClient, period, { [key]: 43_210_00 }, empty.revision);
  expect(saved.revision).toBe(1);

  await client.cancel(lin, seen(made), '改由本企业办理');
  const { call } = desk;
  await expect(
    call('sun').business.vatSave({ clientSession: opened.clientSessionId, period, lines: { [key]: 1 }, revision: 1 }),
  ).rejects.toMatchObject({ code: 'SESSION_ENDED', data: { sessionEnd: 'agreementCancelled' } });
  expect((await call('sun').session.current()).closed).toMatchObject([
    { clientId: 'ent', ended: 'agreementCancelled' },
  ]);
  expect((await call('sun').clients.get({ clientId: 'ent' })).cannotEnter).toBe(
    '协议已由委托企业终止（改由本企业办理）',
  );
  await expect(step3(sun)).rejects.toEqual(refused('CLIENT_NOT_ENTERABLE'));

  // Under a new agreement somebody else goes on where it was left.
  await recognise({ functions, agreementPassword });
  const zhao = await signIn('zhao', 'later');
  const again = await bureau.sessions.clientOf(zhao, (await step3(zhao)).clientSessionId);
  expect(await vat.open(again, period)).toMatchObject({
    state: 'draft',
    revision: 1,
    savedBy: '孙悦',
    lines: { [key]: 43_210_00 },
  });
  expect(await vat.save(again, period, { [key]: 50_000_00 }, 1)).toMatchObject({ revision: 2, savedBy: '赵敏' });
});
