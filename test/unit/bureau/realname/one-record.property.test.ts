import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { someone, testRealName } from './fixture.ts';

/** What may happen on the phones of three people, in any order; collections stand half done while others begin. */
const people = ['handler.yi', 'phone.phone-du', 'person.p-mo'] as const;
const acts = fc.array(
  fc.record({
    who: fc.constantFrom(...people),
    window: fc.constantFrom('w1', 'w2'),
    act: fc.constantFrom(
      'begin',
      'card',
      'details',
      'details',
      'face',
      'face',
      'whole',
      'whole',
      'whole',
      'whole',
      'whole',
      'change sim',
      'new name',
      'old name',
      'clock',
    ),
    /** Whose number is given: of the phone itself, or of another. */
    mobile: fc.constantFrom(0, 0, 0, 0, 1, 2, 3),
    outcome: fc.constantFrom('pass', 'pass', 'pass', 'pass', 'pass', 'nameMismatch', 'mobileTaken', 'faceMismatch'),
  }),
  { minLength: 10, maxLength: 30 },
);

describe('real-name records', () => {
  it('I3, I2: no sequence of collections leaves two current records for a person or a mobile, and none ever changes what is history', async () => {
    let passedAtAll = 0;
    await fc.assert(
      fc.asyncProperty(acts, async (sequence) => {
        const desk = await testRealName();
        const { bureau, caller, phones, db, clock, later, code, address, yi, du } = desk;
        const mo = someone(3, '莫愁');
        await db
          .insertInto('person')
          .values({ id: 'p-mo', id_type: mo.idType, id_number: mo.idNumber, name: mo.name, created_at: clock.now() })
          .execute();
        const numbers = [yi.mobile, du.mobile, mo.mobile, '15400000011'];
        const open = new Map<string, { collection: string }>();
        const history = new Map<string, string>();
        let passed = 0;
        for (const { who, window, act, mobile, outcome } of sequence) {
          const phone = await phones().open(who);
          const step = async (): Promise<void> => {
            const running = open.get(window)?.collection ?? 'none';
            const number = mobile === 0 ? (phone.mobiles[0] ?? '') : (numbers[mobile] ?? '');
            if (act === 'change sim') await phones().changeSim(phone.phone);
            else if (act === 'new name' || act === 'old name')
              await db
                .updateTable('phone')
                .set({ card_name: act === 'new name' ? `${phone.card.name.slice(0, 1)}新` : phone.card.name })
                .where('id', '=', phone.phone)
                .execute();
            else if (act === 'clock') later(11 * 60_000);
            else if (act === 'begin') open.set(window, await bureau.realName.begin(phone.phone, caller(window)));
            else if (act === 'card') await bureau.realName.readCard(running, caller(window));
            else if (act === 'details') {
              await bureau.realName.sendCode({ collection: running, mobile: number }, caller(window));
              await bureau.realName.details(
                { collection: running, mobile: number, code: code(), address, email: null },
                caller(window),
              );
            } else if (act === 'face') {
              await bureau.realName.face(running, caller(window));
              passed += 1;
            } else {
              later();
              await phones().steer(phone.phone, outcome);
              await desk.collect(who, number, window);
              passed += 1;
            }
          };
          // A refusal is an answer; anything else would be a fault.
          await step().catch((error: unknown) => {
            expect(error).toMatchObject({ name: 'Refusal' });
          });
          const rows = await db.selectFrom('real_name_record').selectAll().execute();
          const current = rows.filter((row) => row.replaced_at === null);
          expect(new Set(current.map((row) => row.person_id)).size).toBe(current.length);
          expect(new Set(current.map((row) => row.mobile)).size).toBe(current.length);
          for (const row of rows.filter((one) => one.replaced_at !== null)) {
            expect(history.get(row.id) ?? JSON.stringify(row)).toBe(JSON.stringify(row));
            history.set(row.id, JSON.stringify(row));
          }
          expect([...history.keys()].filter((id) => !rows.some((row) => row.id === id))).toEqual([]);
        }
        const made = await db.selectFrom('audit').select('seq').where('act', '=', 'realName.record').execute();
        expect(made).toHaveLength(passed);
        passedAtAll += passed;
        expect((await db.selectFrom('real_name_record').select('id').execute()).length).toBe(4 + passed);
        expect(await bureau.trail.verify()).toMatchObject({ brokenAt: null });
      }),
      { numRuns: 15 },
    );
    // Sequences in which nothing passes would show nothing.
    expect(passedAtAll).toBeGreaterThan(10);
  }, 120_000);
});
