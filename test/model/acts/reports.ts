import fc from 'fast-check';
import type { AgreementView } from '@contract/agreements.ts';
import { dayOfInstant } from '../rules/days.ts';
import { isOutcome } from '../rules/login.ts';
import { unchanged } from '../rules/outcome.ts';
import { counted, markReported, reportsOf } from '../rules/reports.ts';
import { pick, pickOf, type Act } from '../step.ts';
import { staffWindow } from './agency-sign-in.ts';
import { asAdmin } from './office.ts';

/* L5. */

/** The list counts every report down. */
const list: Act = {
  name: 'list of agreements',
  weight: 2,
  args: fc.tuple(fc.nat(39)),
  *steps(model, [w = 0]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    let firm = '';
    yield {
      text: `${window}: lists its agreements`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        if (isOutcome(admin)) return admin;
        ({ firm } = admin);
        return unchanged;
      },
      real: (real) => real.call(window).agencyDelegation.list({ view: 'all', limit: 200 }),
      learn: ({ rows, counts }: { rows: AgreementView[]; counts: { toReport: number; overdue: number } }, real) => {
        const today = Date.parse(dayOfInstant(model.now));
        const shown = rows
          .map(
            (row) =>
              `${row.id}: ${row.reports
                .map((one) => `${one.kind} ${one.dueDay} ${one.daysLeft} ${one.reportedAt !== null}`)
                .sort()
                .join('; ')}`,
          )
          .sort()
          .join(', ');
        const known = model.agreements
          .filter((one) => one.agency === firm)
          .map(
            (one) =>
              `${real.agreement(one.id)}: ${reportsOf(model, one)
                .map(
                  ({ kind, due, reported }) => `${kind} ${due} ${(Date.parse(due) - today) / 86_400_000} ${reported}`,
                )
                .sort()
                .join('; ')}`,
          )
          .sort()
          .join(', ');
        if (shown !== known) throw new Error(`the list says ${shown}; by the rules it is ${known}`);
        const sums = counted(model, firm);
        if (counts.toReport !== sums.toReport || counts.overdue !== sums.overdue)
          throw new Error(
            `the list counts ${counts.toReport} and ${counts.overdue}; by the rules it is ${sums.toReport} and ${sums.overdue}`,
          );
      },
    };
  },
};

const report: Act = {
  name: 'report',
  weight: 3,
  args: fc.tuple(fc.nat(39), fc.nat(29), fc.nat(9), fc.nat(7)),
  *steps(model, [w = 0, a = 0, r, wrong]) {
    const window = yield* staffWindow(model, w, w % 4 !== 2);
    const waiting = model.agreements.flatMap((one) =>
      reportsOf(model, one)
        .filter((report) => !report.reported)
        .map(({ key }) => ({ id: one.id, key })),
    );
    const any = pickOf(model.agreements, a);
    const { id, key } = (wrong === 0 ? null : pick(waiting, a)) ?? {
      id: any.id,
      key: pick([...any.changes.map((one) => one.key), 'end'], r) ?? 'end',
    };
    yield {
      text: `${window}: ${key} of ${id} is reported`,
      window,
      expected: () => {
        const admin = asAdmin(model, window);
        return isOutcome(admin) ? admin : markReported(model, admin, id, key);
      },
      real: async (real) =>
        real.call(window).agencyDelegation.markReported({
          agreementId: real.agreement(id),
          report: key === 'end' ? 'end' : await real.change(model.agreements, key),
        }),
    };
  },
};

export const reportActs: readonly Act[] = [list, report];
