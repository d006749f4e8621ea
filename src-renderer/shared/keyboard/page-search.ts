import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** The search field of the page that is shown (`data-page-search`), or undefined. */
function pageSearchField(): HTMLInputElement | undefined {
  return [...document.querySelectorAll<HTMLInputElement>('main [data-page-search]')].find(
    (candidate) => candidate.offsetParent !== null && !candidate.closest('[inert]'),
  );
}

/** Puts the cursor into the search field of the page. */
export function focusPageSearch(): void {
  const field = pageSearchField();
  field?.focus();
  field?.select();
}

/** Whether the page that is shown has a search field; pages come, go and are hidden by many ways, so the document itself is watched. */
export function usePageSearch(): Readonly<Ref<boolean>> {
  const has = ref(false);
  const look = useThrottleFn(
    () => {
      has.value = pageSearchField() !== undefined;
    },
    150,
    true,
  );
  const observer = new MutationObserver(() => {
    void look();
  });
  observer.observe(document.body, {
    childList: true,
    subtree: true,
    attributes: true,
    attributeFilter: ['style', 'class', 'inert', 'hidden'],
  });
  onScopeDispose(() => observer.disconnect());
  return readonly(has);
}
