import { z } from 'zod';

const title = z.string().trim().min(2).max(30);
const text = z.string().trim().min(4).max(60);
/** Dotted name such as `tax.vat.general`. Agreements store it as a permission function, so it never changes. */
const catalogueIdSchema = z.string().regex(/^[a-z][A-Za-z]*(\.[a-z][A-Za-z]*)*$/);

export const serviceKindSchema = z.enum(['working', 'informational']);

/** One service of the bureau: a leaf of the tree. */
export const serviceSchema = z.object({
  /** Also the id of its permission function. */
  id: catalogueIdSchema,
  title,
  description: text,
  /** `working`: done here on stored data. `informational`: the page says what it is for and where it is done. */
  kind: serviceKindSchema,
  /** Permission functions that an agreement must all hold; empty: every session may open it. */
  needs: z.array(catalogueIdSchema),
  /** Whether an agreement may hold its function (H4); also false if it has no function. */
  grantable: z.boolean(),
  /** Other words people search by. */
  keywords: z.array(z.string().trim().min(1).max(20)),
  /** Purpose, requirements and place: 2 to 5 lines. */
  guide: z.array(text).min(2).max(5),
});
export type Service = z.infer<typeof serviceSchema>;

/** Category, sub-category and item are the 大类, 中类 and 小类 of an agreement (L1). */
export const serviceSectionSchema = z.object({ id: catalogueIdSchema, title, services: z.array(serviceSchema).min(1) });
export type ServiceSection = z.infer<typeof serviceSectionSchema>;
export const serviceGroupSchema = z.object({
  id: catalogueIdSchema,
  title,
  description: text,
  sections: z.array(serviceSectionSchema).min(1),
});
export type ServiceGroup = z.infer<typeof serviceGroupSchema>;

/** A named set of permission functions that is added to an agreement in one step. */
export const permissionBundleSchema = z.object({
  id: catalogueIdSchema,
  title,
  description: text,
  functions: z.array(catalogueIdSchema).min(1),
});

export const catalogueSchema = z.object({
  version: z.literal(1),
  groups: z.array(serviceGroupSchema).min(1),
  bundles: z.array(permissionBundleSchema),
});
export type Catalogue = z.infer<typeof catalogueSchema>;

/** A service with its branch of the tree. */
export interface PlacedService {
  service: Service;
  section: ServiceSection;
  group: ServiceGroup;
}

/** A permission function with the title of its service. */
export interface PermissionFunction {
  id: string;
  title: string;
}

/** Functions that only the enterprise itself holds: never part of an agreement (H4). */
export const neverGranted: readonly string[] = ['staff.maintain', 'delegation.manage'];

/** All services in the order of the tree, each with its section and group. */
export const flattenServices = (catalogue: Catalogue): PlacedService[] =>
  catalogue.groups.flatMap((group) =>
    group.sections.flatMap((section) => section.services.map((service) => ({ service, section, group }))),
  );

/** The service with this id and its branch, or null. */
export const findService = (catalogue: Catalogue, id: string): PlacedService | null =>
  flattenServices(catalogue).find((placed) => placed.service.id === id) ?? null;

/** Every function that some service needs, in the order of the tree. */
export function permissionFunctions(catalogue: Catalogue): PermissionFunction[] {
  const services = flattenServices(catalogue).map((placed) => placed.service);
  const needed = new Set(services.flatMap((service) => service.needs));
  return services
    .filter((service) => needed.has(service.id))
    .map((service) => ({ id: service.id, title: service.title }));
}

/** The functions that an agreement may hold (H4). */
export function grantableFunctions(catalogue: Catalogue): PermissionFunction[] {
  const grantable = new Set(
    flattenServices(catalogue)
      .filter((placed) => placed.service.grantable)
      .map((placed) => placed.service.id),
  );
  return permissionFunctions(catalogue).filter((permission) => grantable.has(permission.id));
}

/** Functions of a group, such as those of a social-insurance session (`social`, B8); empty for an unknown group. */
export const functionsOfGroup = (catalogue: Catalogue, groupId: string): string[] => [
  ...new Set(
    flattenServices(catalogue)
      .filter((placed) => placed.group.id === groupId)
      .flatMap((placed) => placed.service.needs),
  ),
];

/** Functions of a bundle; empty for an unknown bundle. */
export const functionsOfBundle = (catalogue: Catalogue, bundleId: string): string[] =>
  catalogue.bundles.find((bundle) => bundle.id === bundleId)?.functions ?? [];

/** Inconsistencies of a catalogue, in English for its editor; empty if there are none. */
export function catalogueFaults(catalogue: Catalogue): string[] {
  const faults: string[] = [];
  const services = flattenServices(catalogue).map((placed) => placed.service);
  const ids = [
    ...catalogue.groups.flatMap((group) => [group.id, ...group.sections.map((section) => section.id)]),
    ...services.map((service) => service.id),
  ];
  ids.forEach((id, index) => {
    if (ids.indexOf(id) !== index) faults.push(`id ${id} is used twice`);
  });
  const known = new Set(services.map((service) => service.id));
  for (const service of services) {
    for (const need of service.needs) if (!known.has(need)) faults.push(`${service.id} needs unknown function ${need}`);
    const mayBeGranted = service.needs.includes(service.id) && !neverGranted.includes(service.id);
    if (service.grantable !== mayBeGranted) faults.push(`${service.id} must${mayBeGranted ? '' : ' not'} be grantable`);
  }
  const grantable = new Set(grantableFunctions(catalogue).map((permission) => permission.id));
  for (const bundle of catalogue.bundles) {
    if (new Set(bundle.functions).size !== bundle.functions.length)
      faults.push(`bundle ${bundle.id} names a function twice`);
    for (const id of bundle.functions)
      if (!grantable.has(id)) faults.push(`bundle ${bundle.id} holds ${id}, which cannot be granted`);
  }
  return faults;
}

/**
 * Reads a service catalogue (`resources/service-catalogue.json`).
 * @throws Error that names what is malformed or inconsistent. The file is shipped, so this is a build fault, not a
 * user's
 */
export function loadCatalogue(json: unknown): Catalogue {
  const catalogue = catalogueSchema.parse(json);
  const faults = catalogueFaults(catalogue);
  if (faults.length > 0) throw new Error(`service catalogue: ${faults.join('; ')}`);
  return catalogue;
}
