import { loadCatalogue, permissionFunctions } from '@contract/catalogue.ts';
import json from '../../../resources/service-catalogue.json' with { type: 'json' };

/** The bureau's services as shipped; read and checked once a process. */
export const serviceCatalogue = loadCatalogue(json);

const titles = new Map(permissionFunctions(serviceCatalogue).map((permission) => [permission.id, permission.title]));

/** Chinese title of a permission function; the id itself for one that an older agreement holds and the catalogue no longer knows. */
export function functionTitle(functionId: string): string {
  return titles.get(functionId) ?? functionId;
}
