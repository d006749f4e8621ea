import { describe, expect, it } from 'vitest';
import { dayOf } from '../../../src-main/bureau/ground/calendar.ts';
import { periodAfter } from '../../../src-main/bureau/ground/period.ts';
import { checkLines } from '../../../src-main/bureau/business/vat/checks.ts';
import { computeLines, payableOf, typedLines, type Lines } from '../../../src-main/bureau/business/vat/form.ts';
import { formOf } from '../../../src-main/bureau/business/vat/known-returns.ts';
import { Trail } from '../../../src-main/bureau/trail/trail.ts';
import { OfficeScope } from '../../../src-main/office/clients/scope.ts';
import type { FilingTable } from '../../../src-main/store/schema/business.ts';
import { builtWorld, definitionOf, monday, sharedWorld } from './world-fixture.ts';

const today = dayOf(monday);
const world = sharedWorld();

async function filingsByClient(): Promise<Map<string, FilingTable[]>> {
  const rows = await world.store.db.selectFrom('filing').selectAll().orderBy('client_id').execute();
  const byClient = new Map<string, FilingTable[]>();
  for (const row of rows) byClient.set(row.client_id, [...(byClient.get(row.client_id) ?? []), row]);
  // Months and quarters sort as text among themselves.
  for (const own of byClient.values()) own.sort((a, b) => a.period.localeCompare(b.period));
  return byClient;
}

describe('history of the world demo', () => {
  it('J4: has a trail of thousands of records whose chain holds, none of them from today on', async () => {
    const { db } = world.store;
    const verdict = await new Trail(db, { now: () => monday }).verify();
    expect(verdict.brokenAt).toBeNull();
    expect(verdict.records).toBeGreaterThan(4_000);
    const audit = await db.selectFrom('audit').select(['at', 'result']).orderBy('seq').execute();
    expect(audit.every((row, index) => index === 0 || row.at >= (audit[index - 1]?.at ?? 0))).toBe(true);
    expect(dayOf(audit.at(-1)?.at ?? 0) < today).toBe(true);
    expect(dayOf(audit[0]?.at ?? 0).slice(0, 7)).toBe('2026-08');
    expect(audit.filter((row) => row.result === 'refused').length).toBeGreaterThan(20);
  });

  it('every return is what its form computes, without an error, following the return before', async () => {
    let checked = 0;
    for (const own of (await filingsByClient()).values()) {
      let previous: { period: string; lines: Lines } | null = null;
      for (const row of own) {
        if (previous) expect(row.period).toBe(periodAfter(previous.period));
        const form = formOf(row.form);
        const lines = row.lines;
        const facts = { period: row.period, previous };
        expect(computeLines(form, typedLines(form, lines, facts), facts)).toEqual(lines);
        expect(row.payable).toBe(payableOf(form, lines));
        expect(checkLines(form, lines, facts).filter((check) => check.level === 'error')).toEqual([]);
        previous = { period: row.period, lines };
        checked += 1;
      }
    }
    expect(checked).toBeGreaterThan(350);
  });

  it('has the newest period in every state: submitted, draft, and not begun', async () => {
    const { db } = world.store;
    const rows = await db.selectFrom('filing').select(['state']).where('period', '=', '2026-10').execute();
    const general = await db
      .selectFrom('enterprise')
      .innerJoin('client', 'client.client_id', 'enterprise.id')
      .select('id')
      .where('kind', '=', 'general')
      .execute();
    const submitted = rows.filter((row) => row.state === 'submitted').length;
    expect(submitted).toBeGreaterThan(50);
    expect(rows.length - submitted).toBeGreaterThan(1);
    expect(general.length - rows.length).toBeGreaterThan(3);
  });

  it('numbers receipts without gaps, and the series go on where they stand', async () => {
    const { db } = world.store;
    const receipts = await db
      .selectFrom('filing')
      .select(['receipt_number', 'submitted_at'])
      .where('state', '=', 'submitted')
      .orderBy('submitted_at')
      .execute();
    const places = new Map<string, number>();
    for (const row of receipts) {
      const day = dayOf(row.submitted_at ?? 0);
      const place = (places.get(day) ?? 0) + 1;
      places.set(day, place);
      expect(row.receipt_number).toBe(`演示-${day.replaceAll('-', '')}-${String(place).padStart(6, '0')}`);
    }
    const series = await db.selectFrom('number_series').selectAll().where('series', 'like', 'receipt:%').execute();
    expect(new Map(series.map((row) => [row.series.slice('receipt:'.length), row.last]))).toEqual(places);
  });

  it('records only payments of submitted returns, and certificates over what was paid', async () => {
    const { db } = world.store;
    const submitted = new Set(
      (await db.selectFrom('filing').select(['client_id', 'period']).where('state', '=', 'submitted').execute()).map(
        (row) => `${row.client_id} ${row.period}`,
      ),
    );
    const payments = await db.selectFrom('payment').selectAll().execute();
    expect(payments.filter((row) => !submitted.has(`${row.client_id} ${row.period}`))).toEqual([]);
    expect(payments.filter((row) => row.amount <= 0 || row.paid_day >= today)).toEqual([]);
    const certificates = await db.selectFrom('certificate').selectAll().execute();
    expect(certificates.length).toBeGreaterThan(5);
    for (const row of certificates) {
      const covered = payments.filter(
        (paid) => paid.client_id === row.client_id && paid.paid_day >= row.from_day && paid.paid_day <= row.to_day,
      );
      expect(covered.reduce((sum, paid) => sum + paid.amount, 0)).toBe(row.sum);
    }
  });

  it('H5, G4: nobody has entered a client outside of their scope, nor before its agreement', async () => {
    const { db } = world.store;
    const scope = new OfficeScope(db);
    const entered = await db
      .selectFrom('audit')
      .select(['handler_id', 'client_id', 'at', 'detail'])
      .where('act', '=', 'client.enter')
      .where('result', '=', 'done')
      .execute();
    const agreements = new Map((await db.selectFrom('agreement').selectAll().execute()).map((row) => [row.id, row]));
    expect(entered.length).toBeGreaterThan(600);
    for (const pair of new Set(entered.map((row) => `${row.handler_id} ${row.client_id}`))) {
      const [handler = '', client = ''] = pair.split(' ');
      expect(await scope.covers(handler, client), pair).toBe(true);
    }
    for (const row of entered) {
      const agreement = agreements.get((JSON.parse(row.detail) as { agreement: string }).agreement);
      expect(agreement?.client_id).toBe(row.client_id);
      expect(agreement?.agency_id).toBe('agency');
      const day = dayOf(row.at);
      expect(agreement && agreement.first_day <= day && day <= agreement.last_day, `${row.client_id} ${day}`).toBe(
        true,
      );
    }
  });

  it('gives the admin a full list of recents and a handful of favourites, and everybody who works some', async () => {
    const { db } = world.store;
    const uses = await db.selectFrom('client_use').selectAll().execute();
    const ofAdmin = uses.filter((use) => use.handler_id === 'h01');
    expect(ofAdmin.length).toBeGreaterThanOrEqual(20);
    expect(ofAdmin.filter((use) => use.favourite)).toHaveLength(6);
    expect(new Set(uses.map((use) => use.handler_id))).toEqual(
      new Set(['h01', 'h02', 'h03', 'h04', 'h05', 'h06', 'h07', 'h08', 'h09', 'h10']),
    );
    expect(uses.filter((use) => use.last_entered_at === null || use.last_entered_at >= monday)).toEqual([]);
  });

  it('is the same for the same day, but for what is sealed', async () => {
    const again = await builtWorld();
    for (const table of ['filing', 'payment', 'certificate', 'audit', 'client_use', 'number_series'] as const) {
      expect(await again.db.selectFrom(table).selectAll().execute(), table).toEqual(
        await world.store.db.selectFrom(table).selectAll().execute(),
      );
    }
    const remembered = (store: typeof again) =>
      store.db
        .selectFrom('remembered_password')
        .select(['client_id', 'agreement_id', 'password_version', 'remembered_at', 'remembered_by'])
        .orderBy('client_id')
        .execute();
    expect(await remembered(again)).toEqual(await remembered(world.store));
  });

  it.each(['2026-10-01', '2027-01-02', '2028-02-29'])(
    'holds its chain and its order when it begins on %s',
    async (day) => {
      const now = Date.parse(`${day}T00:30:00Z`);
      const { db } = await builtWorld(definitionOf('demo'), now);
      expect((await new Trail(db, { now: () => now }).verify()).brokenAt).toBeNull();
      expect(await db.selectFrom('audit').select('seq').where('at', '>=', now).execute()).toEqual([]);
      expect(
        (await db.selectFrom('filing').select('id').where('state', '=', 'submitted').execute()).length,
      ).toBeGreaterThan(200);
    },
  );
});
