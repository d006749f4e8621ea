import { grantableFunctions, type Catalogue } from '@contract/catalogue.ts';

/** A branch of the catalogue with its functions that an agreement may hold (H4); empty branches are omitted. */
export interface FunctionGroup {
  id: string;
  title: string;
  sections: { id: string; title: string; functions: { id: string; title: string; words: string }[] }[];
}

/** The tree of checkboxes, 大类 / 中类 / 小类 (L1). @param only these functions; omitted: all that may be granted */
export function functionTree(catalogue: Catalogue, only?: ReadonlySet<string>): FunctionGroup[] {
  const grantable = new Set(
    grantableFunctions(catalogue)
      .map((permission) => permission.id)
      .filter((id) => !only || only.has(id)),
  );
  return catalogue.groups
    .map((group) => ({
      id: group.id,
      title: group.title,
      sections: group.sections
        .map((section) => ({
          id: section.id,
          title: section.title,
          functions: section.services
            .filter((service) => grantable.has(service.id))
            .map((service) => ({
              id: service.id,
              title: service.title,
              words: [service.title, ...service.keywords].join(' ').toLowerCase(),
            })),
        }))
        .filter((section) => section.functions.length > 0),
    }))
    .filter((group) => group.sections.length > 0);
}

/** The matching part of the tree; all of it for an empty query. */
export function filterTree(tree: readonly FunctionGroup[], query: string): FunctionGroup[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return [...tree];
  return tree
    .map((group) => ({
      ...group,
      sections: group.sections
        .map((section) => ({ ...section, functions: section.functions.filter((item) => item.words.includes(wanted)) }))
        .filter((section) => section.functions.length > 0),
    }))
    .filter((group) => group.sections.length > 0);
}

/** Whether all, some or none of `ids` are chosen. */
export function sharePicked(ids: readonly string[], chosen: ReadonlySet<string>): 'all' | 'some' | 'none' {
  const count = ids.filter((id) => chosen.has(id)).length;
  return count === 0 ? 'none' : count === ids.length ? 'all' : 'some';
}

/** Adds the missing ones of `ids`; if none is missing, removes all of them. */
export function toggleAll(ids: readonly string[], chosen: readonly string[]): string[] {
  const set = new Set(chosen);
  const whole = ids.every((id) => set.has(id));
  for (const id of ids) {
    if (whole) set.delete(id);
    else set.add(id);
  }
  return [...set];
}
