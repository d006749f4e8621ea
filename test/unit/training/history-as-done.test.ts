import { expect, it } from 'vitest';
import type { AuditRow } from '../../../src-main/store/repositories/audit.ts';
import { clientDesk } from '../bureau/business/client-desk.ts';
import { passwords, testBureau } from '../bureau/fixture.ts';
import { sharedWorld } from './world-fixture.ts';

const world = sharedWorld();

/** What is the same of two records of one act: everything but who, for whom, when and how much. */
const shape = (row: AuditRow) => ({
  result: row.result,
  rule: row.rule,
  text: row.text
    .replaceAll(/(增值税|城市维护建设税|教育费附加|地方教育附加)缴款/g, '税缴款')
    .replaceAll(/第[一二三四]季度|\d{2}月/g, '期')
    .replaceAll(/「[^」]+」/g, '「」')
    .replaceAll(/-?[\d,]+(\.\d+)?/g, '0')
    // Whoever it is.
    .replace(row.staff_name ?? '', ''),
  detail: Object.entries(JSON.parse(row.detail) as Record<string, unknown>)
    .map(([name, value]) => `${name}:${typeof value}`)
    .toSorted(),
  filled: Object.entries(row)
    .filter(([, value]) => value !== null)
    .map(([name]) => name)
    .toSorted(),
});
const shapesOf = (rows: readonly AuditRow[], act: string) =>
  new Set(rows.filter((row) => row.act === act).map((row) => JSON.stringify(shape(row))));

it('J4: of one act the records of a training world and those of the services have the same sentence, rule, details and columns', async () => {
  const desk = await clientDesk();
  const client = desk.inClient('general');
  const { business } = desk;
  for (const [period, sold] of [['2026-10', 10_000_00]] as const) {
    const { revision, payable } = await business.vat.save(client, period, { sales13Goods: sold }, 0);
    await business.vat.submit(client, period, revision, { clientName: client.clientName, payable });
    await business.payments.record(client, {
      tax: '增值税',
      period,
      amount: payable >= 1_300_00 ? 1_300_00 : payable,
      paidDay: '2026-11-20',
      voucher: '',
      nature: 'tax',
      reason: '',
    });
  }
  await business.certificates.issue(client, { fromDay: '2026-11-01', toDay: '2026-11-23' });
  await business.vat
    .save(desk.inClient('general', 'wang', ['query.filings']), '2026-10', {}, 0)
    .catch((refusal: unknown) => refusal);
  const { login, bureau, client: addClient, caller, firm } = await testBureau();
  const staff = await login();
  await addClient('c1');
  await bureau.entry.enter(staff, 'c1', { kind: 'typed', password: passwords.agreement });
  for (const row of await bureau.sessions.clientsOf(staff.sessionId)) await bureau.sessions.ends.end(row, 'closed');
  await bureau.sessions.signOut('w1');
  const { flow } = await firm('w2');
  await bureau.signIn
    .staff({ flow, handlerId: 'zhao', proof: { kind: 'password', password: 'Cuo-Mima-1' } }, caller('w2'))
    .catch((refusal: unknown) => refusal);
  const done = [...(await desk.trail.list({ limit: 100 })), ...(await bureau.trail.list({ limit: 100 }))];
  const records = await world.store.db.selectFrom('audit').selectAll().execute();
  for (const act of ['vat.save', 'vat.submit', 'payment.record', 'certificate.issue', 'client.permission']) {
    const services = shapesOf(done, act);
    expect([act, services.size]).toEqual([act, 1]);
    expect([act, [...shapesOf(records, act)]]).toEqual([act, [...services]]);
  }
  for (const act of ['client.enter', 'client.leave', 'agency.firm.signIn', 'agency.staff.signIn', 'session.end']) {
    const services = shapesOf(done, act);
    expect(services.size).toBeGreaterThan(0);
    // What this office did is told of in the world in the very same shape.
    for (const one of services) expect([...shapesOf(records, act)]).toContain(one);
  }
});
