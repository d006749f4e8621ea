import { describe, expect, it } from 'vitest';
import { deskEventSchema, eventAudiences, type DeskEvent } from '@contract/events.ts';
import type { Desk } from '../../../src-main/desk/desk.ts';
import { EventHub } from '../../../src-main/desk/event-hub.ts';
import { mayHear } from '../../../src-main/api/routes/hearing.ts';
import { recordsDesk } from '../bureau/trail/records-fixture.ts';

const kinds = deskEventSchema.options.map((option) => option.shape.kind.value);
const sample = (kind: DeskEvent['kind'], clientId: string | null = 'c01'): DeskEvent =>
  ({ kind, clientId, mobile: '13900000000' }) as never;

/** What each window heard of what was told. */
async function heard(
  windows: readonly string[],
  notify: (hub: EventHub) => void,
  ask: (window: string, event: DeskEvent) => Promise<boolean>,
): Promise<Record<string, DeskEvent[]>> {
  const hub = new EventHub();
  const ending = new AbortController();
  const lists = await Promise.all(
    windows.map(async (window) => {
      const stream = hub.listen(window, ending.signal, (event) => ask(window, event));
      await stream.next();
      const list: DeskEvent[] = [];
      const reading = (async () => {
        for await (const event of stream) list.push(event);
      })().catch(() => {});
      return { window, list, reading };
    }),
  );
  notify(hub);
  // Told last and to everybody: who has it has all that came before.
  hub.notify(null, { kind: 'deskChanged' } as never);
  await expect.poll(() => lists.every(({ list }) => list.some(({ kind }) => kind === 'deskChanged'))).toBe(true);
  ending.abort();
  await Promise.all(lists.map(({ reading }) => reading));
  return Object.fromEntries(
    lists.map(({ window, list }) => [window, list.filter(({ kind }) => kind !== 'deskChanged')]),
  );
}

describe('H5: a window hears only what its session could read', () => {
  it('every event of the contract names its audience', () => {
    expect(Object.keys(eventAudiences).toSorted()).toEqual(kinds.toSorted());
    expect(kinds.filter((kind) => eventAudiences[kind] === 'anyone')).toEqual(['deskChanged']);
  });

  it.each(kinds.filter((kind) => kind !== 'deskChanged'))(
    '%s is heard by no window without a session, and one for a single window by that window alone',
    async (kind) => {
      const nobody = async () => false;
      expect(await heard(['a', 'b'], (hub) => hub.notify(null, sample(kind)), nobody)).toEqual({ a: [], b: [] });
      const one = await heard(
        ['a', 'b'],
        (hub) => hub.notify('a', sample(kind)),
        async () => true,
      );
      expect(one.b).toEqual([]);
      expect(one.a).toEqual([sample(kind)]);
    },
  );

  it('clientsChanged: staff whose scope has the client, the client itself, and nobody else', async () => {
    const desk = await recordsDesk();
    const seen = { desk: { engine: () => desk.engine } as unknown as Desk };
    await desk.addClient('c02', { name: '大连听潮商贸有限公司', taxpayerId: '91210102MA0TEST2XX', assigned: ['li'] });
    for (const id of ['zhao', 'sun', 'li'] as const) await desk.signIn(id);
    await desk.person('lin');
    const ask = (window: string, event: DeskEvent) => mayHear(seen.desk, window, event);
    const windows = ['zhao', 'sun', 'li', 'lin', 'nobody'];
    const received = await heard(
      windows,
      (hub) => {
        for (const id of ['c01', 'c02', 'ent']) hub.notify(null, sample('clientsChanged', id));
      },
      ask,
    );
    const ids = Object.fromEntries(
      Object.entries(received).map(([window, events]) => [
        window,
        events.map((event) => 'clientId' in event && event.clientId),
      ]),
    );
    expect(ids).toEqual({ zhao: ['c01', 'c02', 'ent'], sun: ['c01'], li: ['c02'], lin: ['ent'], nobody: [] });
    const many = await heard(windows, (hub) => hub.notify(null, sample('clientsChanged', null)), ask);
    expect(
      Object.entries(many)
        .filter(([, events]) => events.length > 0)
        .map(([window]) => window),
    ).toEqual(['zhao', 'sun', 'li', 'lin']);
    await desk.call('sun').session.signOut();
    expect(await ask('sun', sample('clientsChanged', 'c01'))).toBe(false);
  });

  it('vaultChanged: who waits for the vault is told to the staff of this office, in whatever window, and to nobody else', async () => {
    const desk = await recordsDesk();
    const seen = { engine: () => desk.engine } as unknown as Desk;
    for (const id of ['zhao', 'sun'] as const) await desk.signIn(id);
    await desk.person('lin');
    const received = await heard(
      ['zhao', 'sun', 'lin', 'nobody'],
      (hub) => hub.notify(null, { kind: 'vaultChanged' }),
      (window, event) => mayHear(seen, window, event),
    );
    const news = [{ kind: 'vaultChanged' }];
    expect(received).toEqual({ zhao: news, sun: news, lin: [], nobody: [] });
  });

  it('I2: a simulated phone rings where it lies, or where all messages are read', async () => {
    const desk = await recordsDesk({ training: true });
    const seen = { engine: () => desk.engine } as unknown as Desk;
    const {
      mobiles: [mobile = ''],
    } = await desk.call('trainee').training.openPhone({ ref: 'phone.phone-du' });
    const rings = (window: string, number: string) => mayHear(seen, window, { kind: 'phoneMessage', mobile: number });
    expect(await rings('trainee', mobile)).toBe(true);
    expect(await rings('trainee', '13900000000')).toBe(false);
    expect(await rings('other', mobile)).toBe(false);
    await desk.call('other').training.messages();
    expect(await rings('other', mobile)).toBe(true);
  });
});
