import { provide, shallowReactive, watch } from 'vue';
import { routeLocationKey, type RouteLocationNormalizedLoaded } from 'vue-router';

/**
 * Gives the pages below a `useRoute()` of their own. Otherwise hidden pages would see the address of the shown page
 * (even another client's) and act on it.
 */
export function provideOwnRoute(route: () => RouteLocationNormalizedLoaded): void {
  const own = shallowReactive({}) as Record<string, unknown>;
  watch(
    route,
    (now) => {
      for (const key of Object.keys(now)) own[key] = now[key as keyof typeof now];
    },
    { immediate: true, flush: 'sync' },
  );
  provide(routeLocationKey, own as unknown as RouteLocationNormalizedLoaded);
}
