type Json = null | boolean | number | string | Json[] | { [key: string]: Json };
type JsonObject = { [key: string]: Json };

/** Shorter schemas are easier to read in place. */
const leastLength = 160;

const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

/** Whether a schema deserves its own name: an object, a choice or a list of words. */
const isSchema = (value: Json): value is JsonObject =>
  isObject(value) &&
  (value['type'] === 'object' ||
    Array.isArray(value['anyOf']) ||
    Array.isArray(value['oneOf']) ||
    Array.isArray(value['enum']));

/**
 * Moves repeated schemas to `components`: the responses of a refusal as `Refused401`, every larger schema under the
 * name of the place where it occurs first (`ClientsSearchRows`). The meaning of the document stays the same.
 * @param document an OpenAPI document; it is not changed
 */
export function shareSchemas(document: { paths?: object; components?: object }): object {
  const paths = (document.paths ?? {}) as JsonObject;
  const counts = new Map<string, number>();
  const count = (value: Json): void => {
    if (typeof value !== 'object' || value === null) return;
    if (isSchema(value)) {
      const text = JSON.stringify(value);
      const seen = counts.get(text) ?? 0;
      counts.set(text, seen + 1);
      // Inside a shared schema nothing is repeated.
      if (seen > 0) return;
    }
    for (const inner of Object.values(value)) count(inner);
  };
  count(paths);

  const schemas: JsonObject = {};
  const responses: JsonObject = {};
  const names = new Map<string, string>();
  const nameFor = (text: string, where: readonly string[]): string => {
    const wanted =
      where
        .map(capital)
        .join('')
        .replaceAll(/[^A-Za-z0-9]/g, '') || 'Schema';
    let name = wanted;
    for (let n = 2; name in schemas; n++) name = `${wanted}${n}`;
    names.set(text, name);
    // It gets its name before its parts do.
    schemas[name] = null;
    return name;
  };
  const share = (value: Json, where: readonly string[]): Json => {
    if (Array.isArray(value)) return value.map((inner) => share(inner, where));
    if (!isObject(value)) return value;
    if (isSchema(value)) {
      const text = JSON.stringify(value);
      if (text.length >= leastLength && (counts.get(text) ?? 0) > 1) {
        const known = names.get(text);
        if (known !== undefined) return { $ref: `#/components/schemas/${known}` };
        const name = nameFor(text, where);
        schemas[name] = inside(value, where);
        return { $ref: `#/components/schemas/${name}` };
      }
      return inside(value, where);
    }
    return Object.fromEntries(
      Object.entries(value as JsonObject).map(([key, inner]): [string, Json] => [
        key,
        share(inner, key === 'requestBody' ? [...where, 'Input'] : where),
      ]),
    );
  };
  /** A schema whose properties are shared, each named after its place. */
  const inside = (schema: JsonObject, where: readonly string[]): JsonObject =>
    Object.fromEntries(
      Object.entries(schema).map(([key, inner]): [string, Json] => {
        if (key !== 'properties' || !isObject(inner)) return [key, share(inner, where)];
        return [
          key,
          Object.fromEntries<Json>(
            Object.entries(inner as JsonObject).map(([property, one]): [string, Json] => [
              property,
              share(one, property === 'data' ? ['Refusal', 'Data'] : [...where, property]),
            ]),
          ),
        ];
      }),
    );

  const shared: JsonObject = {};
  for (const [path, methods] of Object.entries(paths)) {
    shared[path] = Object.fromEntries(
      Object.entries(methods as JsonObject).map(([method, operation]): [string, Json] => {
        if (!isObject(operation)) return [method, operation];
        const where = (typeof operation['operationId'] === 'string' ? operation['operationId'] : '').split('.');
        const answers = isObject(operation['responses']) ? operation['responses'] : {};
        const kept = Object.fromEntries(
          Object.entries(answers).map(([status, answer]): [string, Json] => {
            if (Number(status) < 400) return [status, share(answer, where)];
            // Every procedure can be refused in the same way: one shared response per status.
            const name = `Refused${status}`;
            const text = JSON.stringify(answer);
            const known = names.get(`response ${name}`);
            if (known !== undefined && known !== text) return [status, share(answer, where)];
            if (known === undefined) {
              names.set(`response ${name}`, text);
              responses[name] = share(answer, ['Refusal', status]);
            }
            return [status, { $ref: `#/components/responses/${name}` }];
          }),
        );
        return [method, { ...(share({ ...operation, responses: {} }, where) as JsonObject), responses: kept }];
      }),
    );
  }
  return { ...document, paths: shared, components: { ...document.components, schemas, responses } };
}
