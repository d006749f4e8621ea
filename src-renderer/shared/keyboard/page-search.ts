import { useThrottleFn } from '@vueuse/core';
import { onScopeDispose, readonly, ref, type Ref } from 'vue';

/** The search field of the shown page (`data-page-search`), or undefined. */
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

/** Whether the shown page has a search field. Pages appear and disappear in many ways, so this watches the document itself. */
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
