import { createRouterClient } from '@orpc/server';
import { describe, expect, it } from 'vitest';
import { clientSearchSchema } from '@contract/clients.ts';
import { createRouter } from '../../../src-main/api/router.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { testOffice, type TestOffice } from './fixture.ts';
import { lookAt } from './import-sheets.ts';
import { sampleId } from './sample-sheets.ts';

const odd = ['91350203M0001QKT19', 'E1234567801', 'H1234567801', 'L91210102MAY000017T'];
const table = `企业名称,纳税人识别号\n${odd.map((number, n) => `沈阳第${n + 1}商贸有限公司,${number}`).join('\n')}`;
const reason = '已核对营业执照';
const trailOf = async (test: TestOffice) =>
  (await test.engine.bureau.trail.list({ limit: 20 })).map(({ text }) => text);
const callsOf = (test: TestOffice) =>
  createRouterClient(createRouter({ report: () => {} }), {
    context: { desk: { engine: () => test.engine } as unknown as Desk, window: 'zhao', origin: 'test' },
  });

describe('K3: numbers that break their check, in a table', () => {
  it('are refused with a way on, and go in once somebody says why', async () => {
    const test = await testOffice();
    const look = await lookAt(test, table);
    expect(look.rows.map(({ verdict, problems }) => [verdict, problems[0]?.keep])).toEqual(
      odd.map((number) => ['refused', number]),
    );
    const some = await look.again({ kept: [{ reason, numbers: odd.slice(0, 1) }] });
    expect(some.rows.map(({ verdict }) => verdict)).toEqual(['new', 'refused', 'refused', 'refused']);
    expect(some.rows[0]?.problems).toEqual([
      { field: 'taxpayerId', warning: true, keep: odd[0], message: expect.stringContaining(reason) },
    ]);
    const all = await look.again({ kept: [{ reason, numbers: odd }] });
    expect((await all.run()).rows.map(({ result }) => result)).toEqual(odd.map(() => 'added'));
    for (const [n, number] of odd.entries()) {
      const { rows } = await test.engine.office.clients.search(
        await test.signIn('zhao'),
        clientSearchSchema.parse({ query: number.toLowerCase() }),
      );
      expect(rows.map(({ name, taxpayerId }) => [name, taxpayerId])).toContainEqual([
        `沈阳第${n + 1}商贸有限公司`,
        number,
      ]);
    }
    expect((await trailOf(test)).filter((text) => text.includes(reason))).toHaveLength(odd.length);
    // Known now, they need no second look: nothing is to do.
    expect((await lookAt(test, table)).rows.map(({ verdict, problems }) => [verdict, problems])).toEqual(
      odd.map(() => ['same', []]),
    );
  });

  it('a reason is of the number and not of its row: another number typed there is looked at anew', async () => {
    const look = await lookAt(await testOffice(), table, { kept: [{ reason, numbers: odd }] });
    const mended = await look.mend(2, [{ column: 1, value: '91350203M0001QKT18' }]);
    expect(mended.rows[0]).toMatchObject({ verdict: 'refused', problems: [{ keep: '91350203M0001QKT18' }] });
  });

  it('what has no such shape cannot be kept', async () => {
    const bad = ['9121010OMAY000017T', '91210102MAY000017', '912101020000000000', '9.12101E+17'];
    const look = await lookAt(
      await testOffice(),
      `企业名称,纳税人识别号\n${bad.map((number, n) => `沈阳第${n}商贸有限公司,${number}`).join('\n')}`,
      { kept: [{ reason, numbers: bad }] },
    );
    expect(look.rows.map(({ verdict, problems }) => [verdict, problems[0]?.keep])).toEqual(
      bad.map(() => ['refused', undefined]),
    );
  });

  it('one with the letter of a temporary registration is asked about beside the client without', async () => {
    const test = await testOffice();
    await (await lookAt(test, `名称,税号\n沈阳丑商贸有限公司,${sampleId(1)}`)).run();
    const look = await lookAt(test, `名称,税号\n沈阳丑商贸有限公司,L${sampleId(1)}`, {
      kept: [{ reason, numbers: [`L${sampleId(1)}`] }],
    });
    expect(look.rows).toMatchObject([{ verdict: 'refused' }]);
    expect(look.rows[0]?.problems.map(({ message }) => message).join()).toContain('像是同一家');
  });
});

describe('K3: a number that breaks its check, by hand', () => {
  it('is added and corrected after a second look only, with its reason in the trail', async () => {
    const test = await testOffice();
    await test.signIn('zhao');
    const { clients } = callsOf(test);
    const input = { name: '厦门某商贸有限公司', taxpayerId: odd[0] ?? '', taxpayerKind: 'smallScale' as const };
    await expect(clients.add(input)).rejects.toMatchObject({ code: 'SECOND_LOOK' });
    await expect(clients.add({ ...input, taxpayerId: '9121010OMAY000017T', keptBecause: reason })).rejects.toThrow();
    const { clientId } = await clients.add({ ...input, keptBecause: reason });
    const known = await clients.get({ clientId });
    expect(known.taxpayerId).toBe(odd[0]);
    // What is on record already may be sent along.
    await clients.edit({ ...input, clientId, revision: known.revision, note: '老客户' });
    const correction = { ...input, clientId, revision: known.revision + 1, reason: '证照上另有一号' };
    await clients.correct({ ...correction, name: '厦门某某商贸有限公司' });
    const next = { ...correction, revision: known.revision + 2, taxpayerId: odd[3] ?? '' };
    await expect(clients.correct(next)).rejects.toMatchObject({ code: 'SECOND_LOOK' });
    await clients.correct({ ...next, keptBecause: '临时登记' });
    const texts = await trailOf(test);
    expect(texts.filter((text) => text.includes(reason))).toHaveLength(1);
    expect(texts.filter((text) => text.includes('临时登记'))).toHaveLength(1);
  });
});

describe('K3: whoever signs in, registers or recovers', () => {
  it('is not refused for a check digit that the store may hold, and is for a shape that it cannot', async () => {
    const calls = callsOf(await testOffice());
    for (const taxpayerId of odd) {
      await expect(calls.enterpriseSignIn.firm({ taxpayerId, password: 'Falsch#2026' })).rejects.toMatchObject({
        code: 'CREDENTIALS_WRONG',
      });
    }
    await expect(
      calls.enterpriseSignIn.firm({ taxpayerId: '9121010OMAY000017T', password: 'Falsch#2026' }),
    ).rejects.toMatchObject({ code: 'INVALID_INPUT' });
  });
});
