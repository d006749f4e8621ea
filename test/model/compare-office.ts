import { same } from './compare.ts';
import type { Real } from './real.ts';
import { question } from './rows.sqlite.ts';
import type { Model } from './state.ts';

const everyTeam = question((db) => db.selectFrom('team').selectAll());
const everyMember = question((db) => db.selectFrom('member').select(['handler_id', 'office_role', 'team_id']));
const everyAssignment = question((db) => db.selectFrom('assignment').selectAll());
const everyChange = question((db) => db.selectFrom('agreement_change').select(['agreement_id', 'reported_at']));
const everyReportedEnd = question((db) =>
  db.selectFrom('agreement').select('id').where('end_reported_at', 'is not', null),
);

/** H5, E7: teams, parts in the office, and who works for whom. */
export function compareOffice(real: Real, model: Model): void {
  const teams = real.rows(everyTeam);
  same(
    'teams',
    teams.map((row) => `${row.id} ${row.name}`).sort(),
    model.teams.map((one) => `${real.team(one.key)} ${one.name}`).sort(),
  );
  const members = real.rows(everyMember);
  same(
    'members',
    members.map((row) => `${row.handler_id} ${row.office_role} ${row.team_id ?? ''}`).sort(),
    model.handlers
      .flatMap((one) =>
        one.member
          ? [
              `${real.handler(one.key)} ${one.member.role} ${one.member.team === null ? '' : real.team(one.member.team)}`,
            ]
          : [],
      )
      .sort(),
  );
  const assigned = real.rows(everyAssignment);
  same(
    'assignments',
    assigned.map((row) => `${real.firm(row.client_id)} ${row.handler_id}`).sort(),
    [...model.assigned]
      .flatMap(([client, handlers]) => [...handlers].map((one) => `${client} ${real.handler(one)}`))
      .sort(),
  );
  const changes = real.rows(everyChange);
  const ends = real.rows(everyReportedEnd);
  same(
    'L5, reports',
    [
      ...changes.map((row) => `${row.agreement_id} change ${row.reported_at !== null}`),
      ...ends.map((row) => `${row.id} end`),
    ].sort(),
    model.agreements
      .flatMap((one) => [
        ...one.changes.map(({ reported }) => `${real.agreement(one.id)} change ${reported}`),
        ...(one.endReported ? [`${real.agreement(one.id)} end`] : []),
      ])
      .sort(),
  );
}
