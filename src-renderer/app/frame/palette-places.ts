import { computed, type ComputedRef, type Ref } from 'vue';
import { useRouter, type RouteLocationRaw } from 'vue-router';
import { t } from '../../locales/text.ts';
import { seesSection } from '../../shared/page/settings-sections.ts';
import { useListViews } from '../../stores/list-views.ts';
import { useSession } from '../../stores/session.ts';
import { useTabs } from '../../stores/tabs.ts';
import type { PaletteCommand } from './palette-source.ts';
import { clientPlaces, clientTitles, officePlaces, settingsPlaces } from './palette-words.ts';

/** What the palette leads to, beside the rail: saved filters, pages of the client in front, sections of the settings, pages of an admin. */
export function usePalettePlaces(activeId: Ref<string | null>): ComputedRef<PaletteCommand[]> {
  const router = useRouter();
  const [views, session, tabs] = [useListViews(), useSession(), useTabs()];
  const to = (place: RouteLocationRaw) => () => void router.push(place);
  return computed(() => {
    const clientId = activeId.value;
    const inFront = clientId === null ? undefined : tabs.byId.get(clientId);
    const admin = session.staff?.staff.officeRole === 'admin';
    return [
      ...(clientId !== null && inFront?.open
        ? (Object.keys(clientPlaces) as (keyof typeof clientPlaces)[]).map((name) => ({
            id: name,
            title: t('components.palette.ofClient', { page: t(clientTitles[name]), client: inFront.name }),
            words: clientPlaces[name],
            run: to({ name, params: { clientId } }),
          }))
        : []),
      ...views.filters.map((filter) => ({
        id: `filter.${filter.id}`,
        title: t('components.palette.savedFilter', { name: filter.name }),
        words: 'sx ycsx shaixuan filter',
        run: to({ name: 'clients', query: { filter: filter.id } }),
      })),
      ...(admin
        ? (Object.keys(officePlaces) as (keyof typeof officePlaces)[])
            .filter((name) => router.hasRoute(name))
            .map((name) => ({
              id: `open.${name}`,
              title: t(officePlaces[name].title),
              words: officePlaces[name].words,
              run: to({ name }),
            }))
        : []),
      ...(Object.keys(settingsPlaces) as (keyof typeof settingsPlaces)[])
        .filter((section) => seesSection(section, admin))
        .map((section) => ({
          id: `settings.${section}`,
          title: t('components.palette.settings', { section: t(`settings.sections.${section}`) }),
          words: settingsPlaces[section],
          run: to({ name: 'settings', params: { section } }),
        })),
    ];
  });
}
