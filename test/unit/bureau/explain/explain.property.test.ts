import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Refusal } from '@contract/errors.ts';
import { profiles } from '../../../../src-main/bureau/ground/profile.ts';
import { addDays, dayOf } from '../../../../src-main/bureau/ground/calendar.ts';
import { clientLinks, personLinks, verdictOf } from '../../../../src-main/bureau/explain/links.ts';
import { agreementsAt, instantOf } from '../../../../src-main/bureau/explain/on-day.ts';
import { clientServices } from '../../../../src-main/bureau/explain/services.ts';
import { functionSetOf } from '../../../../src-main/bureau/delegation/function-set.ts';
import { handlerOf, realNameRefusal } from '../../../../src-main/bureau/sign-in/known-handler.ts';
import { agreementsWithFunctions, handlerAt } from '../../../../src-main/store/repositories/explain-facts.ts';
import { agencyId, today } from '../../office/fixture.ts';
import { testBureau } from '../fixture.ts';
import { usualCatalogue } from '../../../../src-main/bureau/catalogue/service-catalogue.ts';
import { usualDays } from '../../../../src-main/bureau/rule-sets/limits.ts';

const day = 86_400_000;
const around = fc.integer({ min: -40, max: 40 }).map((days) => addDays(today, days));
const agreement = fc.record({
  decided: fc.constantFrom('proposed', 'recognised', 'suspended', 'cancelled', 'declined' as const),
  days: fc.tuple(around, around).map((pair) => pair.toSorted()),
  createdAgo: fc.integer({ min: 0, max: 60 }),
  decidedAgo: fc.option(fc.integer({ min: 0, max: 60 }), { nil: null }),
  functions: fc.subarray(
    [...usualCatalogue.all].filter((id) => !id.startsWith('staff') && !id.startsWith('delegation')).slice(0, 12),
    { minLength: 1 },
  ),
});

describe('为什么不能办', () => {
  it('G4, H5, G3, H4: what is explained of a client today is what the services really decide, link by link', async () => {
    const { bureau, store, addClient, login, clock } = await testBureau();
    const actor = await login('sun');
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(agreement, { maxLength: 3 }),
        fc.boolean(),
        fc.constantFrom('general', 'smallScale' as const),
        async (agreements, assigned, kind) => {
          const id = `c${String((number += 1)).padStart(4, '0')}`;
          await addClient(id, {
            name: `沈阳${id}商贸有限公司`,
            taxpayerId: `T${id}`,
            assigned: assigned ? ['sun'] : ['zhao'],
          });
          await store.db.updateTable('enterprise').set({ kind }).where('id', '=', id).execute();
          for (const [index, one] of agreements.entries()) {
            const set = functionSetOf(one.functions);
            await store.db
              .insertInto('function_set')
              .values(set)
              .onConflict((conflict) => conflict.doNothing())
              .execute();
            await store.db
              .insertInto('agreement')
              .values({
                id: `${id}-${index}`,
                client_id: id,
                agency_id: agencyId,
                decided: one.decided,
                first_day: one.days[0] ?? '',
                last_day: one.days[1] ?? '',
                function_set_id: set.id,
                password_hash: null,
                password_version: 1,
                recorded_by_agency: false,
                created_at: clock.now() - one.createdAgo * day,
                decided_at: one.decidedAgo === null ? null : clock.now() - one.decidedAgo * day,
                end_reason: null,
                revision: 1,
                recognised_at: null,
                ended_by: null,
                end_reported_at: null,
                end_reported_by: null,
              })
              .execute();
          }
          const rows = await agreementsWithFunctions(store.db, agencyId, [id]);
          const covered = assigned;
          const { links, agreement: counts } = clientLinks(
            { covered, agreements: rows },
            today,
            instantOf(today, clock.now()),
            usualDays,
          );
          const verdict = verdictOf(links);
          const real = await bureau.entry.agreementFor(actor, id).catch((refusal: unknown) => refusal);
          if (real instanceof Refusal) {
            expect(verdict).toMatchObject({
              allowed: false,
              link: real.data.link,
              rule: real.data.rule,
              whoCanMend: real.data.whoCanMend,
            });
            expect(clientServices(links, counts, kind, usualCatalogue).some((service) => service.allowed)).toBe(false);
            return;
          }
          expect(verdict.allowed).toBe(true);
          const entered = real as { agreement: { id: string; functions: string } };
          expect(counts?.id).toBe(entered.agreement.id);
          const decisions = await bureau.business.decisions({
            staff: actor,
            clientSessionId: 'x',
            clientId: id,
            clientName: id,
            agreementId: entered.agreement.id,
            functions: new Set(entered.agreement.functions),
          });
          expect(
            clientServices(links, counts, kind, usualCatalogue).map(
              ({ serviceId, allowed, rule, reason, whoCanMend }) => ({
                serviceId,
                allowed,
                rule,
                reason,
                whoCanMend,
              }),
            ),
          ).toEqual(
            decisions.map(({ serviceId, allowed, rule, reason, whoCanMend }) => ({
              serviceId,
              allowed,
              rule,
              reason,
              whoCanMend,
            })),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('A3, E4, E7: what is explained of a person today is what a login really decides', async () => {
    const { store, clock } = await testBureau();
    const { db } = store;
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('active', 'pending', 'removed' as const),
        fc.constantFrom(null, '甲某', '乙某'),
        fc.constantFrom(profiles.office, profiles.training),
        async (state, verified, profile) => {
          const id = `h${(number += 1)}`;
          const now = clock.now();
          await db
            .insertInto('person')
            .values({ id: `p-${id}`, id_type: 'x', id_number: id, name: '甲某', created_at: now - day })
            .execute();
          await db
            .insertInto('handler')
            .values({
              id,
              enterprise_id: agencyId,
              person_id: `p-${id}`,
              capacity: 'handler',
              state,
              password_hash: null,
              created_at: now - day,
              removed_at: state === 'removed' ? now : null,
            })
            .execute();
          if (verified !== null)
            await db
              .insertInto('real_name_record')
              .values({
                id: `r-${id}`,
                person_id: `p-${id}`,
                name: verified,
                mobile: `155${String(number).padStart(8, '0')}`,
                origin: 'collected',
                recorded_at: now - day,
                replaced_at: null,
              })
              .execute();
          const at = instantOf(dayOf(now), now);
          const links = personLinks((await handlerAt(db, id, at))!, at, {
            called: '待办人员',
            listedBy: '机构管理员',
            profile,
          });
          const real = await handlerOf(db, agencyId, id).then(
            (handler) => realNameRefusal(handler, profile),
            (refusal: unknown) => refusal as Refusal,
          );
          expect(verdictOf(links).allowed).toBe(real === null);
          if (real?.code === 'REAL_NAME_REQUIRED')
            expect(verdictOf(links)).toMatchObject({
              link: real.data.link,
              rule: real.data.rule,
              reason: real.message,
              whoCanMend: real.data.whoCanMend,
            });
        },
      ),
      { numRuns: 40 },
    );
  });

  it('H3: a day gone by sees what had been decided by then, and never what came later', () => {
    const now = Date.parse(`${today}T04:00:00Z`);
    fc.assert(
      fc.property(agreement, around, ({ decided, days, createdAgo, decidedAgo }, on) => {
        const recognised_at = decided === 'proposed' || decided === 'declined' ? null : now - createdAgo * day + 1;
        const row = {
          id: 'a',
          decided,
          created_at: now - createdAgo * day,
          decided_at: decidedAgo === null ? null : now - decidedAgo * day,
          first_day: days[0] ?? '',
          last_day: days[1] ?? '',
          recognised_at,
          ended_by: 'client' as const,
          end_reason: 'x',
        };
        const at = instantOf(on, now);
        expect(at).toBeLessThanOrEqual(now);
        if (on >= today) expect(at).toBe(now);
        else expect([dayOf(at), dayOf(at + 1)]).toEqual([on, addDays(on, 1)]);
        const [seen] = agreementsAt([row], at);
        if (row.created_at > at) {
          expect(seen).toBeUndefined();
          return;
        }
        if (row.decided_at === null || row.decided_at <= at) {
          expect(seen).toEqual(row);
          return;
        }
        expect(seen).toMatchObject({
          decided: recognised_at !== null && recognised_at <= at ? 'recognised' : 'proposed',
          ended_by: null,
          end_reason: null,
        });
      }),
    );
  });
});
