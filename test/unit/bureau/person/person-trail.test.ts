import { describe, expect, it } from 'vitest';
import { people, refusedCall, testPeople } from './fixture.ts';

const texts = (answer: { rows: { act: string; clientName: string | null }[] }) =>
  answer.rows.map((row) => `${row.act} ${row.clientName ?? ''}`);

/** 苏明远 signed in in `w1`, who went through two enterprises; 贺子墨 in `w2`, who acted in the first of them. */
async function acted() {
  const desk = await testPeople();
  const home = async (window: string) => (await desk.call(window).person.home()).enterprises;
  await desk.login();
  const [one, two] = (await home('w1')).filter(({ cannot }) => cannot === null);
  if (!one || !two) throw new Error('two enterprises can be entered');
  for (const { handlerId } of [one, two]) await desk.call().person.enter({ handlerId });
  await desk.call().person.leave();
  const { id, name, mobile } = people.he;
  await desk.db
    .insertInto('real_name_record')
    .values({ id: 'r-he', person_id: id, name, mobile, origin: 'collected', recorded_at: 0, replaced_at: null })
    .execute();
  await desk.login(mobile, undefined, 'w2');
  await desk.call('w2').person.enter({ handlerId: (await home('w2'))[0]?.handlerId ?? '' });
  return { ...desk, one, two, home };
}

describe('J4, F2: a natural person reads the own trail', () => {
  it('the own account and the own acts in every enterprise that can be entered, newest first; nobody else’s', async () => {
    const { call, one, two } = await acted();
    const seen = await call().person.trail({});
    expect(seen.more).toBe(false);
    expect(texts(seen)).toEqual([
      `session.end ${two.name}`,
      `person.enter ${two.name}`,
      `session.end ${one.name}`,
      `person.enter ${one.name}`,
      `person.signIn ${people.su.name}`,
    ]);
    expect(texts(await call('w2').person.trail({}))).toEqual([
      `person.enter ${one.name}`,
      `person.signIn ${people.he.name}`,
    ]);
  });

  it('is narrowed to one enterprise, to the own account, by result, text and days, and read on page by page', async () => {
    const { call, one } = await acted();
    const trail = (question: Parameters<ReturnType<typeof call>['person']['trail']>[0]) =>
      call().person.trail(question);
    expect(texts(await trail({ clientId: one.enterpriseId }))).toEqual([
      `session.end ${one.name}`,
      `person.enter ${one.name}`,
    ]);
    expect(texts(await trail({ clientId: people.su.id }))).toEqual([`person.signIn ${people.su.name}`]);
    expect((await trail({ result: 'refused' })).rows).toEqual([]);
    expect((await trail({ query: '从个人首页进入' })).rows).toHaveLength(2);
    expect((await trail({ to: '2020-01-01T00:00:00Z' })).rows).toEqual([]);
    const first = await trail({ limit: 2 });
    expect(first).toMatchObject({ more: true });
    const rest = await trail({ limit: 5, before: first.rows.at(-1)?.seq ?? 0 });
    expect([first.rows.length, rest.rows.length, rest.more]).toEqual([2, 3, false]);
  });

  it('an enterprise that cannot be entered any more takes its records along; one that is none of theirs is refused', async () => {
    const { call, db, one, two } = await acted();
    await db.updateTable('handler').set({ state: 'removed', removed_at: 1 }).where('id', '=', one.handlerId).execute();
    await db.updateTable('enterprise').set({ handlers_synced_at: null }).where('id', '=', two.enterpriseId).execute();
    expect(texts(await call().person.trail({}))).toEqual([`person.signIn ${people.su.name}`]);
    for (const clientId of [one.enterpriseId, two.enterpriseId, 'e-social', people.he.id, 'nobody']) {
      await expect(call().person.trail({ clientId })).rejects.toEqual(refusedCall('FORBIDDEN', { rule: 'F2' }));
    }
  });

  it('what the person does as an agency’s staff is the agency’s', async () => {
    const { call, db, one } = await acted();
    const row = await db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit(1).executeTakeFirstOrThrow();
    await db
      .insertInto('audit')
      .values({
        ...row,
        seq: row.seq + 1,
        act: 'client.enter',
        handler_id: one.handlerId,
        agency_id: 'agency',
        client_id: one.enterpriseId,
      })
      .execute();
    expect(texts(await call().person.trail({})).filter((text) => text.startsWith('client.'))).toEqual([]);
  });

  it('is nobody’s who is not signed in as a natural person', async () => {
    const { call } = await acted();
    await expect(call('elsewhere').person.trail({})).rejects.toEqual(refusedCall('NOT_SIGNED_IN'));
  });
});
