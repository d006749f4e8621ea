import {
  functionsOfGroup,
  grantableFunctions,
  loadCatalogue,
  neverGranted,
  permissionFunctions,
  type Catalogue,
} from '@contract/catalogue.ts';
import json from '../../../resources/service-catalogue.json' with { type: 'json' };

/** The services of a bureau, with what is asked of them often, worked out once. Of a rule set. */
export interface ServiceCatalogue {
  tree: Catalogue;
  /** Every permission function in the order of the tree: what legal representative and finance officer hold (E1). */
  all: ReadonlySet<string>;
  /** What a role may hold (E2, H4): everything but staff maintenance and delegation management. */
  roleGrantable: ReadonlySet<string>;
  /** What an agreement may hold (H4). */
  grantable: ReadonlySet<string>;
  /** What a social-insurance session holds, and nothing else (B8). */
  socialInsurance: ReadonlySet<string>;
  /** Chinese title of a permission function; the id itself for one that an older agreement holds and the catalogue no longer knows. */
  titleOf(functionId: string): string;
}

/** @param tree one that is free of faults, as `loadCatalogue` reads it */
export function catalogueOf(tree: Catalogue): ServiceCatalogue {
  const known = permissionFunctions(tree);
  const titles = new Map(known.map(({ id, title }) => [id, title]));
  const all = new Set(titles.keys());
  return {
    tree,
    all,
    roleGrantable: new Set([...all].filter((id) => !neverGranted.includes(id))),
    grantable: new Set(grantableFunctions(tree).map(({ id }) => id)),
    socialInsurance: new Set(functionsOfGroup(tree, 'social')),
    titleOf: (functionId) => titles.get(functionId) ?? functionId,
  };
}

/** The services as shipped; read and checked once a process. */
export const usualCatalogue = catalogueOf(loadCatalogue(json));
