import { createPinia, setActivePinia } from 'pinia';
import { nextTick } from 'vue';
import { beforeEach, expect, it, vi } from 'vitest';
import type { SessionState } from '@contract/session.ts';
import type { Work } from '@contract/work.ts';
import { useSession } from '../../../../src-renderer/stores/session.ts';
import { useWork } from '../../../../src-renderer/stores/work.ts';

const listed = vi.hoisted(() => ({ now: [] as Work[] }));
// The bridge ends where a host would begin.
vi.mock('../../../../src-renderer/bridge/client.ts', () => ({ client: { work: { list: async () => listed.now } } }));

const piece = (work: string, state: Work['state'] = 'running'): Work => ({
  work,
  title: work,
  done: 1,
  total: 2,
  leftMs: null,
  state,
  message: null,
});
const signedIn = (handlerId: string) =>
  useSession().apply({
    who: null,
    session: { staff: { handlerId } },
    ended: null,
    open: [],
    closed: [],
  } as unknown as SessionState);
const known = () => [...useWork().all.keys()].toSorted();

beforeEach(async () => {
  setActivePinia(createPinia());
  signedIn('zhao');
  useWork();
  await nextTick();
  listed.now = [];
});

it('what a page does by itself stays when the engine is asked what it does, and what the engine has forgotten goes', async () => {
  const work = useWork();
  work.applyOwn(piece('proposals'));
  work.apply(piece('import'));
  listed.now = [piece('backup')];
  await work.load();
  expect(known()).toEqual(['backup', 'proposals']);
  expect(work.running.map((one) => one.work).toSorted()).toEqual(['backup', 'proposals']);
  work.applyOwn(piece('proposals', 'finished'));
  await work.load();
  expect(work.all.get('proposals')).toMatchObject({ state: 'finished' });
});

it('whoever signs in next at this window sees none of it', async () => {
  const work = useWork();
  work.applyOwn(piece('proposals'));
  work.apply(piece('import'));
  signedIn('sun');
  await nextTick();
  expect(known()).toEqual([]);
  await work.load();
  expect(known()).toEqual([]);
});
