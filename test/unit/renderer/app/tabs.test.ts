import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RouteLocationNormalizedLoaded } from 'vue-router';
import { coreClientName } from '../../../../src-renderer/shared/pure/client-badge.ts';
import { keptPanes, mostPanes, type KeptPane } from '../../../../src-renderer/app/frame/pane-list.ts';
import { mergeOrder } from '../../../../src-renderer/shared/pure/tab-order.ts';

const pane = (clientId: string): KeptPane => ({
  clientId,
  route: { fullPath: `/client/${clientId}` } as RouteLocationNormalizedLoaded,
});
const ids = (panes: readonly KeptPane[]) => panes.map((one) => one.clientId);

describe('order of the tab strip', () => {
  it('what was there stays where it is, what is new comes last, what is gone is gone', () => {
    expect(mergeOrder(['c', 'a', 'x'], ['a', 'b', 'c'])).toEqual(['c', 'a', 'b']);
  });
  it('holds each client once', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.nat(9).map(String)), fc.uniqueArray(fc.nat(9).map(String)), (order, present) => {
        const merged = mergeOrder(order, present);
        expect([...merged].sort()).toEqual([...present].sort());
      }),
    );
  });
});

describe('panes that are kept', () => {
  const tabs = new Set(Array.from({ length: 30 }, (_, i) => String(i)));

  it('never more than ten; the one used longest ago gives way, and none is moved', () => {
    let panes: KeptPane[] = [];
    let recent: string[] = [];
    for (let i = 0; i < 12; i++) {
      recent = [String(i), ...recent];
      panes = keptPanes(panes, recent, tabs, pane(String(i)));
    }
    expect(ids(panes)).toEqual(['2', '3', '4', '5', '6', '7', '8', '9', '10', '11']);
    expect(panes).toHaveLength(mostPanes);
  });

  it('a closed tab takes its pane with it at once', () => {
    expect(ids(keptPanes([pane('1'), pane('2')], ['1', '2'], new Set(['2']), null))).toEqual(['2']);
  });

  it('only the pane on the screen gets a new route', () => {
    const moved = { clientId: '1', route: { fullPath: '/client/1/vat' } as RouteLocationNormalizedLoaded };
    const [first, second] = keptPanes([pane('1'), pane('2')], ['1', '2'], tabs, moved);
    expect([first?.route.fullPath, second?.route.fullPath]).toEqual(['/client/1/vat', '/client/2']);
  });

  it('a client without a tab gets no pane', () => {
    expect(keptPanes([], ['x'], new Set(), pane('x'))).toEqual([]);
  });
});

it.each([
  ['沈阳华盛商贸有限公司', '华盛商贸'],
  ['辽宁省大连市沙河口区远洋物流有限公司', '远洋物流'],
  ['安辰（大连）智能科技有限公司', '安辰（大连）智能科技'],
  ['大连市', '大连市'],
])('a crowded strip says what tells %s apart', (name, core) => {
  expect(coreClientName(name)).toBe(core);
});
