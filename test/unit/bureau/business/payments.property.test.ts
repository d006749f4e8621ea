import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clientDesk } from './client-desk.ts';

/** What the return of 2026-09 says, worked out here: 13 % of 10,000.00, and 7 % of that. */
const owed: Readonly<Record<string, number>> = { 增值税: 1_300_00, 城市维护建设税: 91_00, 教育费附加: 0 };
const act = fc.oneof(
  { weight: 1, arbitrary: fc.constant({ kind: 'file' as const }) },
  {
    weight: 6,
    arbitrary: fc.record({
      kind: fc.constant('pay' as const),
      tax: fc.constantFrom('增值税', '城市维护建设税', '教育费附加', '印花税'),
      nature: fc.constantFrom('tax' as const, 'tax' as const, 'lateFee' as const),
      amount: fc.oneof(fc.integer({ min: 1, max: 1_400_00 }), fc.constantFrom(1_300_00, 91_00, 650_00, 1)),
      reason: fc.constantFrom('', '核对过'),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('reverse' as const), which: fc.nat(9) }) },
);
interface Known {
  id: string;
  tax: string;
  nature: string;
  amount: number;
  notReversed: boolean;
}

describe('money adds up over any sequence of filing, paying and reversing', () => {
  it('the list, its sum and a certificate say what stands; nothing is ever gone; once filed, no tax is paid beyond the return', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(act, { minLength: 3, maxLength: 14 }), async (sequence) => {
        const desk = await clientDesk();
        const client = desk.inClient('general');
        const known: Known[] = [];
        let filed = false;
        let voucher = 0;
        for (const one of sequence) {
          if (one.kind === 'file') {
            if (filed) continue;
            const { payable } = await desk.business.vat.save(client, '2026-09', { sales13Goods: 10_000_00 }, 0);
            await desk.business.vat.submit(client, '2026-09', 1, { clientName: client.clientName, payable });
            filed = true;
          } else if (one.kind === 'pay') {
            const notReversed = known.filter(
              (other) => other.notReversed && other.tax === one.tax && other.nature === one.nature,
            );
            const before = notReversed.reduce((sum, other) => sum + other.amount, 0);
            const { tax, nature, amount, reason } = one;
            voucher += 1;
            const row = await desk.business.payments
              .record(client, {
                tax,
                nature,
                amount,
                reason,
                period: '2026-09',
                paidDay: '2026-11-05',
                voucher: `V${voucher}`,
              })
              .catch((error: unknown) => {
                expect(error).toMatchObject({ name: 'Refusal' });
                return null;
              });
            // Beyond the return never; beside another payment never unasked.
            const limit = filed && nature === 'tax' ? owed[tax] : undefined;
            if (limit !== undefined && before + amount > limit) expect(row).toBeNull();
            else if (notReversed.length > 0 && reason === '') expect(row).toBeNull();
            else if (reason !== '') expect(row).not.toBeNull();
            if (row) known.push({ id: row.paymentId, tax, nature, amount, notReversed: true });
          } else {
            const target = known[one.which % Math.max(1, known.length)];
            if (!target) continue;
            const reversed = await desk.business.payments
              .reverse(client, { paymentId: target.id, reason: '登记有误' })
              .then(
                () => true,
                () => false,
              );
            expect(reversed).toBe(target.notReversed);
            target.notReversed = false;
          }
          const list = await desk.business.payments.list(client, { offset: 0, limit: 50 });
          const notReversed = known.filter((other) => other.notReversed);
          const sum = notReversed.reduce((total, other) => total + other.amount, 0);
          expect([list.total, list.notReversed, list.sum]).toEqual([known.length, notReversed.length, sum]);
          expect(list.rows.filter((row) => row.reversed === null).reduce((total, row) => total + row.amount, 0)).toBe(
            sum,
          );
          const issued = await desk.business.certificates
            .issue(client, { fromDay: '2026-11-01', toDay: '2026-11-30' })
            .then(
              () => true,
              () => false,
            );
          expect(issued).toBe(notReversed.length > 0);
          if (issued)
            expect((await desk.business.certificates.list(client))[0]).toMatchObject({
              sum,
              payments: notReversed.length,
              reversed: [],
            });
        }
        // Every certificate that holds something reversed says so, and no other does.
        for (const certificate of await desk.business.certificates.list(client)) {
          const remaining = certificate.sum - certificate.reversed.reduce((total, one) => total + one.amount, 0);
          expect(remaining).toBeGreaterThanOrEqual(0);
        }
      }),
      { numRuns: 20 },
    );
    // Each run builds a desk of its own, which takes a second on a busy machine.
  }, 120_000);
});
